export const tooSlow = 'the way there is too slow for the stream, and frames are left out'

/** How long the status tells that frames were left out. */
const toldMs = 10_000

/** Frames that are left out while the way is open tell of a target that is too slow. */
export interface Congestion {
  readonly isNow: boolean
  /** Frames that were left out for another reason. */
  excuse(frames: number): void
  /** Takes the number of all frames that were left out so far. @returns whether this is the beginning of it */
  note(dropped: number): boolean
}

export function createCongestion(): Congestion {
  let known = 0
  let untilMs = -Infinity
  return {
    get isNow() {
      return performance.now() < untilMs
    },
    excuse(frames) {
      known += frames
    },
    note(dropped) {
      if (dropped === known) return false
      const isNew = performance.now() > untilMs
      known = dropped
      untilMs = performance.now() + toldMs
      return isNew
    },
  }
}
