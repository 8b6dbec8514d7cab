/** The thread that writes one journal. Whatever the disk does, the thread of the game doesn't wait for it. */
import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../chat/index.ts'
import { removeOldest } from './remove-oldest.ts'

export interface WriterData {
  readonly file: string
  /** A number that is raised, and woken on, with each message that is written or given up. */
  readonly done: SharedArrayBuffer
  /** Of the folder of all sessions together, this file included; null where nobody bounds it. */
  readonly maxBytes: number | null
}

/** Lines that end with a line break, or null for the last message of all. */
export type ToWriter = string | null

export type FromWriter =
  /** The disk takes nothing more for now, or all is written again. */
  | { type: 'failing'; why: string }
  | { type: 'mended' }
  /** Nothing more will be written. */
  | { type: 'ended'; why: string | null }

/** How long what is written may be in the machine's memory alone: a power cut may take so much, the end of the process nothing. */
const syncMs = 1000
const retryMs = 1000

/** What may wait for a disk that takes nothing; beyond it the journal ends, since one with a gap could not be played. */
const maxWaitingBytes = 16 * 2 ** 20

/** How much is written between two looks at all sessions together. */
const bytesPerLook = 4 * 2 ** 20

const { file, done, maxBytes } = workerData as WriterData
const counter = new Int32Array(done)
const fd = openSync(file, 'r+')
const waiting: Buffer[] = []
let waitingBytes = 0
/** Where the last whole message ends. */
let position = 0
let looked = 0
let isFailing = false
let isUnsynced = false
let hasEnded = false

const tell = (message: FromWriter) => parentPort?.postMessage(message)

function take(lines: string): void {
  const bytes = Buffer.from(lines)
  waiting.push(bytes)
  waitingBytes += bytes.length
  if (!isFailing) write()
  if (waitingBytes > maxWaitingBytes) end('the disk has taken nothing for too long')
}

function write(): void {
  try {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      writeWhole(next)
      waiting.shift()
      waitingBytes -= next.length
      position += next.length
      isUnsynced = true
    }
    if (isFailing) tell({ type: 'mended' })
    isFailing = false
  } catch (error) {
    if (!isFailing) tell({ type: 'failing', why: messageOf(error) })
    isFailing = true
  }
  if (!isFailing && maxBytes !== null && position - looked >= bytesPerLook) bound(maxBytes)
}

/** A message that went in half is written over the next time, from where it begins. */
function writeWhole(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, position + at)
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

function sync(): void {
  if (!isUnsynced) return
  isUnsynced = false
  try {
    fdatasyncSync(fd)
  } catch (error) {
    if (!isFailing) tell({ type: 'failing', why: messageOf(error) })
    isFailing = true
  }
}

function end(why: string | null): void {
  if (hasEnded) return
  hasEnded = true
  clearInterval(syncing)
  clearInterval(retrying)
  try {
    ftruncateSync(fd, position)
    fdatasyncSync(fd)
    closeSync(fd)
  } catch (error) {
    why ??= messageOf(error)
  }
  tell({ type: 'ended', why })
  parentPort?.close()
}

const syncing = setInterval(sync, syncMs)
const retrying = setInterval(() => isFailing && write(), retryMs)

parentPort?.on('message', (lines: ToWriter) => {
  if (lines === null) {
    if (isFailing) write()
    end(isFailing ? 'the disk took nothing at the end' : null)
  } else if (!hasEnded) take(lines)
  Atomics.add(counter, 0, 1)
  Atomics.notify(counter, 0)
})

// Many short shows fill a disk as well as a long one.
if (maxBytes !== null) bound(maxBytes)
