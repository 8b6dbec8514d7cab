import { createHash } from 'node:crypto'

/** What a snapshot says of itself. */
export interface SnapshotHead {
  /** The last one that was played. */
  readonly tick: number
  /** How much of the journal it follows from. */
  readonly journalBytes: number
  /** What the journal last said of `overloaded`. */
  readonly overloaded: boolean
  /** Of the program that made it: another one may remember other things. */
  readonly code: string
  /** By the wall clock, as ISO 8601. */
  readonly takenAt: string
}

export const magic = Buffer.from('chatarcade-snapshot 1\n')
const hashBytes = 32
/** After the magic word: lengths of head and memory, and the hash of all that follows it. */
export const fixedBytes = magic.length + 8 + hashBytes

/** The bytes of a snapshot’s file, in pieces: nothing of the memory is copied. */
export function packSnapshot(head: SnapshotHead, memory: Uint8Array): Uint8Array[] {
  const said = Buffer.from(JSON.stringify(head))
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32LE(said.length, 0)
  lengths.writeUInt32LE(memory.length, 4)
  return [magic, lengths, hashOf(lengths, said, memory), said, memory]
}

export function hashOf(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
