/** Longest wait between two attempts. A page may be left open all night, and should be back soon after the server is. */
const maxDelayMs = 8000

/**
 * How long to wait before the next attempt: doubling from half a second, and spread by chance over half of that,
 * so that a thousand pages do not knock at a restarted server in the same moment.
 *
 * @param attempt failed attempts so far, from 0
 * @param chance a number in [0, 1)
 */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(maxDelayMs, 500 * 2 ** Math.min(attempt, 10))
  return Math.round(full * (0.5 + chance / 2))
}
