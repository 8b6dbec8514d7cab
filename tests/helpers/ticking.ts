/**
 * Calls `step` for each tick as it falls due, by the clock and not by the timer, which drifts on a busy machine.
 *
 * @returns stops it
 */
export function tickLive(tickRate: number, step: () => void): () => void {
  const start = performance.now()
  let ticks = 0
  const timer = setInterval(() => {
    for (; ticks < ((performance.now() - start) / 1000) * tickRate; ticks++) step()
  }, 2)
  return () => clearInterval(timer)
}
