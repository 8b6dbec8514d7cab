import fastifySwagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { ZodApp } from './api.ts'

/** Describes every route that has a schema, from the very schemas that check it. Registered before the routes. */
export async function describeApi(app: ZodApp): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Chat Arcade',
        version: '1',
        description:
          'Everything that the moderators’ panel does. Programs send a token of the panel as `Authorization: Bearer ca_…`; pages send their cookie and the header `x-csrf-token` of GET /api/session.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: '__Host-chatarcade' },
        },
      },
      security: [{ token: [] }, { cookie: [] }],
    },
    transform: withRight,
  })
}

/** Serves the description, once all routes are there. */
export function serveDescription(app: ZodApp): void {
  // Made once: it is long, always the same, and anybody may ask for it.
  let text: string | null = null
  app.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

/** Also says which right a route asks for. */
function withRight(route: Parameters<typeof jsonSchemaTransform>[0]): ReturnType<typeof jsonSchemaTransform> {
  const { schema, url } = jsonSchemaTransform(route)
  const access = route.route?.config?.access
  return { url, schema: access === undefined ? schema : Object.assign(schema, { 'x-right': access }) }
}
