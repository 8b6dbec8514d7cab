import type { FastifyInstance } from 'fastify'

/**
 * What needs nothing may be asked without a body, with an empty one or with `{}`; where something is needed, the refusal names the
 * fields that are missing, and not the body.
 */
export function takeEmptyBodies(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    // Clients name a type of content that isn't there, and Fastify refuses to parse nothing as JSON or to know any other type.
    if (request.headers['content-length'] === '0') delete request.raw.headers['content-type']
    done()
  })
  app.addHook('preValidation', (request, _reply, done) => {
    const { body } = request.routeOptions.schema ?? {}
    if (body !== undefined && (request.body === undefined || request.body === null)) request.body = {}
    done()
  })
}
