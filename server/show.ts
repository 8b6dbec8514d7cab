import type { Chat } from '../chat/index.ts'
import {
  brandingName,
  checkFfmpeg,
  chooseEncoder,
  encodings,
  findFfmpeg,
  findFfplay,
  openPicture,
  prepareTarget,
  type Picture,
  type PictureSpec,
} from '../render/index.ts'
import { openJournals, type Journals } from './journals.ts'
import type { Log } from './log.ts'
import type { Plan } from './plan.ts'
import type { ArcadeRoom } from './room.ts'
import { openSite } from './site.ts'
import { openStage, type Stage } from './stage.ts'
import type { Spread } from './spread.ts'
import { createTicker } from './ticker.ts'

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
  /** Runs until the last frame is written or the signal comes. @throws RenderError when no output can go on */
  run(signal: AbortSignal): Promise<void>
}

/** Opens everything and runs nothing yet; what was opened is closed again when a later part fails. */
export async function openShow(plan: Plan, log: Log): Promise<RunningShow> {
  await using opened = new AsyncDisposableStack()
  // Before the pages, which serve from such a place.
  for (const target of plan.targets) prepareTarget(target)
  const stage = opened.use(await openStage(plan, log))
  const { chat, patches } = stage
  if (plan.branding !== null) stage.setBranding(brandingName)
  let show: ShowLoop | null = null
  let picture: Picture | null = null
  const site =
    plan.port === null ? null : await openSite(plan, plan.port, { chat, patches, log, opened, show: () => show })
  const prepared = await prepareOutputs(plan, log)
  const journals = openJournals(plan, log)
  // Closed after the picture, since only then it is known how many frames there were.
  opened.defer(() => journals.close(stage, picture?.status.frames.written ?? 0))
  picture = opened.use(await openPicture({ ...plan, ...prepared, log: (level, line) => log[level](line) }))
  show = new ShowLoop(
    plan,
    { stage, picture, journals, room: site?.room ?? null, port: site?.server.port ?? null },
    opened.move(),
  )
  return show
}

/** Finds ffmpeg and settles what encodes, before anything goes on air. */
export async function prepareOutputs(
  plan: Plan,
  log: Log,
): Promise<{ ffmpeg: string; pictures: readonly PictureSpec[] }> {
  for (const target of plan.targets) prepareTarget(target)
  const formats = plan.pictures.flatMap((picture) => encodings(picture).map(({ format }) => format))
  if (formats.length === 0) return { ffmpeg: '', pictures: plan.pictures }
  const ffmpeg = findFfmpeg(process.env)
  await checkFfmpeg(ffmpeg)
  if (plan.targets.some((target) => target.kind === 'preview')) findFfplay(ffmpeg, process.env)
  const encoder = await chooseEncoder(ffmpeg, formats, plan.encoder, (level, line) => log[level](line))
  return { ffmpeg, pictures: plan.pictures.map((picture) => ({ ...picture, encoder })) }
}

interface Parts {
  readonly stage: Stage
  readonly picture: Picture
  readonly journals: Journals
  readonly room: ArcadeRoom | null
  readonly port: number | null
}

class ShowLoop implements RunningShow {
  readonly plan: Plan
  readonly #parts: Parts
  readonly #resources: AsyncDisposableStack
  readonly #ticker
  #startedAt = performance.now()

  constructor(plan: Plan, parts: Parts, resources: AsyncDisposableStack) {
    this.plan = plan
    this.#parts = parts
    this.#resources = resources
    this.#ticker = createTicker(plan.game.tickRate)
  }

  get chat(): Chat {
    return this.#parts.stage.chat
  }

  get picture(): Picture {
    return this.#parts.picture
  }

  get port(): number | null {
    return this.#parts.port
  }

  get tick(): number {
    return this.#parts.stage.match.tick
  }

  get uptimeSeconds(): number {
    return (performance.now() - this.#startedAt) / 1000
  }

  get spectators(): number {
    return this.#parts.room?.clients.length ?? 0
  }

  get lateness(): Spread {
    return this.#ticker.lateness
  }

  async run(signal: AbortSignal): Promise<void> {
    const { picture, stage, journals } = this.#parts
    const { patches } = stage
    journals.write(stage)
    picture.publish(0, patches.full())
    patches.next()
    picture.start()
    this.#startedAt = performance.now()
    const stop = new AbortController()
    const ticking =
      this.plan.pace === 'fast'
        ? this.#runFast(stop.signal)
        : this.#ticker.run(() => this.#step(), Infinity, stop.signal)
    const asked = new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      await Promise.race([picture.ended, asked, ticking.then(() => picture.ended)])
    } finally {
      stop.abort()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync()
  }

  async #runFast(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#parts.picture.room()
      if (signal.aborted) return
      this.#step()
    }
  }

  #step(): void {
    const { stage, picture, journals, room } = this.#parts
    const { outputs } = picture.status
    stage.report({
      isRecovering: outputs.some(({ state }) => state === 'recovering'),
      isSlow: outputs.some(({ isCongested }) => isCongested),
    })
    const { patch } = stage.step()
    journals.write(stage)
    picture.publish(stage.match.tick, patch)
    room?.publish(patch)
  }
}
