import type { Chat } from '../chat/index.ts'
import { acknowledged } from './acknowledged.ts'
import {
  brandingName,
  checkFfmpeg,
  checkPorts,
  chooseEncoder,
  encodings,
  findFfmpeg,
  findFfplay,
  openPicture,
  prepareTarget,
  type Picture,
  type PictureSpec,
} from '../render/index.ts'
import { createBroadcast, type Broadcast } from './broadcast.ts'
import { heedThrows, logPainters } from './author/heed.ts'
import { createHurt } from './author/hurt.ts'
import { stuckIn } from './author/stuck.ts'
import { openWorkshop, type AuthorStatus, type Workshop } from './author/workshop.ts'
import { gameOf, type LoadedGame } from './games.ts'
import { startOfPlan } from './journal/header.ts'
import { openJournals } from './journals.ts'
import type { PanelSettings } from './environment.ts'
import type { Log } from './log.ts'
import { excerptAtTick, goOn, type WentOn } from './memory/go-on.ts'
import type { SessionStatus } from './memory/session.ts'
import { openPanel } from './panel.ts'
import { recallSilence } from './kept-silence.ts'
import type { Plan } from './plan.ts'
import type { StartedBy } from './saved-settings.ts'
import { openWatchedStage } from './playing.ts'
import { ShowLoop } from './show-loop.ts'
import { openSite } from './site.ts'
import { createStatusNow } from './status.ts'
import { openStore, type Store } from './store/store.ts'
import type { Stage } from './stage.ts'
import type { Spread } from './spread.ts'

/** A show on the air: chat, game, room and picture, with one loop through them. */
export interface RunningShow extends AsyncDisposable {
  readonly plan: Plan
  readonly chat: Chat
  readonly picture: Picture
  /** Null where the show has no pages. */
  readonly port: number | null
  readonly tick: number
  readonly uptimeSeconds: number
  readonly spectators: number
  readonly lateness: Spread
  /** Null where it began with this process. */
  readonly wentOn: WentOn | null
  /** What is kept of it; null for a show without a session. */
  readonly session: SessionStatus | null
  /** The chat, game and state that everybody sees at the moment: another game has another one. */
  readonly stage: Stage
  /** Told of each stage that takes the place of the last one. @returns how to stop listening */
  onStage(listener: (stage: Stage) => void): () => void
  /** Tells what happens, whatever is played, after the tick in which it does. @returns how to stop listening */
  onEvent: Stage['onEvent']
  /** Says something when all that came until now is on the disk, as far as a disk can be waited for. */
  acknowledge(say: () => void): void
  /**
   * Plays another game from the next frame on: no frame is missing, and pictures, outputs and live chats go on as they are. Its journal is
   * another session. Where it can't, the present game plays on.
   *
   * @param wish id of a bundled game, the file or folder of another one, or a game that is loaded
   * @param keepsState whether a version of the same game goes on where the last one was, where its state has the same shape
   * @returns whether it did
   * @throws ServerError `usage`, `bad-game` or `bad-config`; RenderError `worker-failed` for a game that can't be drawn
   */
  switchGame(wish: string | LoadedGame, options?: { readonly keepsState?: boolean }): Promise<boolean>
  /** Where it goes, to be changed while it runs. */
  readonly broadcast: Broadcast
  /** Where the panel's owner gets in for the first time, as a path of the page; null where there is one already, or no page. */
  readonly invitation: string | null
  /** How the author of the game fares, whose code is swapped when a file is saved; null where the game is bundled. */
  readonly author: AuthorStatus | null
  /** Runs until the last frame is written or the signal comes. @throws RenderError when no output can go on */
  run(signal: AbortSignal): Promise<void>
}

/** What a show is opened with besides its plan. */
export interface Outer extends PanelSettings {
  /** One that is open already, and is closed by who opened it. */
  readonly store?: Store | null
  readonly start?: StartedBy
}

/** What a show begins with, or goes on with: the store, the plan as it is played, and the stage. */
async function openBeginning(
  asked: Plan,
  log: Log,
  { store: given }: Pick<Outer, 'store'>,
  opened: AsyncDisposableStack,
) {
  // Before the picture, so that it closes after it: a show that ends still has results to keep.
  const store = asked.port === null ? null : (given ?? opened.use(await openStore(asked.data, log)))
  const standingsOf = async (game: string) => (await store?.leaderboards.top(game).catch(() => [])) ?? []
  const going = await goOn(asked, log, store)
  if (going !== null) opened.defer(() => going.inUse.lock.release(true))
  const plan = going?.plan ?? { ...asked, standings: await standingsOf(asked.game.id) }
  const { stage, watched } = await openWatchedStage(plan, log, going?.memory)
  if (going === null && store !== null) await recallSilence(stage, store, log)
  return { store, standingsOf, going, plan, stage, watched }
}

/** Opens everything and runs nothing yet; what was opened is closed again when a later part fails. */
export async function openShow(
  asked: Plan,
  plainLog: Log,
  outer: Outer = { adminPassword: null, redisUrl: null },
): Promise<RunningShow> {
  let workshop: Workshop | null = null
  const log = heedThrows(plainLog, (sentence) => workshop?.threw(sentence))
  await using opened = new AsyncDisposableStack()
  // Before the pages, which serve from such a place.
  for (const target of asked.targets) prepareTarget(target)
  const { store, standingsOf, going, plan, stage, watched } = await openBeginning(asked, log, outer, opened)
  let show: ShowLoop | null = null
  // Another game may play by the time that it is closed.
  const stageNow = () => show?.stage ?? stage
  opened.defer(() => stageNow()[Symbol.asyncDispose]())
  if (plan.branding !== null) stage.setBranding(brandingName)
  let picture: Picture | null = null
  const journalsNow = () => show?.playing.journals ?? journals
  // Opened after the site, and both are there before anybody is answered.
  const talk = acknowledged(
    () => stageNow().chat,
    (say) => journalsNow().acknowledge(say),
  )
  const { patches } = stage
  const status = createStatusNow(() => show as RunningShow)
  const panel = store && opened.use(await openPanel({ ...outer, store, log, status, show: () => show }))
  const parts = { chat: talk, patches, log, opened, panel, status, show: () => show }
  const site = plan.port === null ? null : await openSite(plan, plan.port, parts)
  const prepared = await prepareOutputs(plan, log)
  const { fps, sampleRate } = plan.format
  const excerpt = excerptAtTick(stage.match.tick, plan.game.tickRate, fps, sampleRate)
  const still = (see: (jpeg: Uint8Array) => void) => seeOnce(picture, see)
  const journals = openJournals(plan, { log, inUse: going?.inUse ?? null, still })
  // Closed after the picture, since only then it is known how many frames there were.
  opened.defer(() => {
    const frames = excerpt.first + (picture?.status.frames.written ?? 0)
    return journalsNow().close(stageNow(), frames - (show?.playing.origin ?? 0))
  })
  const isLive = plan.pace === 'live'
  workshop = isLive ? opened.use(openWorkshop({ log, swap: swapGame })) : null
  async function swapGame(game: LoadedGame): Promise<boolean> {
    return (await show?.switchGame(game, { keepsState: true })) ?? false
  }
  const hurt = createHurt(log, () => show, workshop)
  picture = opened.use(
    await openPicture({
      ...{ ...plan, ...prepared, excerpt, log: logPainters(log, plainLog, () => (show?.plan ?? plan).gameUrl) },
      ...(isLive ? { whole: () => stageNow().patches.full(), stumbled: hurt.stumbled, stuckIn } : {}),
    }),
  )
  await journals.ready
  const playing = { plan, stage, journals, origin: 0, watched }
  show = new ShowLoop(
    playing,
    {
      ...{ picture, excerpt, log, still, stopped: hurt.stopped },
      ...{ start: startOfPlan(asked), wentOn: going?.from ?? null },
      ...{
        broadcast: createBroadcast(plan, picture, prepared.ffmpeg !== ''),
        invitation: () => panel?.invitation ?? null,
        standingsOf,
      },
      ...{ room: site?.room ?? null, port: site?.server.port ?? null, author: () => workshop?.status ?? null },
      prepare: async (game) => await site?.prepare(game),
    },
    opened.move(),
  )
  panel?.follow(show)
  workshop?.follow(gameOf(plan))
  show.onStage(() => workshop?.follow(gameOf(show.plan)))
  return show
}

function seeOnce(picture: Picture | null, see: (jpeg: Uint8Array) => void): void {
  const stop = picture?.watch((jpeg) => {
    stop?.()
    see(jpeg)
  })
}

/** Finds ffmpeg and settles what encodes, before anything goes on air. */
export async function prepareOutputs(
  plan: Plan,
  log: Log,
): Promise<{ ffmpeg: string; pictures: readonly PictureSpec[] }> {
  for (const target of plan.targets) prepareTarget(target)
  await checkPorts(plan.targets)
  const formats = plan.pictures.flatMap((picture) => encodings(picture).map(({ format }) => format))
  // Without an encoder there is nothing to find; an output that joins later will want one.
  if (formats.length === 0) return { ffmpeg: ffmpegOrNone(), pictures: plan.pictures }
  const ffmpeg = findFfmpeg(process.env)
  await checkFfmpeg(ffmpeg)
  if (plan.targets.some((target) => target.kind === 'preview')) findFfplay(ffmpeg, process.env)
  const encoder = await chooseEncoder(ffmpeg, formats, plan.encoder, (level, line) => log[level](line))
  return { ffmpeg, pictures: plan.pictures.map((picture) => ({ ...picture, encoder })) }
}

/** Empty where there is none. */
function ffmpegOrNone(): string {
  try {
    return findFfmpeg(process.env)
  } catch {
    return ''
  }
}
