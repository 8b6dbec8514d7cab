import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { headerSchema, startOf, startOfPlan, type JournalHeader } from '../journal/header.ts'
import { readLines } from '../journal/lines.ts'
import { maxLineBytes } from '../journal/record.ts'
import { sessionEnding } from '../journal/remove-oldest.ts'
import type { Plan } from '../plan.ts'
import { hasSession, readLength, sessionFiles, tickFileOf } from '../sessions.ts'
import { lockSession, type Lock } from './lock.ts'
import type { Resume } from './resume.ts'
import { planOfSession } from './session-plan.ts'

/** A session that this start can go on with. It is ours by its lock, and nobody else’s. */
export interface Resumable {
  readonly id: string
  /** What was asked for, with the game that was played then. */
  readonly plan: Plan
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
 * The newest session of the data directory that is of this very show: begun with the same game, settings and picture, and the same seed
 * where one is asked for. Its game may be another one by now, and has to be as it was. Null where there is none, where it is on the air at
 * this moment, where its game has changed, or where it has ended in order and only a crash is to be mended.
 *
 * @param warn is told of a session that nobody can tell anything of
 */
export async function findResumable(plan: Plan, warn: (line: string) => void): Promise<Resumable | null> {
  const { resume, seed } = plan.config
  if (resume === 'never' || !hasSession(plan)) return null
  const start = startOfPlan(plan)
  for (const file of sessionFiles(plan.data)) {
    const beginning = await readBeginning(file)
    // One that is empty broke off before it began.
    if (beginning === null && statSync(file).size === 0) continue
    if (beginning === null) warn(`the session ${file} can’t be gone on with: its beginning can’t be read`)
    else if (
      isBegun(beginning) &&
      startOf(beginning.header) === start &&
      [undefined, beginning.header.seed].includes(seed)
    )
      return await take(plan, file, beginning.header, { resume, warn })
  }
  return null
}

interface TakeOptions {
  readonly resume: Resume
  readonly warn: (line: string) => void
}

async function take(
  asked: Plan,
  file: string,
  header: JournalHeader,
  { resume, warn }: TakeOptions,
): Promise<Resumable | null> {
  const lock = lockSession(file)
  if (lock === null) return null
  const { frames, tick } = await readLength(file)
  const hasEnded = frames !== null
  const id = path.basename(file, sessionEnding)
  const isWanted = !hasEnded || resume === 'always'
  const plan = isWanted ? await planOfSession(asked, header, (why) => warn(`the session ${id} ${why}`)) : null
  if (plan === null) {
    lock.release(false)
    return null
  }
  return { id, plan, file, header, lock, hasEnded, leftAtMs: lastWritten(file), tick: Math.max(tick, readTick(file)) }
}

interface Beginning {
  readonly header: JournalHeader
  readonly isAlone: boolean
}

/** A game that takes another one’s place begins with what was set of the show; until that is written, the one before it plays. */
const isBegun = ({ header, isAlone }: Beginning) => header.switched === undefined || !isAlone

async function readBeginning(file: string): Promise<Beginning | null> {
  try {
    await using lines = readLines(file, maxLineBytes)
    const first = await lines.next()
    const header = headerSchema.parse(JSON.parse(first.value?.text ?? ''))
    const second = await lines.next()
    return { header, isAlone: second.done === true || second.value.end === null }
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
