/** The show's time between two patches, so that motion follows the screen's refresh and not the tick rate. */
export interface ShowClock {
  /** Takes the state's tick as it is now; the same tick again changes nothing. */
  patch(tick: number, tickRate: number, nowMs: number): void
  /** Seconds of the show: at most one tick past the last patch, and never backwards. */
  seconds(nowMs: number): number
}

export function createClock(): ShowClock {
  let tick = -1
  let tickRate = 1
  let patchedAtMs = 0
  let shown = 0
  return {
    patch(nextTick, nextRate, nowMs) {
      if (nextTick === tick) return
      // A lower tick is another run of the show: its time starts anew.
      if (nextTick < tick) shown = 0
      tick = nextTick
      tickRate = nextRate
      patchedAtMs = nowMs
    },
    seconds(nowMs) {
      const since = Math.min(Math.max(0, nowMs - patchedAtMs) / 1000, 1 / tickRate)
      shown = Math.max(shown, Math.max(0, tick) / tickRate + since)
      return shown
    },
  }
}
