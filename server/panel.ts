import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  createDeeds,
  createLive,
  describeApi,
  livePath,
  serveApi,
  serveDescription,
  serveLive,
  type ApiParts,
} from './api/index.ts'
import { answerErrors } from './auth/api-errors.ts'
import { AuthError, notOpen } from './auth/error.ts'
import { takeEmptyBodies } from './auth/bodies.ts'
import { addAuth, type Auth } from './auth/auth.ts'
import { addHeaders } from './auth/headers.ts'
import { createUpgrades, type Upgrades } from './auth/upgrade.ts'
import type { OutletStatus } from '../render/index.ts'
import type { StageEvent } from './controls/stage-event.ts'
import { openJobs } from './jobs/open.ts'
import { createListeners } from './listeners.ts'
import type { Log } from './log.ts'
import { createMedia } from './media/media.ts'
import { takeNumbers } from './numbers.ts'
import { keepSilence } from './kept-silence.ts'
import type { StartedBy } from './saved-settings.ts'
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
  /** What the show was started by; left out where nothing but its plan is known. */
  readonly start?: StartedBy
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

/** How often it is looked whether an output has come or gone, for those who are told. */
const lookMs = 500

export async function openPanel(options: PanelOptions): Promise<Panel> {
  const { store, log } = options
  const opened = new AsyncDisposableStack()
  const job = deliveryJob({ store })
  const jobs = opened.use(await openJobs(options.redisUrl, store, [job], log))
  const webhooks = createWebhooks(store, jobs, job, log)
  const deeds = createDeeds(store, log)
  opened.defer(
    deeds.listen((deed) => {
      const news = newsOfDeed(deed)
      if (news !== null) webhooks.tell(...news)
    }),
  )
  const events = createListeners<StageEvent>()
  opened.defer(
    events.listen((event) => {
      const news = newsOfStage(event)
      if (news !== null) webhooks.tell(...news)
    }),
  )
  const follow = (show: RunningShow) => {
    opened.use(takeNumbers(show, options.status, store, log))
    opened.defer(hearStages(show, events.tell))
    opened.use(keepResults(show, store, events.listen))
    opened.use(keepSilence(show, store, events.listen))
    opened.defer(media.onAir.follow(show))
    const look = followOutputs(webhooks)
    // With its address as it may be shown: other programs needn't know where this machine keeps its files.
    const shown = (each: OutletStatus) => ({ ...each, url: show.broadcast.urlOf(each.id) })
    const looking = setInterval(() => look(show.picture.status.outputs.map(shown)), lookMs).unref()
    opened.defer(() => clearInterval(looking))
  }
  const media = createMedia(() => openedShow(options), store, log)
  const parts = partsOf(options, { log: deeds, webhooks, media, onEvent: events.listen })
  const live = opened.use(createLive(parts))
  let auth: Auth | null = null
  let upgrades: Upgrades | null = null
  return {
    get invitation() {
      return auth?.link ?? null
    },
    async mount(app) {
      await addHeaders(app)
      await describeApi(app)
      auth = await addAuth(app, { store, log, adminPassword: options.adminPassword, note: deeds.add })
      opened.defer(auth.onEnded((ended) => live.cut(ended)))
      const line = { live, auth, upgrades: (upgrades = createUpgrades(app)), show: parts.show }
      await app.register((scope, _options, registered) => {
        scope.setValidatorCompiler(validatorCompiler)
        scope.setSerializerCompiler(serializerCompiler)
        answerErrors(scope, log)
        takeEmptyBodies(scope)
        const zoned = scope.withTypeProvider<ZodTypeProvider>()
        serveApi(zoned, parts)
        serveDescription(zoned)
        opened.defer(serveLive(zoned, line))
        scope.get('/panel', (_request, reply) => reply.sendFile('panel.html', { maxAge: 0 }))
        registered()
      })
    },
    upgrade(request, socket, head) {
      return request.url === livePath && (upgrades?.route(request, socket, head) ?? false)
    },
    follow: (show) => follow(show),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** @throws AuthError `not-open` while it starts: so every route that needs it answers the same */
function openedShow(options: Pick<PanelOptions, 'show'>): RunningShow {
  const show = options.show()
  if (show === null) throw new AuthError(notOpen.code, notOpen.error, notOpen.retrySeconds)
  return show
}

/** The show may be another one by the time that somebody asks. */
function partsOf(
  { store, log, status, start, ...options }: PanelOptions,
  own: Pick<ApiParts, 'log' | 'webhooks' | 'media' | 'onEvent'>,
): ApiParts {
  const show = () => openedShow(options)
  return {
    ...own,
    ...{ store, status, show, start: start ?? null, say: log, webhookProblem: addressProblem },
    stage: () => show().stage,
    get broadcast() {
      return show().broadcast
    },
  }
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
