import { setImmediate as turn } from 'node:timers/promises'
import type { ChatCounts } from '../chat/index.ts'
import type { InputSpec } from '../game/index.ts'
import { ServerError } from './error.ts'
import type { Log } from './log.ts'
import { openStage, type Stage, type StagePlan } from './stage.ts'
import { createSpread, type Spread } from './spread.ts'
import { createTicker } from './ticker.ts'

export interface Rehearsal {
  /** Of the show's own time. */
  readonly seconds: number
  readonly pace: 'live' | 'fast'
}

/** How a rehearsal went. Series have one value for each second of the show. */
export interface RehearsalReport {
  readonly game: string
  readonly mode: InputSpec['mode']
  readonly seed: number
  readonly seconds: number
  readonly wallSeconds: number
  readonly counts: ChatCounts
  readonly messagesEachSecond: readonly number[]
  /** Decisions that entered the game, and how each window ended. */
  readonly decisions: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly winners: readonly (readonly [label: string, windows: number])[]
  /** What a tick took, in ms; all of it on one core. */
  readonly tickMs: Spread
  /** Null where it went as fast as it could: nothing is late there. */
  readonly latenessMs: Spread | null
  readonly overloadedSeconds: number
  /** Resident memory, MB. */
  readonly memoryEachSecond: readonly number[]
}

/** What `simulate` takes besides the configuration. @throws ServerError `bad-config` */
export function readRehearsal(
  own: Readonly<Record<string, string | undefined>>,
  fast: boolean,
): Rehearsal & { viewers: number } {
  const whole = (name: string, usual: number, most: number) => {
    const text = own[name]
    const value = text === undefined ? usual : Number(text)
    if (text === undefined || (/^[0-9]{1,9}$/.test(text) && value >= 1 && value <= most)) return value
    throw new ServerError(
      'bad-config',
      `${name} is ${JSON.stringify(text)}, and must be a whole number from 1 to ${most}`,
    )
  }
  const seconds = 60 * whole('minutes', 1, 1440)
  return { viewers: whole('viewers', 1000, 100_000), seconds, pace: fast ? 'fast' : 'live' }
}

/** Plays a show that nobody watches: chat, votes, game and patches, but no picture and no page. */
export async function rehearse(
  plan: StagePlan,
  rehearsal: Rehearsal,
  parts: { readonly log: Log; readonly signal: AbortSignal; readonly progress: (share: number, stage: Stage) => void },
): Promise<RehearsalReport> {
  const { tickRate } = plan.game
  await using stage = await openStage(plan, parts.log)
  const ticks = rehearsal.seconds * tickRate
  const notes = createNotes(stage, tickRate)
  const ticker = createTicker(tickRate, Math.min(ticks, rememberedTicks))
  const startedAt = performance.now()
  const tick = () => {
    notes.step()
    if (stage.match.tick % tickRate === 0) parts.progress(stage.match.tick / ticks, stage)
  }
  if (rehearsal.pace === 'live') await ticker.run(tick, ticks, parts.signal)
  else
    for (let k = 1; k <= ticks && !parts.signal.aborted; k++) {
      tick()
      if (k % 10 === 0) await turn()
    }
  return {
    game: plan.game.id,
    mode: plan.input.mode,
    seed: plan.seed,
    seconds: stage.match.tick / tickRate,
    wallSeconds: (performance.now() - startedAt) / 1000,
    counts: stage.chat.counts,
    latenessMs: rehearsal.pace === 'live' ? ticker.lateness : null,
    ...notes.read(),
  }
}

/** Ticks whose time and lateness are told: an hour at 30 a second. */
const rememberedTicks = 108_000

/** Steps a stage, and writes down what is worth knowing of each tick. */
function createNotes(stage: Stage, tickRate: number) {
  const messagesEachSecond: number[] = []
  const memoryEachSecond: number[] = []
  const work = createSpread(rememberedTicks)
  const outcomes = new Map<string, number>()
  const winners = new Map<string, number>()
  let decisions = 0
  let overloadedTicks = 0
  let received = 0
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  return {
    step() {
      const before = performance.now()
      const { said } = stage.step()
      work.add(performance.now() - before)
      decisions += said.decisions.length
      overloadedTicks += said.overloaded ? 1 : 0
      for (const { why, winner } of said.results) {
        add(outcomes, why)
        if (winner !== null && (winners.size < 1000 || winners.has(winner.label))) add(winners, winner.label)
      }
      if (stage.match.tick % tickRate !== 0) return
      const now = stage.chat.counts.received
      messagesEachSecond.push(now - received)
      received = now
      memoryEachSecond.push(process.memoryUsage.rss() / 1e6)
    },
    read() {
      return {
        messagesEachSecond,
        memoryEachSecond,
        decisions,
        outcomes: Object.fromEntries(outcomes),
        winners: [...winners].sort(([, a], [, b]) => b - a).slice(0, 10),
        tickMs: work.spread,
        overloadedSeconds: overloadedTicks / tickRate,
      }
    },
  }
}
