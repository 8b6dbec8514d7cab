import { openChat, type Chat } from '../chat/index.ts'
import { createMatch, type Decision, type Match } from '../game/index.ts'
import { checkFfmpeg, findFfmpeg, openPicture, prepareTarget, type Picture } from '../render/index.ts'
import type { Log } from './log.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import type { ArcadeRoom } from './room.ts'
import { updateShow } from './show-state.ts'
import { openSite } from './site.ts'
import { createTicker, type Lateness } from './ticker.ts'

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
  readonly lateness: Lateness
  /** Runs until the last frame is written or the signal comes. @throws RenderError when no output can go on */
  run(signal: AbortSignal): Promise<void>
}

/** Opens everything and runs nothing yet; what was opened is closed again when a later part fails. */
export async function openShow(plan: Plan, log: Log): Promise<RunningShow> {
  await using opened = new AsyncDisposableStack()
  const chat = opened.use(await openChat({ ...plan, urls: plan.chat, log: (level, line) => log[level](line) }))
  const match = createMatch(plan.game, plan.seed)
  const patches = createPatches(match.state)
  // The first picture shows the vote that is open before the first tick.
  updateShow(match.state.show, { decisions: [], inputs: [], result: null }, chat.tally)
  let show: ShowLoop | null = null
  const site =
    plan.port === null ? null : await openSite(plan, plan.port, { chat, patches, log, opened, show: () => show })
  const ffmpeg = await prepareOutputs(plan)
  const picture = opened.use(await openPicture({ ...plan, ffmpeg, log: (level, line) => log[level](line) }))
  show = new ShowLoop(
    plan,
    { log, chat, match, patches, picture, room: site?.room ?? null, port: site?.server.port ?? null },
    opened.move(),
  )
  return show
}

async function prepareOutputs(plan: Plan): Promise<string> {
  for (const target of plan.targets) prepareTarget(target)
  if (plan.targets.every((target) => target.kind === 'null')) return ''
  const ffmpeg = findFfmpeg(process.env)
  await checkFfmpeg(ffmpeg)
  return ffmpeg
}

interface Parts {
  readonly log: Log
  readonly chat: Chat
  readonly match: Match
  readonly patches: Patches
  readonly picture: Picture
  readonly room: ArcadeRoom | null
  readonly port: number | null
}

class ShowLoop implements RunningShow {
  readonly plan: Plan
  readonly #parts: Parts
  readonly #resources: AsyncDisposableStack
  readonly #ticker
  #startedAt = performance.now()
  #throws = 0

  constructor(plan: Plan, parts: Parts, resources: AsyncDisposableStack) {
    this.plan = plan
    this.#parts = parts
    this.#resources = resources
    this.#ticker = createTicker(plan.game.tickRate)
  }

  get chat(): Chat {
    return this.#parts.chat
  }

  get picture(): Picture {
    return this.#parts.picture
  }

  get port(): number | null {
    return this.#parts.port
  }

  get tick(): number {
    return this.#parts.match.tick
  }

  get uptimeSeconds(): number {
    return (performance.now() - this.#startedAt) / 1000
  }

  get spectators(): number {
    return this.#parts.room?.clients.length ?? 0
  }

  get lateness(): Lateness {
    return this.#ticker.lateness
  }

  async run(signal: AbortSignal): Promise<void> {
    const { picture, patches } = this.#parts
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

  /** A game that throws loses its move, never the show. */
  #stepGame(decisions: readonly Decision[]): void {
    try {
      this.#parts.match.step(decisions)
    } catch (error) {
      this.#throws += 1
      // Ever more seldom: thirty lines a second would fill a disk.
      if (Math.log2(this.#throws) % 1 !== 0) return
      this.#parts.log.warn(`${this.plan.game.id}: step threw (${this.#throws} times so far) ${String(error)}`)
    }
  }

  /** The whole loop: chat to decisions, decisions to state, state to everybody. */
  #step(): void {
    const { chat, match, patches, picture, room } = this.#parts
    const said = chat.drain(match.tick + 1)
    this.#stepGame(said.decisions)
    updateShow(match.state.show, said, chat.tally)
    const patch = patches.next()
    picture.publish(match.tick, patch)
    room?.publish(patch)
  }
}
