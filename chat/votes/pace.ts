/** How fast a line moves on. */
export interface Pace {
  /** How many of those who wait may go in this tick. Called once a tick. */
  next(waiting: number): number
  save(): PaceMemory
  load(memory: PaceMemory): void
}

export type PaceMemory = readonly [longest: number, parts: number]

/** A line is let out as if there were at least so many in it: a few people needn't wait as long as many. */
const shortLine = 10

/**
 * The pace at which nobody waits longer than `waitTicks`, as long as that takes no more than `most` a tick.
 *
 * With n in line, one n-th of the wait is one command's share. The pace follows the longest that the line has been since
 * it was last empty: would it follow the line as it shrinks, the last of a crowd would wait many times as long. It counts
 * in whole parts of a command, `waitTicks` to one, so that nobody is a tick late by rounding. An idle line saves up for
 * one command, so that one who comes alone acts at once.
 */
export function createPace(waitTicks: number, most: number): Pace {
  let longest = 0
  let parts = waitTicks
  return {
    next(waiting) {
      longest = waiting === 0 ? 0 : Math.max(longest, waiting)
      parts = Math.min(parts + Math.max(longest, shortLine), most * waitTicks)
      const count = Math.min(waiting, Math.floor(parts / waitTicks))
      parts -= count * waitTicks
      if (count === waiting) {
        longest = 0
        parts = Math.min(parts, waitTicks)
      }
      return count
    },
    save: () => [longest, parts],
    load(memory) {
      ;[longest, parts] = memory
    },
  }
}
