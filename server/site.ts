import type { Chat } from '../chat/index.ts'
import { openViews, viewsPath } from './author/views.ts'
import { gameOf, type LoadedGame } from './games.ts'
import { listen, type HttpServer } from './http.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { buildPages, scriptsOf } from './pages.ts'
import type { Panel } from './panel.ts'
import type { Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { createRoom, type ArcadeRoom, type Talk } from './room.ts'
import type { RunningShow } from './show.ts'
import { brandingPath, describeShow, hlsDirectory, type Status } from './status.ts'

/** What spectators reach: the pages and the API on one port, and the room behind them. */
export interface Site {
  readonly server: HttpServer
  readonly room: ArcadeRoom
  /** Has all that the page needs for a game before that begins, so that nobody waits for it then. */
  prepare(game: LoadedGame): Promise<void>
}

export interface SiteParts {
  /** Where spectators talk. */
  readonly chat: Pick<Chat, 'local'>
  readonly patches: Patches
  readonly log: Log
  readonly opened: AsyncDisposableStack
  /** The moderators' side; null where there is none. */
  readonly panel: Panel | null
  readonly status: () => Promise<Status>
  /** The show, once it is open. */
  readonly show: () => RunningShow | null
}

export async function openSite(plan: Plan, port: number, parts: SiteParts): Promise<Site> {
  const { chat, patches, log, opened, panel, status } = parts
  const pages = await buildPages(() => log.info('building the pages, which takes a moment the first time'))
  const metrics = createMetrics()
  const views = openViews(plan.data, log)
  const showNow = async () => {
    const { plan: now } = parts.show() as RunningShow
    const [build, scripts] = await Promise.all([views.addressOf(gameOf(now)), scriptsOf(pages)])
    return { ...describeShow(now), build, scripts }
  }
  const server = opened.use(
    await listen({
      host: plan.host,
      proxies: plan.config.proxies,
      port,
      pages,
      hls: hlsDirectory(plan),
      games: { folder: views.folder, path: viewsPath },
      files: plan.branding === null ? {} : { [brandingPath]: plan.branding },
      api: { '/api/status': status, '/api/show': showNow },
      isOpen: () => parts.show() !== null,
      isReady: () => parts.show()?.picture.isAdvancing ?? false,
      picture: () => parts.show()?.picture ?? null,
      metrics: async () => metrics.scrape(await status()),
      ...(panel === null
        ? {}
        : {
            mount: (app) => panel.mount(app),
            upgrade: (request, socket, head) => panel.upgrade(request, socket, head),
          }),
    }),
  )
  // After the server, so that it goes before it: spectators are told goodbye and not cut off.
  const { room } = opened.use(await createRoom({ patches, talk: talkTo(chat), log }))
  return { server, room, prepare: async (game) => void (await views.addressOf(game)) }
}

/** The page's own chat, on the same path as every other: what a spectator says becomes a message in the inbox. */
function talkTo({ local }: Pick<Chat, 'local'>): Talk | null {
  if (local === null) return null
  return {
    say: ({ sessionId, name, text, respond }) => void local.say({ userId: sessionId, user: name, text, respond }),
    leave: (sessionId) => local.leave(sessionId),
  }
}
