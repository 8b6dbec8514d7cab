import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  createDeeds,
  createLive,
  describeApi,
  serveApi,
  serveDescription,
  type ApiParts,
  type Live,
} from './api/index.ts'
import { answerErrors } from './auth/api-errors.ts'
import { addAuth, type Auth, type Who } from './auth/auth.ts'
import { addHeaders } from './auth/headers.ts'
import { messageOf } from '../chat/index.ts'
import type { StageEvent } from './controls/stage-event.ts'
import type { JobQueue } from './jobs/job.ts'
import { openRedisJobs } from './jobs/redis.ts'
import { openStoreJobs } from './jobs/sqlite.ts'
import { createListeners } from './listeners.ts'
import type { Log } from './log.ts'
import { takeNumbers } from './numbers.ts'
import type { RunningShow } from './show.ts'
import type { Status } from './status.ts'
import type { Store } from './store/store.ts'
import { keepResults } from './results.ts'
import { addressProblem } from './webhooks/address.ts'
import { followOutputs, newsOfDeed, newsOfStage } from './webhooks/news.ts'
import { createWebhooks, deliveryJob } from './webhooks/webhooks.ts'

/** What the panel is made of, besides the show. */
export interface PanelOptions {
  readonly store: Store
  readonly log: Log
  /** The show, once it is open. */
  readonly show: () => RunningShow | null
  readonly status: () => Promise<Status>
  /** The owner's password, where the environment sets one. */
  readonly adminPassword: string | null
  /** A Redis for the jobs; null keeps them in the store. */
  readonly redisUrl: string | null
}

/** The moderators' side of the show: who may do what, what they do, and who is told of it. */
export interface Panel extends AsyncDisposable {
  /** Adds its routes to the web server. */
  mount(app: FastifyInstance): Promise<void>
  /** Takes over the panels' own connections. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** The show is there: from now on what happens in it is kept and told. */
  follow(show: RunningShow): void
  /** Where the owner gets in for the first time; null where there is one already. */
  readonly invitation: string | null
}

/** What a panel sends is nothing but that it is still there. */
const maxPayload = 1024

const livePath = '/api/live'

/** How often it is looked whether an output has come or gone, for those who are told. */
const lookMs = 500

export async function openPanel(options: PanelOptions): Promise<Panel> {
  const { store, log } = options
  const opened = new AsyncDisposableStack()
  const job = deliveryJob({ store })
  const jobs: JobQueue = opened.use(
    options.redisUrl === null ? openStoreJobs(store, [job], log) : await openRedisJobs(options.redisUrl, [job], log),
  )
  const webhooks = createWebhooks(store, jobs, job, log)
  const deeds = createDeeds(store, log)
  opened.defer(deeds.listen((deed) => webhooks.tell(...newsOfDeed(deed))))
  const events = createListeners<StageEvent>()
  opened.defer(
    events.listen((event) => {
      const news = newsOfStage(event)
      if (news !== null) webhooks.tell(...news)
    }),
  )
  const follow = (show: RunningShow) => {
    opened.use(takeNumbers(options.status, store, log))
    opened.defer(hearStages(show, events.tell))
    opened.defer(events.listen(keepResults(show, store)))
    const look = followOutputs(webhooks)
    const looking = setInterval(() => look(show.picture.status.outputs), lookMs).unref()
    opened.defer(() => clearInterval(looking))
  }
  const parts = partsOf(options, { log: deeds, webhooks, onEvent: events.listen })
  const live = opened.use(createLive(parts))
  const sockets = new WebSocketServer({ noServer: true, maxPayload })
  opened.defer(() => sockets.close())
  let auth: Auth | null = null
  return {
    get invitation() {
      return auth?.link ?? null
    },
    async mount(app) {
      await addHeaders(app)
      await describeApi(app)
      auth = await addAuth(app, { store, log, adminPassword: options.adminPassword })
      opened.defer(auth.onEnded((ended) => live.cut(ended)))
      await app.register((scope, _options, registered) => {
        scope.setValidatorCompiler(validatorCompiler)
        scope.setSerializerCompiler(serializerCompiler)
        answerErrors(scope, log)
        const zoned = scope.withTypeProvider<ZodTypeProvider>()
        serveApi(zoned, parts)
        serveDescription(zoned)
        scope.get('/panel', (_request, reply) => reply.sendFile('panel.html', { maxAge: 0 }))
        registered()
      })
    },
    upgrade(request, socket, head) {
      if (request.url !== livePath || auth === null) return false
      const accept = (who: Who) => sockets.handleUpgrade(request, socket, head, (line) => welcome(line, live, who))
      letIn(auth.whoIs(request), accept, socket).catch((error: unknown) => {
        log.warn(`a panel's connection failed: ${messageOf(error)}`)
        socket.destroy()
      })
      return true
    },
    follow: (show) => follow(show),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** The show may be another one by the time that somebody asks. */
function partsOf(
  { store, log, status, ...options }: PanelOptions,
  own: Pick<ApiParts, 'log' | 'webhooks' | 'onEvent'>,
): ApiParts {
  const show = () => options.show() as RunningShow
  return {
    ...own,
    ...{ store, status, show, say: log, webhookProblem: addressProblem },
    stage: () => show().stage,
    get broadcast() {
      return show().broadcast
    },
  }
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}

async function letIn(asked: Promise<Who | null>, accept: (who: Who) => void, socket: Duplex): Promise<void> {
  const who = await asked
  if (who !== null && who.rights.has('chat.read')) accept(who)
  else refuse(socket)
}

/** An error that nobody hears ends the process; the close that follows it is enough. */
function welcome(line: WebSocket, live: Live, who: Who): void {
  line.on('error', () => {})
  if (!live.open(line, who)) line.close(1013)
}

/** Events of whichever stage plays. @returns how to stop */
function hearStages(show: RunningShow, hear: (event: StageEvent) => void): () => void {
  let stop = show.stage.onEvent(hear)
  const stopStages = show.onStage((next) => {
    stop()
    stop = next.onEvent(hear)
  })
  return () => {
    stopStages()
    stop()
  }
}
