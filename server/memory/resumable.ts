import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { headerOf, headerSchema, type JournalHeader } from '../journal/header.ts'
import { readLines } from '../journal/lines.ts'
import { maxLineBytes } from '../journal/record.ts'
import { sessionEnding } from '../journal/remove-oldest.ts'
import type { Plan } from '../plan.ts'
import type { Resume } from './resume.ts'
import { hasSession, readLength, sessionFiles, tickFileOf } from '../sessions.ts'
import { lockSession, type Lock } from './lock.ts'

/** A session that this start can go on with. It is ours by its lock, and nobody else’s. */
export interface Resumable {
  readonly id: string
  /** Its journal. */
  readonly file: string
  readonly header: JournalHeader
  readonly lock: Lock
  /** Whether it ended in order. */
  readonly hasEnded: boolean
  /** When it was last written to, in ms of the wall clock. */
  readonly leftAtMs: number
  /** The last tick that was played, where it is known; quiet ticks are not in the journal. */
  readonly tick: number
}

/**
 * The newest session of the data directory that is this very show: the same game of the same sources, settings and picture, and the
 * same seed where one is asked for. Null where there is none, where it is on the air at this moment, or where it has ended in order and
 * only a crash is to be mended.
 *
 * @param warn is told of a session that nobody can tell anything of
 */
export async function findResumable(plan: Plan, warn: (line: string) => void): Promise<Resumable | null> {
  const { resume } = plan.config
  if (resume === 'never' || !hasSession(plan)) return null
  for (const file of sessionFiles(plan.data)) {
    const header = await readHeader(file)
    // One that is empty broke off before it began.
    if (header === null && statSync(file).size === 0) continue
    if (header === null) warn(`the session ${file} can’t be gone on with: its beginning can’t be read`)
    else if (isSameShow(header, plan)) return await take(file, header, resume)
  }
  return null
}

async function take(file: string, header: JournalHeader, resume: Resume): Promise<Resumable | null> {
  const lock = lockSession(file)
  if (lock === null) return null
  const { frames, tick } = await readLength(file)
  const hasEnded = frames !== null
  if (hasEnded && resume !== 'always') {
    lock.release(false)
    return null
  }
  const id = path.basename(file, sessionEnding)
  return { id, file, header, lock, hasEnded, leftAtMs: lastWritten(file), tick: Math.max(tick, readTick(file)) }
}

/** All that a show follows from but what it found at its beginning: chance, where nobody asked for a seed, and the all-time leader board. */
function isSameShow(header: JournalHeader, plan: Plan): boolean {
  const wanted = headerSchema.parse(JSON.parse(JSON.stringify(headerOf(plan, 0))))
  if (plan.config.seed !== undefined && header.seed !== plan.config.seed) return false
  const { startedAt, seed } = header
  return isDeepStrictEqual({ ...header, standings: [] }, { ...wanted, startedAt, seed, standings: [] })
}

async function readHeader(file: string): Promise<JournalHeader | null> {
  try {
    await using lines = readLines(file, maxLineBytes)
    const first = await lines.next()
    return headerSchema.parse(JSON.parse(first.value?.text ?? ''))
  } catch {
    return null
  }
}

function lastWritten(file: string): number {
  const times = [file, tickFileOf(file)].map((each) => statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.max(...times)
}

function readTick(file: string): number {
  const tickFile = tickFileOf(file)
  const tick = existsSync(tickFile) ? Number(readFileSync(tickFile, 'utf8')) : 0
  return Number.isInteger(tick) ? tick : 0
}
