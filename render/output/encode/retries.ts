import type { Pace } from '../source.ts'

/** First wait before a further encoder is started, the longest one, and how long one must last to begin anew, in ms. */
const backoff = { firstMs: 500, longestMs: 15_000, stableMs: 30_000 }

/** Encoders that may die in a row where frames wait for the next one: whatever kills them would hold those up for ever. */
const mostWaiting = 5

/** Says when the next encoder is started. */
export interface Retries {
  /** Encoders that have died one soon after the other. */
  readonly deaths: number
  /**
   * One more has died, or could not be started.
   *
   * @param livedMs time that it was at work
   * @returns time until the next one is started, in ms: none at first, and then ever more; null where there had better be no other
   */
  died(livedMs: number): number | null
  /** Another kind is tried, which begins anew. */
  renew(): void
}

export function createRetries(pace: Pace): Retries {
  let deaths = 0
  return {
    get deaths() {
      return deaths
    },
    died(livedMs) {
      if (livedMs > backoff.stableMs) deaths = 0
      deaths += 1
      if (pace === 'fast' && deaths > mostWaiting) return null
      return deaths === 1 ? 0 : Math.min(backoff.longestMs, backoff.firstMs * 2 ** (deaths - 2))
    },
    renew: () => void (deaths = 0),
  }
}
