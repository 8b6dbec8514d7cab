/** Time that what was given to a sender may lie in it before no more is given, in ms. */
const longestMs = 750

/** What was given to a sender and has perhaps not arrived: it can no longer be left out, so it must not become much. */
export interface Transit {
  sent(bytes: number): void
  /** Whether all that was given longer ago than that has left. @param queuedBytes what the sender still has */
  isFlowing(queuedBytes: number): boolean
}

export function createTransit(): Transit {
  /** Each with the sum of all bytes up to its end. Holds no more than what is in the sender. */
  let given: { readonly end: number; readonly atMs: number }[] = []
  let total = 0
  return {
    sent(bytes) {
      total += bytes
      given.push({ end: total, atMs: performance.now() })
    },
    isFlowing(queuedBytes) {
      const first = given.findIndex(({ end }) => end > total - queuedBytes)
      given = first === -1 ? [] : given.slice(first)
      return given[0] === undefined || performance.now() - given[0].atMs < longestMs
    },
  }
}
