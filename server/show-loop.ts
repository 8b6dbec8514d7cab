import type { Chat } from '../chat/index.ts'
import type { Standing } from '../game/index.ts'
import { tickAtFrame, type Excerpt, type Picture } from '../render/index.ts'
import type { AuthorError } from './author/fault.ts'
import type { AuthorStatus } from './author/workshop.ts'
import type { Broadcast } from './broadcast.ts'
import { planWithGame } from './change-plan.ts'
import { ServerError } from './error.ts'
import { gameOf, type LoadedGame } from './games.ts'
import type { Log } from './log.ts'
import type { WentOn } from './memory/go-on.ts'
import type { SessionStatus } from './memory/session.ts'
import type { Plan } from './plan.ts'
import { changeGame, type ChangeParts, type Playing } from './playing.ts'
import type { ArcadeRoom } from './room.ts'
import type { RunningShow } from './show.ts'
import type { Spread } from './spread.ts'
import type { Stage } from './stage.ts'
import { createTicker, type Ticker } from './ticker.ts'

export interface ShowParts {
  readonly picture: Picture
  /** The part of the show that this process makes. */
  readonly excerpt: Excerpt
  readonly wentOn: WentOn | null
  readonly room: ArcadeRoom | null
  /** Makes what the page needs for the game. */
  readonly prepare: (game: LoadedGame) => Promise<unknown>
  readonly port: number | null
  readonly log: Log
  readonly start: string
  readonly still: ChangeParts['still']
  readonly broadcast: Broadcast
  readonly invitation: () => string | null
  /** The all-time leader board of a game. */
  readonly standingsOf: (game: string) => Promise<readonly Standing[]>
  /** How the author of the game fares; null where it is bundled. */
  readonly author: () => AuthorStatus | null
  /** The game that plays has been stopped for good. */
  readonly stopped: (why: AuthorError) => void
}

/** Another game that is to begin after the tick that is played now. */
interface Change {
  readonly plan: Plan
  readonly keeps: boolean
  readonly done: PromiseWithResolvers<boolean>
}

/** The loop through chat, game, room and picture, and what goes on when the game changes. */
export class ShowLoop implements RunningShow {
  readonly #parts: ShowParts
  readonly #resources: AsyncDisposableStack
  readonly #listeners = new Set<(stage: Stage) => void>()
  #playing: Playing
  #ticker: Ticker
  #startedAt = performance.now()
  #change: Change | null = null
  /** Ends the ticks of the game that plays. */
  #turn = new AbortController()
  #changes: Promise<unknown> = Promise.resolve()
  #closing: Promise<unknown> = Promise.resolve()
  #isStopped = false
  #isOver = false

  constructor(playing: Playing, parts: ShowParts, resources: AsyncDisposableStack) {
    this.#playing = playing
    this.#parts = parts
    this.#resources = resources
    this.#ticker = createTicker(playing.plan.game.tickRate)
  }

  /** The game that plays, and what was opened for it. */
  get playing(): Playing {
    return this.#playing
  }

  get plan(): Plan {
    return this.#playing.plan
  }

  get stage(): Stage {
    return this.#playing.stage
  }

  get chat(): Chat {
    return this.stage.chat
  }

  get picture(): Picture {
    return this.#parts.picture
  }

  get port(): number | null {
    return this.#parts.port
  }

  get tick(): number {
    return this.stage.match.tick
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

  get wentOn(): WentOn | null {
    return this.#parts.wentOn
  }

  get session(): SessionStatus | null {
    return this.#playing.journals.session
  }

  get broadcast(): Broadcast {
    return this.#parts.broadcast
  }

  get invitation(): string | null {
    return this.#parts.invitation()
  }

  get author(): AuthorStatus | null {
    return this.#parts.author()
  }

  onStage(listener: (stage: Stage) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  onEvent(listener: Parameters<Stage['onEvent']>[0]): () => void {
    let stop = this.stage.onEvent(listener)
    const leave = this.onStage((stage) => {
      stop()
      stop = stage.onEvent(listener)
    })
    return () => {
      leave()
      stop()
    }
  }

  acknowledge(say: () => void): void {
    this.#playing.journals.acknowledge(say)
  }

  switchGame(wish: string | LoadedGame, { keepsState = false } = {}): Promise<boolean> {
    const change = this.#changes.then(async () => {
      const next = await planWithGame(this.plan, wish)
      const plan = { ...next, standings: await this.#parts.standingsOf(next.game.id) }
      const prepared = this.#parts.prepare(gameOf(plan))
      // Whoever writes a game wants to see it at once: there the page waits.
      await Promise.all([this.picture.load(plan.gameUrl), keepsState ? null : prepared])
      return await this.#changeAfterTick(plan, keepsState)
    })
    this.#changes = change.catch(() => {})
    return change
  }

  async run(signal: AbortSignal): Promise<void> {
    const { picture, excerpt } = this.#parts
    const { stage, journals, plan } = this.#playing
    const firstTick = tickAtFrame(excerpt.first, plan.format.fps, plan.game.tickRate)
    if (stage.match.tick === 0) journals.write(stage)
    while (stage.match.tick < firstTick) this.#advance()
    picture.publish(stage.match.tick, stage.patches.full())
    stage.patches.next()
    picture.start()
    this.#startedAt = performance.now()
    const stop = new AbortController()
    const ticking = this.#tickOn(stop.signal)
    const asked = new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      await Promise.race([picture.ended, asked, ticking.then(() => picture.ended)])
    } finally {
      stop.abort()
      this.#end()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
    await this.#closing
  }

  async #tickOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#turn = new AbortController()
      const until = AbortSignal.any([signal, this.#turn.signal])
      if (this.#change !== null) await this.#makeChange(this.#change)
      else if (this.plan.pace === 'fast') await this.#runFast(until)
      else await this.#ticker.run(() => this.#step(), Infinity, until, this.#place)
    }
  }

  /** Nothing begins any more. */
  #end(): void {
    this.#isOver = true
    this.#change?.done.reject(overError())
  }

  /** Where the game that plays lies on the clock. */
  get #place() {
    const { origin, plan } = this.#playing
    const { num, den } = plan.format.fps
    return { startMs: this.#startedAt + ((origin - this.#parts.excerpt.first) * 1000 * den) / num, tick: this.tick }
  }

  #changeAfterTick(plan: Plan, keeps: boolean): Promise<boolean> {
    if (this.#isOver) throw overError()
    this.#change = { plan, keeps, done: Promise.withResolvers() }
    this.#turn.abort()
    return this.#change.done.promise
  }

  async #makeChange({ plan, keeps, done }: Change): Promise<void> {
    this.#change = null
    try {
      const { playing, isKept, closed } = await changeGame(this.#playing, plan, keeps, this.#parts)
      if (plan.game.tickRate !== this.plan.game.tickRate) this.#ticker = createTicker(plan.game.tickRate)
      this.#playing = playing
      this.#isStopped = false
      this.#closing = Promise.all([this.#closing, closed])
      for (const listener of this.#listeners) listener(playing.stage)
      done.resolve(isKept)
    } catch (error) {
      done.reject(error)
    }
  }

  async #runFast(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#parts.picture.room()
      if (signal.aborted) return
      this.#step()
    }
  }

  #step(): void {
    const patch = this.#advance()
    this.picture.publish(this.tick, patch)
    const { fault } = this.#playing.watched
    if (fault === null || this.#isStopped) return
    this.#isStopped = true
    this.#parts.stopped(fault)
  }

  #advance(): Uint8Array {
    const { picture, room } = this.#parts
    const { stage, journals } = this.#playing
    const { outputs } = picture.status
    stage.report({
      isRecovering: outputs.some(({ state }) => state === 'recovering'),
      isSlow: outputs.some(({ isCongested }) => isCongested),
    })
    const { patch } = stage.step()
    journals.write(stage)
    room?.publish(patch)
    return patch
  }
}

const overError = () => new ServerError('usage', 'the show is over')
