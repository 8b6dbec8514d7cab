/** The thread that writes one journal. Whatever the disk does, the thread of the game doesn't wait for it. */
import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { synced, ticked, written } from './progress.ts'
import { removeOldest } from './remove-oldest.ts'

export interface WriterData {
  readonly file: string
  /** Where to begin; what the file has behind it is cut off. */
  readonly position: number
  readonly progress: SharedArrayBuffer
  /** File that holds the last tick, for whoever goes on: a quiet one is not in the journal. Null for none. */
  readonly tickFile: string | null
  /** Of the folder of all sessions together, this file included; null where nobody bounds it. */
  readonly maxBytes: number | null
}

/** Lines that end with a line break, or null for the last message of all. */
export type ToWriter = string | null

export type FromWriter =
  | { type: 'ready' }
  /** So many messages are on the disk. */
  | { type: 'synced'; messages: number }
  /** The disk takes nothing more for now, or all is written again. */
  | { type: 'failing'; why: string }
  | { type: 'mended' }
  /** Nothing more will be written. */
  | { type: 'ended'; why: string | null }

const retryMs = 1000
const tickMs = 40

/** What may wait for a disk that takes nothing; beyond it the journal ends, since one with a gap could not be played. */
const maxWaitingBytes = 16 * 2 ** 20

/** What may be written without the disk having confirmed it. */
const maxUnsyncedBytes = 64 * 2 ** 20

/** How much is written between two looks at all sessions together. */
const bytesPerLook = 4 * 2 ** 20

const data = workerData as WriterData
const { file, maxBytes } = data
const progress = new Int32Array(data.progress)
const fd = openSync(file, 'r+')
if (fstatSync(fd).size > data.position) ftruncateSync(fd, data.position)
const waiting: Buffer[] = []
/** Written, and not yet known to be on the disk: where a sync fails, the machine may have dropped it, so it is written again. */
let unsynced: Buffer[] = []
let waitingBytes = 0
/** Where the last whole message ends, of those that are written and of those that are on the disk. */
let [position, safe] = [data.position, data.position]
let [messagesWritten, messagesSafe] = [0, 0]
let looked = 0
let isFailing = false
let isSyncing = false
let hasEnded = false

/** Nothing else of ours is loaded here, so that the thread is there at once. */
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const tell = (message: FromWriter) => parentPort?.postMessage(message)

function take(lines: string): void {
  const bytes = Buffer.from(lines)
  waiting.push(bytes)
  waitingBytes += bytes.length
  if (!isFailing) write()
  if (waitingBytes > maxWaitingBytes || position - safe > maxUnsyncedBytes)
    end('the disk has taken nothing for too long')
}

function write(): void {
  try {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      writeWhole(next)
      waiting.shift()
      waitingBytes -= next.length
      position += next.length
      unsynced.push(next)
      messagesWritten += 1
    }
    sync()
  } catch (error) {
    fail(error)
  }
  if (!isFailing && maxBytes !== null && position - looked >= bytesPerLook) bound(maxBytes)
}

/** A message that went in half is written over the next time, from where it begins. */
function writeWhole(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, position + at)
}

function fail(error: unknown): void {
  if (!isFailing) tell({ type: 'failing', why: messageOf(error) })
  isFailing = true
}

/** Other sessions go, the oldest first; where this one alone is too large, it ends. */
function bound(most: number): void {
  looked = position
  if (!isWithin(most)) end('all sessions together have reached their bound')
}

function isWithin(most: number): boolean {
  try {
    return removeOldest(file, most)
  } catch {
    // Somebody else tidies the folder, or it has gone: writing will tell.
    return true
  }
}

/** One at a time: what comes while the disk is busy goes with the next one, so a slow disk has fewer and larger ones. */
function sync(): void {
  if (isSyncing || hasEnded || unsynced.length === 0) return
  isSyncing = true
  const batch = unsynced
  unsynced = []
  const [messages, until] = [messagesWritten, position]
  fdatasync(fd, (error) => {
    isSyncing = false
    if (hasEnded) return
    if (error) return writeAgain(batch, error)
    settle(messages, until)
    sync()
  })
}

function settle(messages: number, until: number): void {
  messagesSafe = messages
  safe = until
  Atomics.store(progress, synced, messagesSafe)
  Atomics.notify(progress, synced)
  tell({ type: 'synced', messages: messagesSafe })
  if (isFailing && waiting.length === 0) {
    isFailing = false
    tell({ type: 'mended' })
  }
}

function writeAgain(batch: readonly Buffer[], error: Error): void {
  waiting.unshift(...batch, ...unsynced)
  waitingBytes = waiting.reduce((sum, { length }) => sum + length, 0)
  unsynced = []
  position = safe
  messagesWritten = messagesSafe
  fail(error)
}

let tickShown = -1
let tickFd: number | null = null

/** Not synced: it is for the end of the process, and after a power cut the last input is near enough. */
function writeTick(tickFile: string): void {
  const tick = Atomics.load(progress, ticked)
  if (tick === tickShown) return
  try {
    tickFd ??= openSync(tickFile, 'w', 0o600)
    writeSync(tickFd, String(tick).padStart(12), 0)
    tickShown = tick
  } catch {
    // The disk is full, of which the journal tells.
  }
}

function end(why: string | null): void {
  if (hasEnded) return
  hasEnded = true
  clearInterval(retrying)
  clearInterval(ticking)
  if (tickFile !== null) writeTick(tickFile)
  try {
    ftruncateSync(fd, position)
    fdatasyncSync(fd)
    closeSync(fd)
    if (why === null) settle(messagesWritten, position)
  } catch (error) {
    why ??= messageOf(error)
  }
  tell({ type: 'ended', why })
  parentPort?.close()
}

const { tickFile } = data
const ticking = setInterval(() => tickFile !== null && writeTick(tickFile), tickMs)
const retrying = setInterval(() => isFailing && !isSyncing && write(), retryMs)

parentPort?.on('message', (lines: ToWriter) => {
  if (lines === null) {
    if (isFailing) write()
    end(waiting.length > 0 ? 'the disk took nothing at the end' : null)
  } else if (!hasEnded) take(lines)
  Atomics.add(progress, written, 1)
  Atomics.notify(progress, written)
})

tell({ type: 'ready' })
// Many short shows fill a disk as well as a long one.
if (maxBytes !== null) bound(maxBytes)
