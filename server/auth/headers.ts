import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const oneYearSeconds = 365 * 24 * 3600

/** What a page of ours may load: what we send it, and pictures and sounds that it made itself. */
const own = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  // Not every browser takes a WebSocket to the same host for 'self'.
  connectSrc: ["'self'", 'ws:', 'wss:'],
  manifestSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
} as const

const toMutable = (directives: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(directives).map(([name, values]) => [name, [...values]]))

const common = {
  hsts: { maxAge: oneYearSeconds, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' },
} satisfies FastifyHelmetOptions

/** For the panel and the API: nobody else’s page may hold them in a frame, or load anything of them. */
const closed = {
  ...common,
  contentSecurityPolicy: { useDefaults: false, directives: toMutable({ ...own, frameAncestors: ["'none'"] }) },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  frameguard: { action: 'deny' },
} satisfies FastifyHelmetOptions

/** For what everybody may see: OBS and other sites hold the spectators’ page in a frame, and show its pictures. */
const open = {
  ...common,
  contentSecurityPolicy: { useDefaults: false, directives: toMutable({ ...own, frameAncestors: ['*'] }) },
  crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  frameguard: false,
} satisfies FastifyHelmetOptions

const closedPath = /^\/(panel|api)(\/|$)/

/**
 * Whether an answer is one of the panel or the API, by the route that makes it: an address can be written in many ways. What no route makes
 * is nobody’s to show.
 */
function isClosed({ routeOptions, url }: FastifyRequest): boolean {
  if (routeOptions.url === undefined || closedPath.test(routeOptions.url)) return true
  // What the static files’ route answers where the API has no such address.
  return closedPath.test(decoded(url.split('?', 1)[0] ?? ''))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Helmet’s headers on every answer, with a strict content security policy. To be called before any route is added. */
export async function addHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { global: false })
  app.addHook('onRequest', (request, reply, done) => {
    reply.helmet(isClosed(request) ? closed : open)
    done()
  })
}
