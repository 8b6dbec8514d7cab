/** A picture that takes longer is worth a word: by then several frames have been repeated. */
const slowMs = 300

/**
 * Watches how long pictures take, and tells of slow ones ever more seldom, after 1, 2, 4, 8 of them and so on. The first one is let pass:
 * it waits for fonts.
 *
 * @returns runs the drawing of one picture
 */
export function createSlowReport(warn: (line: string) => void): (draw: () => void) => void {
  let isFirst = true
  let times = 0
  return (draw) => {
    const startedAt = performance.now()
    draw()
    const tookMs = performance.now() - startedAt
    const isSlow = tookMs >= slowMs && !isFirst
    isFirst = false
    if (!isSlow) return
    times += 1
    if (Number.isInteger(Math.log2(times)))
      warn(
        `a picture took ${Math.round(tookMs)} ms to draw (${times} slow ones so far), and the last one was repeated meanwhile`,
      )
  }
}
