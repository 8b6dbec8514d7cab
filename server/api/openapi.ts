import fastifySwagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { ZodApp } from './api.ts'
import { showAnswer, statusAnswer } from './status-answer.ts'

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

/** Answers that everybody may have, of the server that also has the pages: it knows nothing of schemas. */
const open = new Map([
  ['/api/status', { summary: 'How the show fares at this moment', response: { 200: statusAnswer } }],
  [
    '/api/show',
    { summary: 'What doesn’t change while a game is on, as the page needs it', response: { 200: showAnswer } },
  ],
])

const fileIn = (field: string) => ({
  ...{ type: 'object', required: [field] },
  properties: { [field]: { type: 'string', format: 'binary' } },
})

/** Also says which right a route asks for. Pages, files, rooms and what watches over the process are no part of the API. */
function withRight(route: Parameters<typeof jsonSchemaTransform>[0]): ReturnType<typeof jsonSchemaTransform> {
  if (!route.url.startsWith('/api/')) return { url: route.url, schema: { hide: true } }
  const own = open.get(route.url)
  const { schema, url } = jsonSchemaTransform(
    own === undefined ? route : { ...route, schema: { tags: ['show'], ...own } },
  )
  const { access, upload } = route.route?.config ?? {}
  if (access !== undefined) Object.assign(schema, { 'x-right': access })
  if (upload !== undefined) Object.assign(schema, { body: fileIn(upload) })
  return { url, schema }
}
