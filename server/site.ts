import type { Chat } from '../chat/index.ts'
import { listen, type HttpServer } from './http.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { buildPages } from './pages.ts'
import type { Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { createRoom, type ArcadeRoom, type Talk } from './room.ts'
import type { RunningShow } from './show.ts'
import { brandingPath, describeShow, hlsDirectory, statusOf } from './status.ts'

/** What spectators reach: the pages and the API on one port, and the room behind them. */
export interface Site {
  readonly server: HttpServer
  readonly room: ArcadeRoom
}

export interface SiteParts {
  readonly chat: Chat
  readonly patches: Patches
  readonly log: Log
  readonly opened: AsyncDisposableStack
  /** The show, once it is open. */
  readonly show: () => RunningShow | null
}

export async function openSite(plan: Plan, port: number, parts: SiteParts): Promise<Site> {
  const { chat, patches, log, opened } = parts
  const pages = await buildPages(() => log.info('building the pages, which takes a moment the first time'))
  const metrics = createMetrics()
  let refreshing: Promise<void> | null = null
  const statusNow = async () => {
    const show = parts.show() as RunningShow
    // However many ask at once, the output thread is asked once.
    refreshing ??= show.picture.refresh().finally(() => (refreshing = null))
    await refreshing
    return statusOf(show)
  }
  const server = opened.use(
    await listen({
      host: plan.host,
      port,
      pages,
      hls: hlsDirectory(plan),
      files: plan.branding === null ? {} : { [brandingPath]: plan.branding },
      api: { '/api/status': statusNow, '/api/show': () => describeShow(plan) },
      isOpen: () => parts.show() !== null,
      isReady: () => parts.show()?.picture.isAdvancing ?? false,
      picture: () => parts.show()?.picture ?? null,
      metrics: async () => metrics.scrape(await statusNow()),
    }),
  )
  // After the server, so that it goes before it: spectators are told goodbye and not cut off.
  const { room } = opened.use(await createRoom({ patches, talk: talkTo(chat), log }))
  return { server, room }
}

/** The page's own chat, on the same path as every other: what a spectator says becomes a message in the inbox. */
function talkTo({ local }: Chat): Talk | null {
  if (local === null) return null
  return {
    say: ({ sessionId, name, text, respond }) => void local.say({ userId: sessionId, user: name, text, respond }),
    leave: (sessionId) => local.leave(sessionId),
  }
}
