import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { headerSchema } from './journal/header.ts'
import { maxLineBytes } from './journal/record.ts'
import { readLines } from './journal/lines.ts'
import { sessionEnding } from './journal/remove-oldest.ts'
import type { Plan } from './plan.ts'

/** All sessions of a data directory together; the oldest go first. Months of a small chat, an hour or two of a flood. */
export const maxSessionsBytes = 2 * 2 ** 30

/** A show with pages has a session; a fast one is made again as easily as it was made. */
export const hasSession = ({ pace, port }: Pick<Plan, 'pace' | 'port'>) => pace === 'live' && port !== null

const folderOf = (data: string) => path.join(data, 'sessions')

/**
 * The file for a session that begins now, in a folder that is there.
 *
 * @param nowMs of the wall clock: sessions are named by when they began, in UTC
 */
export function newSessionFile(data: string, nowMs: number): string {
  const folder = folderOf(data)
  mkdirSync(data, { recursive: true })
  // What people typed is nobody else’s business on this machine.
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  for (let again = 1; ; again++) {
    const file = path.join(folder, `${time}${again === 1 ? '' : `-${again}`}${sessionEnding}`)
    if (!existsSync(file)) return file
  }
}

/** The journal that is meant: a session of the data directory by its id, or a file. */
export function findJournal(name: string, data: string): string {
  const session = path.join(folderOf(data), `${name}${sessionEnding}`)
  return /^[0-9-]{1,40}$/.test(name) && existsSync(session) ? session : path.resolve(name)
}

/** The journals of a data directory, the newest first. */
export function sessionFiles(data: string): string[] {
  const folder = folderOf(data)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith(sessionEnding))
  // By their ids: a second one of the same moment has a number behind it.
  const ids = names.map((name) => name.slice(0, -sessionEnding.length)).toSorted()
  return ids.toReversed().map((id) => path.join(folder, id + sessionEnding))
}

/** File beside a journal that holds the last tick of its show. */
export const tickFileOf = (journal: string) => `${journal.slice(0, -sessionEnding.length)}.tick`

/** What a journal tells of its session without being read through. */
export interface Session {
  readonly id: string
  readonly game: string
  readonly startedAt: string
  readonly size: string
  readonly fps: string
  /** Of the show, as far as it is written down. */
  readonly seconds: number
  readonly bytes: number
  readonly hasEnded: boolean
}

/** The sessions of a data directory, the newest first; what is no journal is left out. */
export async function listSessions(data: string): Promise<Session[]> {
  const sessions: Session[] = []
  for (const file of sessionFiles(data)) {
    const session = await surveySession(file)
    if (session !== null) sessions.push(session)
  }
  return sessions
}

/** How far a journal goes: its last tick, and the frames that left until it ended, null where it broke off. */
export interface JournalLength {
  readonly tick: number
  readonly frames: number | null
}

/** Reads the first line and the last whole one. Null where the file is no journal, or has just been removed. */
async function surveySession(file: string): Promise<Session | null> {
  try {
    const lines = readLines(file, maxLineBytes)
    const first = await lines.next()
    await lines.return(undefined)
    const header = headerSchema.parse(JSON.parse(first.value?.text ?? ''))
    const { tick, frames } = await readLength(file)
    return {
      id: path.basename(file, sessionEnding),
      ...{ game: header.game, startedAt: header.startedAt, size: header.size, fps: header.fps },
      ...{ seconds: tick / header.tickRate, bytes: statSync(file).size, hasEnded: frames !== null },
    }
  } catch {
    return null
  }
}

/** By the last line that is one, looked for in a part of the file that surely holds it. */
export async function readLength(file: string): Promise<JournalLength> {
  await using handle = await open(file, 'r')
  const { size } = await handle.stat()
  for (let part = 64 * 1024; ; part *= 16) {
    const length = Math.min(part, size)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const lines = buffer.subarray(0, bytesRead).toString().split('\n')
    // The first one may have been cut.
    for (const line of lines.slice(length < size ? 1 : 0).toReversed()) {
      const last = readLast(line)
      if (last !== null) return { tick: last.tick, frames: last.end?.frames ?? null }
    }
    if (length === size || length > 2 * maxLineBytes) return { tick: 0, frames: null }
  }
}

const lastLine = z.object({ tick: z.int().min(0), end: z.object({ frames: z.int().min(0) }).optional() })

function readLast(line: string): z.infer<typeof lastLine> | null {
  try {
    return lastLine.parse(JSON.parse(line))
  } catch {
    return null
  }
}
