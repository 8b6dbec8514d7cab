import { messageOf } from '../chat/index.ts'
import { headerOf } from './journal/header.ts'
import { stateHash } from './journal/state-hash.ts'
import { openJournal } from './journal/writer.ts'
import type { Log } from './log.ts'
import type { Plan } from './plan.ts'
import { maxSessionsBytes, newSessionFile } from './sessions.ts'
import type { Stage } from './stage.ts'

/** All that writes a show down: the session in the data directory, and the file that was asked for. */
export interface Journals {
  /** After each tick, and before anybody sees what came of it; once before the first. */
  write(stage: Stage): void
  /** @param frames that left */
  close(stage: Stage, frames: number): Promise<void>
}

/** Longest wait for the disk in a tick, where a thirtieth of a second is a long time. Nobody waits for a fast show. */
const maxWaitMs = 1
const maxFastWaitMs = 1000

/**
 * A show with pages has a session; a fast one is made again as easily as it was made.
 *
 * @throws ServerError `bad-config` where the file of `--journal` can't be written; a session that can't be is a warning
 */
export function openJournals(plan: Plan, log: Log): Journals {
  const { pace, port, journal, data } = plan
  const hasSession = pace === 'live' && port !== null
  if (!hasSession && journal === null) return { write() {}, async close() {} }
  const now = Date.now()
  const options = {
    header: headerOf(plan, now),
    maxWaitMs: pace === 'fast' ? maxFastWaitMs : maxWaitMs,
    warn: (line: string) => log.warn(line),
  }
  const session = () => openJournal(newSessionFile(data, now), { ...options, maxBytes: maxSessionsBytes })
  const journals = [
    ...(journal === null ? [] : [openJournal(journal, { ...options, maxBytes: null })]),
    ...(hasSession ? orWarn(session, log) : []),
  ]
  return {
    write(stage) {
      const input = stage.takeInput()
      const hash = onlyOnce(() => stateHash(stage.match.state))
      for (const each of journals) each.write(input, hash)
    },
    async close({ match }, frames) {
      const hash = stateHash(match.state)
      await Promise.all(journals.map((each) => each.close(match.tick, hash, { frames })))
    },
  }
}

function orWarn<T>(open: () => T, log: Log): T[] {
  try {
    return [open()]
  } catch (error) {
    log.warn(`this session is not written down: ${messageOf(error)}`)
    return []
  }
}

/** Two journals need one hash. */
function onlyOnce(make: () => string): () => string {
  let made: string | null = null
  return () => (made ??= make())
}
