/** The thread that writes the snapshots of one session. A file is there as a whole or not at all. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { synced } from '../journal/progress.ts'
import { packSnapshot, type SnapshotHead } from './snapshot-file.ts'
import { listSnapshots, pictureEnding, snapshotEnding, type SnapshotEntry } from './snapshots.ts'
import { surplusOf } from './thinning.ts'

export interface SnapshotThreadData {
  readonly folder: string
  /** Of the journal, as its thread raises it. */
  readonly progress: SharedArrayBuffer
  readonly tickRate: number
  /** From where the show goes on; what the folder has of later ticks is of none that is remembered. */
  readonly fromTick: number
}

export type ToSnapshots =
  /** To be written once the journal has so many messages on the disk. */
  | {
      readonly type: 'memory'
      readonly head: SnapshotHead
      readonly memory: Uint8Array
      readonly journalMessage: number
    }
  /** What was to be seen then, for people to know it by. */
  | { readonly type: 'picture'; readonly tick: number; readonly jpeg: Uint8Array }

export type FromSnapshots = { readonly tick: number; readonly why: string | null }

/** For the journal to be on the disk: a snapshot without what led to it could not be replayed. */
const patienceMs = 10_000

/** Nothing else of ours is loaded here, so that the thread is there at once. */
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const { folder, progress, tickRate, fromTick } = workerData as SnapshotThreadData
const counter = new Int32Array(progress)
mkdirSync(folder, { recursive: true, mode: 0o700 })
// What a process that was killed has left of its last one.
for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(path.join(folder, name), { force: true })
remove(listSnapshots(folder).filter(({ tick }) => tick > fromTick))

parentPort?.on('message', (message: ToSnapshots) => {
  if (message.type === 'picture') return addPicture(message)
  const { tick } = message.head
  const tell = (why: string | null) => parentPort?.postMessage({ tick, why } satisfies FromSnapshots)
  try {
    if (!isJournalSafe(message.journalMessage)) return tell('the journal is not on the disk')
    const file = path.join(folder, String(tick))
    writeWhole(`${file}${snapshotEnding}`, packSnapshot(message.head, message.memory))
    syncFolder()
    remove(surplusOf(listSnapshots(folder), tickRate))
    tell(null)
  } catch (error) {
    tell(messageOf(error))
  }
})

/** A snapshot is as good without it. */
function addPicture({ tick, jpeg }: Extract<ToSnapshots, { type: 'picture' }>): void {
  const file = path.join(folder, String(tick))
  if (!existsSync(`${file}${snapshotEnding}`)) return
  try {
    writeWhole(`${file}${pictureEnding}`, [jpeg])
  } catch {
    // The disk is full, of which the next snapshot tells.
  }
}

function isJournalSafe(message: number): boolean {
  const until = performance.now() + patienceMs
  for (;;) {
    const safe = Atomics.load(counter, synced)
    const left = until - performance.now()
    if (safe >= message) return true
    if (left <= 0) return false
    Atomics.wait(counter, synced, safe, left)
  }
}

/** Under another name until all of it is on the disk. */
function writeWhole(file: string, parts: readonly Uint8Array[]): void {
  const part = `${file}.part`
  const fd = openSync(part, 'w', 0o600)
  try {
    for (const bytes of parts) for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at)
    fsyncSync(fd)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(fd)
  }
  renameSync(part, file)
}

/** A new name is on the disk only with its folder. */
function syncFolder(): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function remove(snapshots: readonly SnapshotEntry[]): void {
  for (const { file, picture } of snapshots) {
    rmSync(file, { force: true })
    if (picture !== null) rmSync(picture, { force: true })
  }
}
