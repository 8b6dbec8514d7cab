import type { WindowSpec } from '../../game/index.ts'

/** What a mode is made with. */
export interface ModeOptions {
  /** Ticks a second. */
  readonly tickRate: number
  /** The show's seed. */
  readonly seed: number
  /** The tick after which the mode begins, and its first window with it. Default 0: the start of the show. */
  readonly tick?: number
}

/** The clock of one window after another, by ticks alone. */
export interface WindowClock {
  readonly windowTicks: number
  /** The last tick whose ballots came before "voting closed". */
  readonly closesAtTick: number
  /** The last tick whose ballots count, after which the window is decided: the same, plus the grace. */
  readonly decidesAtTick: number
  readonly phase: 'open' | 'closed'
  /**
   * Ends a tick. `isSettled` is asked only where the window may close early: not before two seconds and a fifth of it
   * are over, so that there is something to see.
   *
   * @returns whether the window is to be decided now; the next one opens after this tick.
   */
  advance(tick: number, isSettled: () => boolean): boolean
  /** A tick in which nothing can be voted on: a whole window begins after it. */
  reopen(tick: number): void
  /** A tick that doesn't count: the window is as long as before after it. */
  hold(tick: number): void
  /** The window stays open for longer, and doesn't close early any more. */
  extend(ticks: number): void
  /** The window is to be decided with the next tick, whatever is left of it. */
  end(): void
  save(): ClockMemory
  load(memory: ClockMemory): void
}

export interface ClockMemory {
  readonly opened: number
  readonly closesAtTick: number
  readonly phase: WindowClock['phase']
  /** What moderators made of it: ticks that it was extended by, and whether it ends with the next. */
  readonly extra: number
  readonly isEnding: boolean
}

/** Furthest away that a window can be made to close: two hours at 30 ticks a second. */
const maxAheadTicks = 216_000

function windowTicksOf({ length }: WindowSpec, tickRate: number): number {
  return 'ticks' in length ? length.ticks : Math.max(1, Math.round(length.seconds * tickRate))
}

export function createWindowClock(spec: WindowSpec, { tickRate, tick: start = 0 }: ModeOptions): WindowClock {
  const windowTicks = windowTicksOf(spec, tickRate)
  const graceTicks = Math.round(spec.graceSeconds * tickRate)
  const leastTicks = Math.max(2 * tickRate, Math.ceil(windowTicks / 5))
  let now = start
  let opened = start
  let closesAtTick = opened + windowTicks
  let phase: WindowClock['phase'] = 'open'
  let extra = 0
  let isEnding = false
  const reopen = (tick: number) => {
    now = tick
    opened = tick
    closesAtTick = tick + windowTicks
    phase = 'open'
    extra = 0
    isEnding = false
  }
  const isOver = (tick: number, isSettled: () => boolean) =>
    tick >= closesAtTick || (spec.earlyClose && extra === 0 && tick - opened >= leastTicks && isSettled())
  return {
    get windowTicks() {
      return windowTicks + extra
    },
    get closesAtTick() {
      return closesAtTick
    },
    get decidesAtTick() {
      return closesAtTick + graceTicks
    },
    get phase() {
      return phase
    },
    advance(tick, isSettled) {
      now = tick
      if (phase === 'open' && isOver(tick, isSettled)) {
        closesAtTick = Math.min(closesAtTick, tick)
        phase = 'closed'
      }
      if (!isEnding && (phase === 'open' || tick < closesAtTick + graceTicks)) return false
      reopen(tick)
      return true
    },
    reopen,
    hold(tick) {
      now = tick
      opened += 1
      closesAtTick += 1
    },
    extend(ticks) {
      const closed = Math.max(closesAtTick, now)
      closesAtTick = Math.min(closed + ticks, now + maxAheadTicks)
      extra += Math.max(0, closesAtTick - closed)
      phase = 'open'
    },
    end: () => void (isEnding = true),
    save: () => ({ opened, closesAtTick, phase, extra, isEnding }),
    load(memory) {
      ;({ opened, closesAtTick, phase, extra, isEnding } = memory)
    },
  }
}
