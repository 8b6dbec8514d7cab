import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fixedBytes, hashOf, magic, type SnapshotHead } from './snapshot-file.ts'
import { listSnapshots, type SnapshotEntry } from './snapshots.ts'

const headSchema = z.object({
  tick: z.int().min(0),
  journalBytes: z.int().min(0),
  overloaded: z.boolean(),
  code: z.string().max(100),
  takenAt: z.iso.datetime(),
}) satisfies z.ZodType<SnapshotHead>

/** @throws Error whose sentence says what is wrong with it, as anything may be */
export function unpackSnapshot(file: Buffer): { readonly head: SnapshotHead; readonly memory: Uint8Array } {
  if (file.length < fixedBytes || !file.subarray(0, magic.length).equals(magic)) throw new Error('it is no snapshot')
  const lengths = file.subarray(magic.length, magic.length + 8)
  const memoryAt = fixedBytes + lengths.readUInt32LE(0)
  if (file.length !== memoryAt + lengths.readUInt32LE(4)) throw new Error('it has not been written to its end')
  const [said, memory] = [file.subarray(fixedBytes, memoryAt), file.subarray(memoryAt)]
  const hash = file.subarray(magic.length + 8, fixedBytes)
  if (!hashOf(lengths, said, memory).equals(hash)) throw new Error('its bytes are not those that were written')
  return { head: headSchema.parse(JSON.parse(said.toString())), memory }
}

export interface Snapshot {
  readonly head: SnapshotHead
  readonly memory: Uint8Array
}

/**
 * The snapshots that can be gone on from, the newest first: whole, of this program, and of no more than the journal has. Each is read
 * as it is asked for. Those after the tick `before` come behind all others.
 *
 * @param refused is told why one is passed over
 */
export function* goodSnapshots(
  folder: string,
  { code, journalBytes, before = Infinity }: Pick<SnapshotHead, 'code' | 'journalBytes'> & { readonly before?: number },
  refused: (tick: number, why: string) => void,
): Generator<Snapshot> {
  const isLate = ({ tick }: SnapshotEntry) => Number(tick > before)
  for (const { file, tick } of listSnapshots(folder).toSorted((a, b) => isLate(a) - isLate(b))) {
    const snapshot = readSnapshot(file)
    if (typeof snapshot === 'string') refused(tick, snapshot)
    else if (snapshot.head.tick !== tick) refused(tick, 'it is that of another tick')
    else if (snapshot.head.code !== code) refused(tick, 'the program has changed since')
    else if (snapshot.head.journalBytes > journalBytes) refused(tick, 'the journal doesn’t go that far')
    else yield snapshot
  }
}

/** Or what is wrong with it. */
function readSnapshot(file: string): Snapshot | string {
  try {
    return unpackSnapshot(readFileSync(file))
  } catch (error) {
    return error instanceof Error ? error.message : 'it can’t be read'
  }
}
