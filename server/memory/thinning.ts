import type { SnapshotEntry } from './snapshots.ts'

/** Snapshots that are all kept: where the newest is broken, the next one is as good but for a longer journal. */
const newest = 5

/** Of those before them one in so many seconds of the show is kept, until it is so old: for moderators who take the game back. */
const rows = [
  // So that a moment which somebody has chosen is still there when they have said why.
  { everySeconds: 5, untilSeconds: 2 * 60 },
  { everySeconds: 60, untilSeconds: 10 * 60 },
  { everySeconds: 10 * 60, untilSeconds: 2 * 60 * 60 },
]

/** Of all snapshots of a session together; what the newest take is taken in any case. */
const maxBytes = 256 * 2 ** 20

type Kept = Pick<SnapshotEntry, 'tick' | 'bytes'>

/**
 * Those that are to go, of the snapshots of one session.
 *
 * @param snapshots the newest first
 */
export function surplusOf<Entry extends Kept>(snapshots: readonly Entry[], tickRate: number): Entry[] {
  const wanted = new Set(snapshots.slice(0, newest))
  for (const row of rows) for (const each of firstOfEach(snapshots, row, tickRate)) wanted.add(each)
  let bytes = 0
  return snapshots.filter((each, at) => {
    if (!wanted.has(each)) return true
    bytes += each.bytes
    return at >= newest && bytes > maxBytes
  })
}

/** The first one of each span of time, which stays the first whatever comes. */
function firstOfEach<Entry extends Kept>(
  snapshots: readonly Entry[],
  { everySeconds, untilSeconds }: (typeof rows)[number],
  tickRate: number,
): Iterable<Entry> {
  const oldest = (snapshots[0]?.tick ?? 0) - untilSeconds * tickRate
  const firsts = new Map<number, Entry>()
  for (const each of snapshots)
    if (each.tick >= oldest) firsts.set(Math.floor(each.tick / (everySeconds * tickRate)), each)
  return firsts.values()
}
