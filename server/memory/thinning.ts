import type { SnapshotEntry } from './snapshots.ts'

/** Snapshots that are all kept: where the newest is broken, the next one is as good but for a longer journal. */
const newest = 5

/** Of those before them that have a picture one in so many seconds of the show is kept, until it is so old: for moderators who take the game back. */
const rows = [
  // So that a moment which somebody has chosen is still there when they have said why.
  { everySeconds: 5, untilSeconds: 2 * 60 },
  // As long as moderators may have to talk about what happened.
  { everySeconds: 60, untilSeconds: 30 * 60 },
  { everySeconds: 10 * 60, untilSeconds: 2 * 60 * 60 },
]

/** Between two pictures that far apart a slate was up: while the game is seen, one is kept of each minute. */
const slateSeconds = 90

/** What was seen last before a slate stays an end to look back from, until the game has been seen for so long again. */
const talkSeconds = 30 * 60

/** Of all snapshots of a session together; what the newest take is taken in any case. */
const maxBytes = 256 * 2 ** 20

type Kept = Pick<SnapshotEntry, 'tick' | 'bytes' | 'picture'>

/**
 * Those that are to go, of the snapshots of one session. Nobody could choose one without a picture, so of those only the newest are kept;
 * and how old the others are is counted from the last that was seen, since time behind a slate takes no moment of the game away.
 *
 * @param snapshots the newest first
 */
export function surplusOf<Entry extends Kept>(snapshots: readonly Entry[], tickRate: number): Entry[] {
  const wanted = new Set(snapshots.slice(0, newest))
  const seen = snapshots.filter(({ picture }) => picture !== null)
  for (const end of endsOf(seen, tickRate))
    for (const row of rows) for (const each of firstOfEach(seen, end, row, tickRate)) wanted.add(each)
  let bytes = 0
  return snapshots.filter((each, at) => {
    if (!wanted.has(each)) return true
    bytes += each.bytes
    return at >= newest && bytes > maxBytes
  })
}

/** The ticks from which somebody looks back: of what was seen last, and of what was seen last before the newest slate. */
function endsOf(seen: readonly Kept[], tickRate: number): readonly number[] {
  const ticks = seen.map(({ tick }) => tick)
  const [last] = ticks
  if (last === undefined) return []
  const before = ticks.find((tick, at) => (ticks[at - 1] ?? tick) - tick > slateSeconds * tickRate)
  const since = before === undefined ? undefined : ticks[ticks.indexOf(before) - 1]
  const isTalkedOf = since !== undefined && last - since <= talkSeconds * tickRate
  return before !== undefined && isTalkedOf ? [last, before] : [last]
}

/** The first one of each span of time before an end, which stays the first whatever comes. */
function firstOfEach<Entry extends Kept>(
  seen: readonly Entry[],
  end: number,
  { everySeconds, untilSeconds }: (typeof rows)[number],
  tickRate: number,
): Iterable<Entry> {
  const oldest = end - untilSeconds * tickRate
  const firsts = new Map<number, Entry>()
  for (const each of seen)
    if (each.tick <= end && each.tick >= oldest) firsts.set(Math.floor(each.tick / (everySeconds * tickRate)), each)
  return firsts.values()
}
