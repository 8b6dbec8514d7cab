import { Worker } from 'node:worker_threads'
import { messageOf } from '../../chat/index.ts'
import type { Show } from '../../game/index.ts'
import { isSlated } from '../../render/browser.ts'
import type { Journal } from '../journal/writer.ts'
import type { SnapshotHead } from './snapshot-file.ts'
import { memoryBytes, type StageMemory } from './stage-memory.ts'
import type { FromSnapshots, SnapshotThreadData, ToSnapshots } from './snapshot-thread.ts'

/** How the snapshots of a session go. */
export interface SnapshotStatus {
  /** Of the last one that is on the disk; null before the first. */
  readonly tick: number | null
  /** What the last one took of the main thread, and how long the next one waits. */
  readonly costMs: number
  readonly everySeconds: number
  /** What went wrong with the last one; empty where nothing did. */
  readonly problem: string
}

/** Takes a snapshot every few seconds. */
export interface Snapshotter extends AsyncDisposable {
  readonly status: SnapshotStatus
  /** After each tick that is in the journal: takes one where it is time. */
  update(stage: SnapshotStage, overloaded: boolean): void
}

/** What is needed of a stage to keep it. */
export interface SnapshotStage {
  save(): StageMemory
  readonly match: { readonly tick: number; readonly state: { readonly show: Show } }
}

export interface SnapshotterOptions {
  readonly folder: string
  readonly tickRate: number
  /** From where the show goes on, 0 where it begins. */
  readonly fromTick: number
  readonly code: string
  readonly journal: Pick<Journal, 'mark' | 'progress' | 'state'>
  /** Gives a small JPEG of what is to be seen, as soon as there is one. */
  readonly still: (see: (jpeg: Uint8Array) => void) => void
  readonly warn: (line: string) => void
}

/** At least so long between two, in seconds of the show. */
const leastSeconds = 5

/**
 * The most of the main thread’s time that goes into snapshots: one that takes 100 ms, of a crowd of 100,000, waits 10 s for the next.
 */
const share = 0.01

/**
 * The game has been shown for so long before what is to be seen is kept: at first that is black, or still the picture of the game before, or a slate.
 */
const unseenSeconds = 1

/** @throws where no thread can be started */
export function createSnapshotter(options: SnapshotterOptions): Snapshotter {
  const { folder, tickRate, fromTick, code, journal, still, warn } = options
  const thread = new Worker(new URL('./snapshot-thread.ts', import.meta.url), {
    workerData: { folder, progress: journal.progress, tickRate, fromTick } satisfies SnapshotThreadData,
  })
  let status: SnapshotStatus = { tick: null, costMs: 0, everySeconds: leastSeconds, problem: '' }
  let dueTick = 0
  /** Since which tick the game has been seen; null while a slate is up. */
  let shownSince: number | null = null
  let isWriting = false
  let hasEnded = false
  const fail = (problem: string) => {
    // Once for each thing that goes wrong: it will be tried again and again.
    if (problem !== status.problem) warn(`no snapshot could be taken: ${problem}. The show goes on.`)
    status = { ...status, problem }
  }
  thread.on('message', ({ tick, why }: FromSnapshots) => {
    isWriting = false
    if (why !== null) fail(why)
    else status = { ...status, tick, problem: '' }
  })
  thread.once('error', (error) => {
    hasEnded = true
    fail(messageOf(error))
  })
  const seePicture = (tick: number) => {
    if (shownSince === null || tick - shownSince < unseenSeconds * tickRate) return
    still((jpeg) => {
      // By now it may be a slate that is to be seen, by which nobody would know the moment.
      if (hasEnded || shownSince === null || shownSince > tick) return
      thread.postMessage({ type: 'picture', tick, jpeg } satisfies ToSnapshots)
    })
  }
  const take = (stage: SnapshotStage, head: Omit<SnapshotHead, 'journalBytes'>): number => {
    const startMs = performance.now()
    const memory = memoryBytes(stage.save())
    const { bytes: journalBytes, message: journalMessage } = journal.mark
    const message: ToSnapshots = { type: 'memory', head: { ...head, journalBytes }, memory, journalMessage }
    thread.postMessage(message, [memory.buffer as ArrayBuffer])
    isWriting = true
    seePicture(head.tick)
    return performance.now() - startMs
  }
  return {
    get status() {
      return status
    },
    update(stage, overloaded) {
      const { tick, state } = stage.match
      shownSince = isSlated(state) ? null : (shownSince ?? tick)
      if (tick < dueTick || isWriting || hasEnded || journal.state !== 'live') return
      let costMs = 0
      try {
        costMs = take(stage, { tick, overloaded, code, takenAt: new Date().toISOString() })
      } catch (error) {
        fail(messageOf(error))
      }
      const everySeconds = Math.max(leastSeconds, costMs / 1000 / share)
      dueTick = tick + Math.ceil(everySeconds * tickRate)
      status = { ...status, costMs, everySeconds }
    },
    async [Symbol.asyncDispose]() {
      hasEnded = true
      await thread.terminate()
    },
  }
}
