/** How often it is looked whether anything was heard, in ms. */
const lookMs = 1000

/** Looks out for a line that is dead though nobody has closed it. */
export interface SilenceWatch {
  /** Something has come. */
  heard(): void
  stop(): void
}

/**
 * Counts looks and not time: a page that was hidden, or a machine that slept, finds a long time gone by before what has come meanwhile
 * is told, and the slowed timers of a hidden page only make it wait longer.
 *
 * @param mostMs what a line may be silent for
 * @param silent called once, when it was silent for longer
 */
export function watchSilence(mostMs: number, silent: () => void): SilenceWatch {
  let looks = 0
  const timer = setInterval(() => {
    looks += 1
    if (looks * lookMs <= mostMs) return
    clearInterval(timer)
    silent()
  }, lookMs)
  return {
    heard: () => void (looks = 0),
    stop: () => clearInterval(timer),
  }
}
