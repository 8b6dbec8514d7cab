import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { JournalHeader } from './header.ts'
import { createProgress, ticked, written } from './progress.ts'
import { createReceipts, type Receipts } from './receipts.ts'
import { createLineWriter, hashLine, resumedLine, type ShowEnd, type TickInput } from './record.ts'
import { hashSeconds } from './state-hash.ts'
import type { FromWriter, ToWriter, WriterData } from './writer-thread.ts'

/** A show as it is written down, tick by tick. */
export interface Journal extends Pick<Receipts, 'hold'> {
  /**
   * Writes down a tick, and every ten seconds of the show also what its state is. Comes back once it is in the file: what follows from
   * it may be shown then. Where the disk is slower than `maxWaitMs` it comes back earlier, and is not waited for until it has caught up.
   *
   * @param hash tells the hash of the state after this tick
   */
  write(input: TickInput, hash: () => string): void
  /** Writes down the end, and closes the file; resolves when all of it is on the disk. */
  close(tick: number, hash: string, end: ShowEnd): Promise<void>
  /** The thread runs: from now on what is written is in the file at once. */
  readonly ready: Promise<void>
  /** `failing` while the disk takes nothing, `closed` once nothing more will be written. */
  readonly state: 'live' | 'failing' | 'closed'
  /** How far it goes, with what is still on its way. */
  readonly mark: JournalMark
  /** How far its thread has come, for other threads to wait for. */
  readonly progress: SharedArrayBuffer
}

/** A place in a journal: after so many bytes of its file, which are on the disk once so many messages of this process are. */
export interface JournalMark {
  readonly bytes: number
  readonly message: number
}

/** Where a show that goes on left its journal. */
export interface JournalRest {
  readonly bytes: number
  readonly tick: number
  readonly overloaded: boolean
}

export interface JournalOptions {
  readonly header: JournalHeader
  /** Longest wait for the disk in a tick, in ms. */
  readonly maxWaitMs: number
  /** Of the folder that the file is in; null for a file that is not bounded. */
  readonly maxBytes: number | null
  /** File that holds the last tick; null for none. */
  readonly tickFile?: string | null
  /** Goes on behind what the file has, in place of a new one. */
  readonly rest?: JournalRest | null
  readonly warn: (line: string) => void
}

/** Messages that may be on their way to a thread that doesn't answer: a disk that hangs is told by nobody. */
const maxUnanswered = 3000

/** How long the end may take: a disk that hangs does not keep the process. */
const closingMs = 5000

/** @throws ServerError `bad-config` where the file can't be written */
export function openJournal(file: string, options: JournalOptions): Journal {
  const { header, maxWaitMs, maxBytes, tickFile = null, rest = null, warn } = options
  if (rest === null) createFile(file)
  const progress = createProgress()
  const counter = new Int32Array(progress)
  const { thread, exited } = startThread({ file, position: rest?.bytes ?? 0, progress, maxBytes, tickFile })
  const { receipts, ready, giveUp, health } = follow(thread, file, warn)
  const linesOf = createLineWriter(rest?.overloaded)
  let [sent, bytes] = [0, rest?.bytes ?? 0]
  const isBehind = () => Atomics.load(counter, written) < sent
  const send = (lines: ToWriter) => {
    thread.postMessage(lines)
    sent += 1
  }
  const waitForIt = () => {
    const until = performance.now() + maxWaitMs
    for (let left = maxWaitMs; isBehind() && left > 0; left = until - performance.now())
      Atomics.wait(counter, written, sent - 1, left)
  }
  const write = (lines: string[]) => {
    if (health.state === 'closed' || lines.length === 0) return
    if (sent - Atomics.load(counter, written) > maxUnanswered) return giveUp('the disk doesn’t answer')
    const wasBehind = isBehind()
    const text = `${lines.join('\n')}\n`
    send(text)
    bytes += Buffer.byteLength(text)
    if (!wasBehind) waitForIt()
  }
  write([rest === null ? JSON.stringify(header) : resumedLine(rest.tick, Date.now())])
  const hashTicks = hashSeconds * header.tickRate
  return {
    write(input, hash) {
      const lines = linesOf(input)
      if (input.tick > 0 && input.tick % hashTicks === 0) lines.push(hashLine(input.tick, hash(), null))
      write(lines)
      Atomics.store(counter, ticked, input.tick)
      receipts.mark(sent)
    },
    async close(tick, hash, end) {
      write([hashLine(tick, hash, end)])
      if (health.state !== 'closed') send(null)
      health.state = 'closed'
      await Promise.race([exited, sleep(closingMs, undefined, { ref: false })])
      receipts.setWaiting(false)
      await thread.terminate()
    },
    hold: (say) => receipts.hold(say),
    ready: Promise.race([ready, exited]),
    get state() {
      return health.state
    },
    get mark() {
      return { bytes, message: sent }
    },
    progress,
  }
}

interface Followed {
  readonly receipts: Receipts
  readonly ready: Promise<void>
  readonly giveUp: (why: string) => void
  readonly health: { state: Journal['state'] }
}

/** Hears what the thread tells, and tells it on. */
function follow(thread: Worker, file: string, warn: (line: string) => void): Followed {
  const receipts = createReceipts()
  const ready = Promise.withResolvers<void>()
  const health: Followed['health'] = { state: 'live' }
  const giveUp = (why: string) => {
    if (health.state !== 'closed') warn(`the journal ${file} ends here: ${why}. The show goes on.`)
    health.state = 'closed'
    receipts.setWaiting(false)
  }
  thread.on('message', (message: FromWriter) => {
    if (message.type === 'ready') ready.resolve()
    else if (message.type === 'synced') receipts.settle(message.messages)
    else if (message.type === 'ended') giveUp(message.why ?? 'it is closed')
    else if (message.type === 'failing') {
      if (health.state === 'live') health.state = 'failing'
      receipts.setWaiting(false)
      warn(`the journal ${file} can’t be written: ${message.why}. The show goes on, and it is tried again.`)
    } else if (health.state === 'failing') {
      health.state = 'live'
      receipts.setWaiting(true)
      warn(`the journal ${file} is written again, and nothing of it is missing.`)
    }
  })
  thread.once('error', (error) => giveUp(messageOf(error)))
  return { receipts, ready: ready.promise, giveUp, health }
}

function startThread(workerData: WriterData): { thread: Worker; exited: Promise<void> } {
  const thread = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData })
  return { thread, exited: new Promise<void>((resolve) => thread.once('exit', () => resolve())) }
}

/** Made here, so that a mistake is told before anything starts. What people typed is nobody else's business on this machine. */
function createFile(file: string): void {
  try {
    closeSync(openSync(file, 'w', 0o600))
  } catch (cause) {
    throw new ServerError('bad-config', `the journal ${file} can't be written: ${messageOf(cause)}`, { cause })
  }
}
