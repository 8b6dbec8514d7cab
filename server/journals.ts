import { copyFileSync } from 'node:fs'
import { messageOf } from '../chat/index.ts'
import { headerOf } from './journal/header.ts'
import type { JournalPlace } from './journal/reader.ts'
import { stateHash } from './journal/state-hash.ts'
import { openJournal, type Journal, type JournalOptions } from './journal/writer.ts'
import type { Log } from './log.ts'
import type { Plan } from './plan.ts'
import type { Lock } from './memory/lock.ts'
import { openSession, type Session, type SessionStatus } from './memory/session.ts'
import { hasSession } from './sessions.ts'
import type { Stage } from './stage.ts'

/** All that writes a show down: the session in the data directory, and the file that was asked for. */
export interface Journals {
  /** After each tick, and before anybody sees what came of it; once before the first. */
  write(stage: Stage): void
  /** Says something when what it follows from is on the disk, as far as a disk can be waited for. Of a show without a session, at once. */
  acknowledge(say: () => void): void
  /** From now on what is written is in its file at once; resolved too where it never will be. */
  readonly ready: Promise<unknown>
  /** Null for a show without one. */
  readonly session: SessionStatus | null
  /** @param frames of the show until now, those before a crash with them */
  close(stage: Stage, frames: number): Promise<void>
}

/** A journal that the show goes on with. */
export interface JournalInUse {
  readonly file: string
  readonly lock: Lock
  readonly place: JournalPlace
}

export interface JournalParts {
  readonly log: Log
  /** Null for a show that begins. */
  readonly inUse: JournalInUse | null
  /** By `startOf`, what the show began as; null for what it is now. */
  readonly start?: string | null
  /** Gives a small JPEG of what is to be seen, as soon as there is one. */
  readonly still: (see: (jpeg: Uint8Array) => void) => void
}

/** Longest wait for the disk in a tick, where a thirtieth of a second is a long time. Nobody waits for a fast show. */
const maxWaitMs = 1
const maxFastWaitMs = 1000

/** @throws ServerError `bad-config` where the file of `--journal` can't be written; a session that can't be is a warning */
export function openJournals(plan: Plan, { log, inUse, start, still }: JournalParts): Journals {
  const { pace, journal: own } = plan
  const startedAtMs = Date.now()
  const options = {
    header: headerOf(plan, startedAtMs, start),
    maxWaitMs: pace === 'fast' ? maxFastWaitMs : maxWaitMs,
    warn: (line: string) => log.warn(line),
  }
  const file = own === null ? null : openOwn(own, options, inUse)
  const open = () => openSession(plan, { ...options, startedAtMs, inUse, still })
  const session = hasSession(plan) ? orWarn(open, log) : null
  const journals = [...(file === null ? [] : [file]), ...(session === null ? [] : [session.journal])]
  return {
    write(stage) {
      if (journals.length === 0) return
      const input = stage.takeInput()
      const hash = onlyOnce(() => stateHash(stage.match.state))
      for (const each of journals) each.write(input, hash)
      session?.update(stage, input.chat.overloaded)
    },
    ready: Promise.all(journals.map((each) => each.ready)),
    acknowledge(say) {
      if (session === null) say()
      else session.journal.hold(say)
    },
    get session() {
      return session?.status ?? null
    },
    async close({ match }, frames) {
      if (journals.length === 0) return
      const hash = stateHash(match.state)
      await Promise.all(journals.map((each) => each.close(match.tick, hash, { frames })))
      await session?.[Symbol.asyncDispose]()
    },
  }
}

/** Of a show that goes on, it has all that the session has, from the beginning. */
function openOwn(file: string, options: Omit<JournalOptions, 'maxBytes'>, inUse: JournalInUse | null): Journal {
  if (inUse !== null) copyFileSync(inUse.file, file)
  return openJournal(file, { ...options, maxBytes: null, rest: inUse?.place ?? null })
}

function orWarn(open: () => Session, log: Log): Session | null {
  try {
    return open()
  } catch (error) {
    log.warn(`this session is not written down: ${messageOf(error)}`)
    return null
  }
}

/** Two journals need one hash. */
function onlyOnce(make: () => string): () => string {
  let made: string | null = null
  return () => (made ??= make())
}
