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
}

function windowTicksOf({ length }: WindowSpec, tickRate: number): number {
  return 'ticks' in length ? length.ticks : Math.max(1, Math.round(length.seconds * tickRate))
}

export function createWindowClock(spec: WindowSpec, { tickRate, tick: start = 0 }: ModeOptions): WindowClock {
  const windowTicks = windowTicksOf(spec, tickRate)
  const graceTicks = Math.round(spec.graceSeconds * tickRate)
  const leastTicks = Math.max(2 * tickRate, Math.ceil(windowTicks / 5))
  let opened = start
  let closesAtTick = opened + windowTicks
  let phase: WindowClock['phase'] = 'open'
  const isOver = (tick: number, isSettled: () => boolean) =>
    tick >= closesAtTick || (spec.earlyClose && tick - opened >= leastTicks && isSettled())
  return {
    windowTicks,
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
      if (phase === 'open' && isOver(tick, isSettled)) {
        closesAtTick = Math.min(closesAtTick, tick)
        phase = 'closed'
      }
      if (phase === 'open' || tick < closesAtTick + graceTicks) return false
      opened = tick
      closesAtTick = opened + windowTicks
      phase = 'open'
      return true
    },
  }
}
