import type { PainterThread } from './painter-thread.ts'

/**
 * A painter that owes a tick and has computed for so long in one call of `draw` hangs. It is processor time that counts: on a busy machine
 * the clock would blame a game that gets none. One that waits for something which never comes uses none, and is given that many times as long.
 */
const usualHungMs = 4000
const idlePatience = 8

/**
 * A million shapes take some seconds, and only make the picture late; nothing else that is called has any use for such a time. Nor has a
 * painter that stands in for one that has just hung: what takes that long again is no chance.
 */
const shortShare = 1 / 4

/**
 * Ticks that a live painter may be behind: 20 s at 30 ticks a second. One that is further behind will hardly get through with them, what it
 * shows is long past, and every further patch would be memory that nobody reads.
 */
const usualMostBehind = 600

/** What a painter is forgiven. */
export interface Patience {
  /** Processor time after which a painter that gives no sign hangs in `draw`, in ms; 4 s by default. Elsewhere a quarter of it is enough. */
  readonly hungMs?: number
  /** Ticks that it may be behind; 600 by default. */
  readonly mostBehind?: number
}

/**
 * Says that a painter hangs; null where it doesn't.
 *
 * @param isSecond whether one has had to be replaced a moment ago
 */
function hangOf(
  { silence: { ms, cpuMs }, part }: Pick<PainterThread, 'silence' | 'part'>,
  { hungMs = usualHungMs }: Patience,
  isSecond: boolean,
): string | null {
  const isShort = isSecond || !(part === 'draw' || part === '')
  const mostMs = isShort ? hungMs * shortShare : hungMs
  if (cpuMs <= mostMs && ms <= idlePatience * hungMs) return null
  return `has not come to its end for ${(cpuMs <= mostMs ? idlePatience * hungMs : mostMs) / 1000} s`
}

/** Says that a painter is too far behind; null where it isn't. */
export function lagOf(
  { waiting }: Pick<PainterThread, 'waiting'>,
  { mostBehind = usualMostBehind }: Patience,
): string | null {
  return waiting > mostBehind ? `is more than ${mostBehind} ticks behind` : null
}

/** What is being done, as a sentence about a painter begins. */
export function doingOf({ part }: Pick<PainterThread, 'part'>, size: string): string {
  if (part === 'sound' || part === 'story') return part
  return `${part === '' ? 'drawing' : part} at ${size}`
}

/** Why a painter is to be replaced, without what it was doing, and where it was, as an error’s stack has it; empty where nobody knows. */
interface PainterFault {
  readonly what: string
  readonly stack: string
}

type Watched = Pick<PainterThread, 'silence' | 'part' | 'waiting' | 'where'>

/**
 * Looks at painters, tick by tick. One that hangs or is too far behind is asked where it is before it is given up, since nobody can tell
 * afterwards: that takes some milliseconds, or seconds on a machine that has no time.
 *
 * @returns tells what is wrong with a painter at a size, once that is known
 */
export function createInquiry(patience: Patience) {
  const asked = new WeakMap<Watched, { readonly what: string; stack: string | null }>()
  return (painter: Watched, size: string, isSecond: boolean): PainterFault | null => {
    const hangs = hangOf(painter, patience, isSecond)
    const why = hangs ?? lagOf(painter, patience)
    // It may have come to its end meanwhile.
    if (why === null) asked.delete(painter)
    const known = asked.get(painter)
    if (why === null || known) return known && known.stack !== null ? { what: known.what, stack: known.stack } : null
    // One that is late is between many calls.
    const doing = hangs === null ? doingOf({ part: '' }, size) : doingOf(painter, size)
    const inquiry: { readonly what: string; stack: string | null } = { what: `${doing} ${why}`, stack: null }
    asked.set(painter, inquiry)
    void painter.where().then((stack) => (inquiry.stack = stack))
    return null
  }
}

const minuteMs = 60_000

/** @returns counts so many more, and tells how many there have been within a minute */
export function countWithinMinute(): (more: 0 | 1) => number {
  let times: number[] = []
  return (more) => {
    const now = performance.now()
    times = times.filter((at) => now - at < minuteMs)
    if (more === 1) times.push(now)
    return times.length
  }
}
