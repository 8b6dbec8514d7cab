import path from 'node:path'
import { openJournal, type Journal, type JournalOptions } from '../journal/writer.ts'
import { sessionEnding } from '../journal/remove-oldest.ts'
import type { JournalInUse } from '../journals.ts'
import type { Plan } from '../plan.ts'
import { maxSessionsBytes, newSessionFile, tickFileOf } from '../sessions.ts'
import type { Stage } from '../stage.ts'
import { codeVersion } from './code-version.ts'
import { lockSession } from './lock.ts'
import { createSnapshotter, type SnapshotStatus, type SnapshotterOptions } from './snapshotter.ts'
import { snapshotsOf } from './snapshots.ts'

/** What is kept of a show that is on the air, for whoever looks after it. */
export interface SessionStatus {
  readonly id: string
  /** `failing` while the disk takes nothing, `closed` once nothing more will be written. */
  readonly journal: Journal['state']
  readonly snapshot: SnapshotStatus
}

/** The session of a show: its journal, its snapshots, and the lock that tells others that it is on the air. */
export interface Session extends AsyncDisposable {
  readonly journal: Journal
  readonly status: SessionStatus
  /** After each tick that is in the journal. */
  update(stage: Stage, overloaded: boolean): void
}

export interface SessionOptions extends Omit<JournalOptions, 'maxBytes' | 'rest' | 'tickFile'> {
  readonly startedAtMs: number
  readonly inUse: JournalInUse | null
  readonly still: SnapshotterOptions['still']
}

/** @throws where its files can’t be made */
export function openSession(plan: Plan, { startedAtMs, inUse, still, ...options }: SessionOptions): Session {
  const file = inUse?.file ?? newSessionFile(plan.data, startedAtMs)
  const lock = inUse?.lock ?? lockSession(file)
  const rest = inUse?.place ?? null
  const journal = openJournal(file, { ...options, maxBytes: maxSessionsBytes, rest, tickFile: tickFileOf(file) })
  const snapshotter = createSnapshotter({
    ...{ folder: snapshotsOf(file), tickRate: plan.game.tickRate, code: codeVersion() },
    ...{ fromTick: rest?.tick ?? 0, journal, still, warn: options.warn },
  })
  const id = path.basename(file, sessionEnding)
  return {
    journal,
    get status() {
      return { id, journal: journal.state, snapshot: snapshotter.status }
    },
    update: (stage, overloaded) => snapshotter.update(stage, overloaded),
    async [Symbol.asyncDispose]() {
      await snapshotter[Symbol.asyncDispose]()
      lock?.release(false)
    },
  }
}
