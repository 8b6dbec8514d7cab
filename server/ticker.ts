import { setTimeout as sleep } from 'node:timers/promises'
import { createSpread, type Spread } from './spread.ts'

export interface Ticker {
  /** How late ticks are. */
  readonly lateness: Spread
  /**
   * Calls `tick` at `start + k / tickRate` for k = 1, 2, … on the monotonic clock, until `until` or the signal.
   * Ticks that are overdue follow at once, with a turn of the event loop after every tenth.
   */
  run(tick: () => void, until: number, signal: AbortSignal, from?: TickerStart): Promise<void>
}

/** Where ticks begin: the time of tick 0 on the monotonic clock, in ms, and the tick that was the last one. */
export interface TickerStart {
  readonly startMs: number
  readonly tick: number
}

/** @param remembered ticks that `lateness` is about */
export function createTicker(tickRate: number, remembered = 1000): Ticker {
  const late = createSpread(remembered)
  return {
    get lateness() {
      return late.spread
    },
    async run(tick, until, signal, { startMs: start, tick: last } = { startMs: performance.now(), tick: 0 }) {
      for (let k = last + 1; k <= until && !signal.aborted; k++) {
        const dueMs = start + (k * 1000) / tickRate
        const waitMs = dueMs - performance.now()
        if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => {})
        else if (k % 10 === 0) await sleep(0)
        if (signal.aborted) return
        late.add(Math.max(0, performance.now() - dueMs))
        tick()
      }
    },
  }
}
