/** Longest wait between two attempts. A page may be left open all night, and should be back soon after the server is. */
const maxDelayMs = 8000

/** As long as a restart may take: meanwhile no wait is longer than this. */
const quickMs = 1000

/** As many attempts as are quick, which together take about ten seconds. */
export const quickAttempts = 13

/**
 * How long to wait before the next attempt: a second at most while a restart may be the reason, and doubling afterwards. Spread by chance
 * over half of that, so that a thousand pages do not knock at a restarted server in the same moment.
 *
 * @param attempt failed attempts so far, from 0
 * @param chance a number in [0, 1)
 */
export function backoffMs(attempt: number, chance: number): number {
  const doublings = Math.min(10, Math.max(0, attempt - quickAttempts + 1))
  const full = attempt === 0 ? quickMs / 2 : Math.min(maxDelayMs, quickMs * 2 ** doublings)
  return Math.round(full * (0.5 + chance / 2))
}
