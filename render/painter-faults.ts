import type { PainterThread } from './painter-thread.ts'

/**
 * A painter that owes a tick and has computed for so long without a sign hangs. It is processor time that counts: on a busy machine the
 * clock would blame a game that gets none. One that waits for something which never comes uses none, and is given that many times as long.
 */
const usualHungMs = 4000
const idlePatience = 8

/**
 * Ticks that a live painter may be behind: 20 s at 30 ticks a second. One that is further behind will hardly get through with them, what it
 * shows is long past, and every further patch would be memory that nobody reads.
 */
const usualMostBehind = 600

/** What a painter is forgiven. */
export interface Patience {
  /** Processor time after which a painter that gives no sign hangs, in ms; 4 s by default. */
  readonly hungMs?: number
  /** Ticks that it may be behind; 600 by default. */
  readonly mostBehind?: number
}

/** Says that a painter hangs; null where it doesn't. */
export function hangOf(
  { silence: { ms, cpuMs } }: Pick<PainterThread, 'silence'>,
  { hungMs = usualHungMs }: Patience,
): string | null {
  if (cpuMs <= hungMs && ms <= idlePatience * hungMs) return null
  return `has not come to its end for ${hungMs / 1000} s`
}

/** Says that a painter is too far behind; null where it isn't. */
export function lagOf(
  { waiting }: Pick<PainterThread, 'waiting'>,
  { mostBehind = usualMostBehind }: Patience,
): string | null {
  return waiting > mostBehind ? `is more than ${mostBehind} ticks behind` : null
}

const minuteMs = 60_000

/** @returns counts one more, and tells how many there have been within a minute */
export function countWithinMinute(): () => number {
  let times: number[] = []
  return () => {
    const now = performance.now()
    times = [...times.filter((at) => now - at < minuteMs), now]
    return times.length
  }
}
