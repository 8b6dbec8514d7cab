import { setTimeout as sleep } from 'node:timers/promises'

/** How late ticks are, in ms, over the last 1,000 of them. */
export interface Lateness {
  readonly p50: number
  readonly p99: number
}

export interface Ticker {
  readonly lateness: Lateness
  /**
   * Calls `tick` at `start + k / tickRate` for k = 1, 2, … on the monotonic clock, until `until` or the signal.
   * Ticks that are overdue follow at once, with a turn of the event loop after every tenth.
   */
  run(tick: () => void, until: number, signal: AbortSignal): Promise<void>
}

export function createTicker(tickRate: number): Ticker {
  const late: number[] = []
  return {
    get lateness() {
      const sorted = late.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
      return { p50: at(0.5), p99: at(0.99) }
    },
    async run(tick, until, signal) {
      const start = performance.now()
      for (let k = 1; k <= until && !signal.aborted; k++) {
        const dueMs = start + (k * 1000) / tickRate
        const waitMs = dueMs - performance.now()
        if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => {})
        else if (k % 10 === 0) await sleep(0)
        if (signal.aborted) return
        late[k % 1000] = Math.max(0, performance.now() - dueMs)
        tick()
      }
    },
  }
}
