import path from 'node:path'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Picture } from '../render/index.ts'
import { notOpen } from './auth/error.ts'
import { ServerError } from './error.ts'
import { serveMatchmaking } from './matchmaking.ts'
import { serveMjpeg } from './mjpeg.ts'
import { attachSockets, type TakeUpgrade } from './sockets.ts'

export interface HttpOptions {
  readonly host: string
  readonly port: number
  /** Addresses of proxies before us, whose word for where a request came from is believed. */
  readonly proxies?: readonly string[]
  /** Directory of the built pages. */
  readonly pages: string
  /** Directory that `/hls/` serves; null where no output writes one. */
  readonly hls: string | null
  /** Directory of the games that are not built into the pages, each version in a folder of its own, and where it is served. */
  readonly games?: { readonly folder: string; readonly path: string }
  /** Single files by their address. */
  readonly files: Readonly<Record<string, string>>
  /** Answers of the API, by path; made anew at each request. */
  readonly api: Readonly<Record<string, () => unknown>>
  /** Whether the show is there to be asked; until then the API and the metrics answer 503. */
  readonly isOpen: () => boolean
  readonly isReady: () => boolean
  readonly metrics: () => Promise<{ contentType: string; text: string }>
  /** Adds what the moderators have: routes, and whatever guards them. */
  readonly mount?: (app: FastifyInstance) => Promise<void>
  /** Takes over a connection that is no room’s; false where it isn’t for it. */
  readonly upgrade?: TakeUpgrade
  /** What `/preview.mjpeg` shows; null until the show is there. */
  readonly picture: () => Pick<Picture, 'watch'> | null
}

/** Of a part of an address: the longest name of a person there is, with every letter of it escaped. */
const maxParamLength = 200 * 9

export interface HttpServer extends AsyncDisposable {
  readonly port: number
}

/** Everything on one port. @throws ServerError `port-in-use` */
export async function listen(options: HttpOptions): Promise<HttpServer> {
  const app = fastify({
    bodyLimit: 16_384,
    routerOptions: { maxParamLength },
    trustProxy: [...(options.proxies ?? [])],
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
  answerUnknown(app)
  // First, since what it guards is all that comes after it.
  await options.mount?.(app)
  await servePages(app, options)
  serveApi(app, options)
  serveMatchmaking(app)
  serveMjpeg(app, options.picture)
  try {
    await app.listen({ host: options.host, port: options.port })
  } catch (cause) {
    await app.close()
    throw listenError(cause, options)
  }
  const sockets = attachSockets(app.server, options.upgrade)
  const { port } = app.server.address() as { port: number }
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

function listenError(cause: unknown, { host, port }: HttpOptions): unknown {
  if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return new ServerError(
      'port-in-use',
      `port ${port} is in use; name another with --port N, or let --port 0 find a free one`,
      { cause },
    )
  return new ServerError('port-in-use', `can't listen on ${host}:${port}: ${(cause as Error).message}`, { cause })
}

const panelPage = 'panel.html'

/** Of the output's directory only the broadcast itself: whoever points the output at a folder of theirs shows nothing else of it. */
const broadcastFile = /^\/?(index\.m3u8|segment-[0-9]{6,}\.ts)$/

async function servePages(app: FastifyInstance, { pages, hls, files, games }: HttpOptions): Promise<void> {
  await app.register(fastifyStatic, {
    root: pages,
    cacheControl: false,
    // Only the route that guards it with its headers shows the panel.
    allowedPath: (pathname, _root, request) =>
      path.basename(pathname) !== panelPage || request.routeOptions.url === '/panel',
    // The build names each asset by its content; the page itself must always be the newest.
    setHeaders: (reply, file) => {
      const named = file.includes(`${path.sep}assets${path.sep}`)
      void reply.headers({ 'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-cache' })
    },
  })
  for (const [address, file] of Object.entries(files))
    app.get(address, (_request, reply) => reply.sendFile(path.basename(file), path.dirname(file), { maxAge: 0 }))
  if (games)
    await app.register(fastifyStatic, {
      ...{ root: games.folder, prefix: games.path, decorateReply: false },
      // Named by their content.
      ...{ immutable: true, maxAge: '365d' },
    })
  if (hls === null) return
  await app.register(fastifyStatic, {
    root: hls,
    prefix: '/hls/',
    decorateReply: false,
    allowedPath: (pathname) => broadcastFile.test(pathname),
    // A playlist changes every two seconds, and players on other sites may read it.
    cacheControl: false,
    setHeaders: (reply) => {
      void reply.headers({ 'cache-control': 'no-cache', 'access-control-allow-origin': '*' })
    },
  })
}

/** The API refuses what it doesn’t have as it refuses everything; a page that isn’t there is for nobody’s program. */
function answerUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const [address = ''] = request.url.split('?', 1)
    const error = `There is no ${request.method} ${address}.`
    const isApi = address === '/api' || address.startsWith('/api/')
    return reply
      .code(404)
      .send(isApi ? { code: 'not-found', error: `${error} What there is, /api/openapi.json says.` } : { error })
  })
}

function serveApi(app: FastifyInstance, { api, isOpen, isReady, metrics }: HttpOptions): void {
  const preHandler = async (_request: FastifyRequest, reply: FastifyReply) => {
    if (isOpen()) return
    const { retrySeconds, ...refusal } = notOpen
    await reply.code(503).header('retry-after', retrySeconds).send(refusal)
  }
  app.get('/livez', () => ({ status: 'live' }))
  app.get('/readyz', (_request, reply) => {
    const ready = isReady()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready: no frames are advancing' })
  })
  app.get('/metrics', { preHandler }, async (_request, reply) => {
    const { contentType, text } = await metrics()
    return reply.type(contentType).send(text)
  })
  for (const [address, answer] of Object.entries(api)) app.get(address, { preHandler }, () => answer())
}
