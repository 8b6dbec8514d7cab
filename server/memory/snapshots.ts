import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Ends the name of a snapshot’s file, which begins with its tick. */
export const snapshotEnding = '.bin'
/** Of the picture beside it, where there is one. */
export const pictureEnding = '.jpg'

/** A snapshot as a list shows it, before anybody has looked whether it is whole. */
export interface SnapshotEntry {
  readonly tick: number
  readonly file: string
  /** When it was written, in ms of the wall clock. */
  readonly writtenAtMs: number
  readonly bytes: number
  /** File of a small JPEG of what was to be seen; null for none. */
  readonly picture: string | null
}

/** Where the snapshots of a session are. */
export const snapshotsOf = (journal: string) => `${journal.replace(/\.jsonl$/, '')}.snapshots`

/** The newest first; none where the folder isn’t there. */
export function listSnapshots(folder: string): SnapshotEntry[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[0-9]{1,12}\.bin$/.test(name))
    .flatMap((name) => {
      const file = path.join(folder, name)
      const stat = statSync(file, { throwIfNoEntry: false })
      const picture = file.replace(snapshotEnding, pictureEnding)
      const entry = { tick: Number.parseInt(name, 10), file, picture: existsSync(picture) ? picture : null }
      return stat?.isFile() ? [{ ...entry, writtenAtMs: stat.mtimeMs, bytes: stat.size }] : []
    })
    .toSorted((a, b) => b.tick - a.tick)
}
