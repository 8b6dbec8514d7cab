/** First wait before a sender is started again and the longest one, in ms, each shortened at random by up to a half. */
const limits = { firstMs: 450, longestMs: 15_000 }

/** Time that a way must have held for its loss to count as the first one again, in ms. */
const stableMs = 30_000

/** How long to wait before the next attempt: ever longer, and never the same for all who lost the same server. */
export interface Backoff {
  /** Whether no attempt has failed since the way last held. */
  readonly isFirst: boolean
  /** The way held for so long, and is lost. */
  held(ms: number): void
  /** Wait before the next attempt, in ms: at most 500 at first, at most 15 s ever. */
  next(): number
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let attempts = 0
  return {
    get isFirst() {
      return attempts === 0
    },
    held(ms) {
      if (ms > stableMs) attempts = 0
    },
    next() {
      const longest = Math.min(limits.longestMs, limits.firstMs * 2 ** attempts)
      attempts += 1
      return Math.round(longest * (0.5 + random() / 2))
    },
  }
}
