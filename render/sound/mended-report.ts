/** How often the count is told, in ms. */
const everyMs = 1000

/**
 * Tells how many numbers of a game's sound were none: in the log ever more seldom, since a game that does it at all does it in
 * each frame, and to the status once a second at most.
 */
export function createMendedReport(
  to: { readonly warn: (line: string) => void; readonly tell: (mended: number) => void },
  nowMs: () => number = () => performance.now(),
): (mended: number, first?: string) => void {
  let warned = 0
  let told = 0
  let toldAt = -Infinity
  return (mended, first = '') => {
    if (mended > 0 && (warned === 0 || Math.floor(Math.log10(mended)) > Math.floor(Math.log10(warned)))) {
      warned = mended
      to.warn(
        `sound gave ${mended} numbers that are not finite, or waves that there are not; they are silent${first && ` (the first was ${first})`}`,
      )
    }
    if (mended === told || nowMs() - toldAt < everyMs) return
    told = mended
    toldAt = nowMs()
    to.tell(mended)
  }
}
