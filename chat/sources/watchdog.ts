export interface Watchdog {
  /** Something arrived: the other end is there. */
  alive(): void
  stop(): void
}

/** Notices a half-open link, which no socket reports: after `silenceMs` it probes, and `answerMs` later the link is lost. */
export function createWatchdog(options: {
  readonly silenceMs: number
  readonly answerMs: number
  readonly probe: () => void
  readonly lost: () => void
}): Watchdog {
  let answerTimer: NodeJS.Timeout | undefined
  const silenceTimer = setTimeout(() => {
    answerTimer = setTimeout(options.lost, options.answerMs)
    options.probe()
  }, options.silenceMs)
  return {
    alive() {
      clearTimeout(answerTimer)
      silenceTimer.refresh()
    },
    stop() {
      clearTimeout(answerTimer)
      clearTimeout(silenceTimer)
    },
  }
}
