import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { JournalHeader } from './header.ts'
import { createLineWriter, hashLine, type ShowEnd, type TickInput } from './record.ts'
import { hashSeconds } from './state-hash.ts'
import type { FromWriter, ToWriter, WriterData } from './writer-thread.ts'

/** A show as it is written down, tick by tick. */
export interface Journal {
  /**
   * Writes down a tick, and every ten seconds of the show also what its state is. Comes back once it is in the file: what follows from
   * it may be shown then. Where the disk is slower than `maxWaitMs` it comes back earlier, and is not waited for until it has caught up.
   *
   * @param hash tells the hash of the state after this tick
   */
  write(input: TickInput, hash: () => string): void
  /** Writes down the end, and closes the file; resolves when all of it is on the disk. */
  close(tick: number, hash: string, end: ShowEnd): Promise<void>
}

export interface JournalOptions {
  readonly header: JournalHeader
  /** Longest wait for the disk in a tick, in ms. */
  readonly maxWaitMs: number
  /** Of the folder that the file is in; null for a file that is not bounded. */
  readonly maxBytes: number | null
  readonly warn: (line: string) => void
}

/** Messages that may be on their way to a thread that doesn't answer: a disk that hangs is told by nobody. */
const maxUnanswered = 3000

/** How long the end may take: a disk that hangs does not keep the process. */
const closingMs = 5000

/** @throws ServerError `bad-config` where the file can't be written */
export function openJournal(file: string, { header, maxWaitMs, maxBytes, warn }: JournalOptions): Journal {
  createFile(file)
  const done = new SharedArrayBuffer(4)
  const counter = new Int32Array(done)
  const thread = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: { file, done, maxBytes } satisfies WriterData,
  })
  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  const linesOf = createLineWriter()
  let sent = 0
  let isOpen = true
  let hasWarned = false
  const giveUp = (why: string) => {
    if (isOpen) warn(`the journal ${file} ends here: ${why}. The show goes on.`)
    isOpen = false
  }
  thread.on('message', (message: FromWriter) => {
    if (message.type === 'ended') giveUp(message.why ?? 'it is closed')
    else if (message.type === 'failing' && !hasWarned) {
      // Once: a disk that is full stays so for a while.
      hasWarned = true
      warn(`the journal ${file} can’t be written: ${message.why}. The show goes on, and it is tried again.`)
    }
  })
  thread.once('error', (error) => giveUp(messageOf(error)))
  const isBehind = () => Atomics.load(counter, 0) < sent
  const send = (lines: ToWriter) => {
    thread.postMessage(lines)
    sent += 1
  }
  const waitForIt = () => {
    const until = performance.now() + maxWaitMs
    for (let left = maxWaitMs; isBehind() && left > 0; left = until - performance.now())
      Atomics.wait(counter, 0, sent - 1, left)
  }
  const write = (lines: string[]) => {
    if (!isOpen || lines.length === 0) return
    if (sent - Atomics.load(counter, 0) > maxUnanswered) return giveUp('the disk doesn’t answer')
    const wasBehind = isBehind()
    send(`${lines.join('\n')}\n`)
    if (!wasBehind) waitForIt()
  }
  write([JSON.stringify(header)])
  const hashTicks = hashSeconds * header.tickRate
  return {
    write(input, hash) {
      const lines = linesOf(input)
      if (input.tick > 0 && input.tick % hashTicks === 0) lines.push(hashLine(input.tick, hash(), null))
      write(lines)
    },
    async close(tick, hash, end) {
      write([hashLine(tick, hash, end)])
      if (isOpen) send(null)
      isOpen = false
      await Promise.race([exited, sleep(closingMs, undefined, { ref: false })])
      await thread.terminate()
    },
  }
}

/** Made here, so that a mistake is told before anything starts. What people typed is nobody else's business on this machine. */
function createFile(file: string): void {
  try {
    closeSync(openSync(file, 'w', 0o600))
  } catch (cause) {
    throw new ServerError('bad-config', `the journal ${file} can't be written: ${messageOf(cause)}`, { cause })
  }
}
