import { createReadStream, createWriteStream, renameSync, truncateSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../../chat/index.ts'
import type { JournalPlace } from '../journal/reader.ts'
import { brokenOf } from '../journal/remove-oldest.ts'
import { listSnapshots, snapshotsOf } from './snapshots.ts'

/**
 * Cuts off what a journal has behind this place, and keeps it in a file beside it, where it takes the place of what was cut off earlier.
 * Snapshots of later ticks are of a show that went on otherwise, and are put out of the way.
 *
 * @returns the file; null where the disk has no room for it, which is told and stops nothing
 */
export async function cutJournal(
  file: string,
  { bytes, tick }: Pick<JournalPlace, 'bytes' | 'tick'>,
  warn: (line: string) => void,
): Promise<string | null> {
  const kept = await keep(file, bytes, warn)
  truncateSync(file, bytes)
  for (const snapshot of listSnapshots(snapshotsOf(file)))
    if (snapshot.tick > tick)
      for (const each of [snapshot.file, snapshot.picture]) if (each !== null) renameSync(each, `${each}.broken`)
  return kept
}

async function keep(file: string, from: number, warn: (line: string) => void): Promise<string | null> {
  const broken = brokenOf(file)
  try {
    // On the disk before it goes from where it was.
    await pipeline(createReadStream(file, { start: from }), createWriteStream(broken, { mode: 0o600, flush: true }))
    return broken
  } catch (error) {
    warn(`what is cut off the journal can’t be kept as ${broken}: ${messageOf(error)}`)
    return null
  }
}
