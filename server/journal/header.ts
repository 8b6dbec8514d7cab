import { createHash } from 'node:crypto'
import { z } from 'zod'
import { audiences, sayers } from '../../chat/index.ts'
import { formatFps, parseFps } from '../../render/index.ts'
import { ServerError } from '../error.ts'
import type { Plan } from '../plan.ts'
import { gameSources } from './game-sources.ts'
import { inputSpec, windowOptions } from './input-spec.ts'

export const journalFormat = 'chatarcade-journal'
export const journalVersion = 1

function isFps(value: string): boolean {
  try {
    parseFps(value)
    return true
  } catch {
    return false
  }
}

const text = z.string().max(1000)
const names = z.array(text).max(10_000)

/** The first line of a journal: all that a show follows from besides what came in. */
export const headerSchema = z.object({
  format: z.literal(journalFormat),
  version: z.literal(journalVersion),
  game: text,
  /** Of the game's own files, so that a replay can tell whether it is the same game. */
  sources: text,
  seed: z.int().min(0).max(0xffffffff),
  tickRate: z.int().min(1).max(60),
  /** Of the wall clock, as ISO 8601; nothing in the show hangs on it. */
  startedAt: z.iso.datetime(),
  size: z.string().regex(/^[0-9]{2,5}x[0-9]{2,5}$/),
  fps: z.string().refine(isFps, 'must be a frame rate, such as 30'),
  sampleRate: z.int().min(8000).max(192_000),
  /** Where people typed. What they typed is below, so none of these is opened again. */
  chat: names,
  /** Of the game's own settings, as they were written; older journals have none. */
  settings: z.record(text, text).exactOptional(),
  /** Files that were among them: what they were called, and what was in them. */
  files: z.record(text, z.object({ name: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) })).exactOptional(),
  /** The all-time leader board as the game found it. */
  standings: z
    .array(z.object({ player: text, name: text, points: z.number() }))
    .max(100)
    .exactOptional(),
  input: inputSpec,
  window: windowOptions,
  filter: z.object({
    ignore: names,
    bots: z.boolean(),
    open: z.enum(audiences),
    burst: z.int().min(1).max(1000),
    perSecond: z.number().gt(0).max(1000),
    repeatMs: z.number().min(0).max(60_000),
    blocked: names,
  }),
  say: z.enum(sayers),
  /** The account that the show itself spoke by, and was not heard by; null for none. */
  username: text.nullable(),
  /** Of a game that took the place of the show’s first one: what that show was by `startOf`, and what the game is loaded by. */
  switched: z.object({ start: text, game: z.string().max(5000) }).exactOptional(),
})

export type JournalHeader = z.infer<typeof headerSchema>

/**
 * @param startedAtMs of the wall clock
 * @param start by `startOf`, what the show began as; its game may be another one by now
 */
export function headerOf(plan: Plan, startedAtMs: number, start: string | null = null): JournalHeader {
  const header = plainHeader(plan, startedAtMs)
  if (start === null || start === startOf(header)) return header
  return { ...header, switched: { start, game: plan.config.game } }
}

/**
 * What a start asks for, as one word: all that is the same the next time it is started in this way. Chance and the all-time leader board are
 * not, and neither is the code of a game that may have given way to another one.
 */
export function startOf(header: JournalHeader): string {
  if (header.switched) return header.switched.start
  const {
    startedAt: _at,
    seed: _seed,
    standings: _standings,
    sources: _sources,
    ...same
  } = headerSchema.parse(JSON.parse(JSON.stringify(header)))
  return createHash('sha256').update(JSON.stringify(same, inOrder)).digest('hex').slice(0, 32)
}

export const startOfPlan = (plan: Plan): string => startOf(headerOf(plan, 0))

/** The order of names tells nothing. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function plainHeader(plan: Plan, startedAtMs: number): JournalHeader {
  const { game, format, written, standings } = plan
  const { settings, files } = written
  return {
    ...{ format: journalFormat, version: journalVersion, game: game.id, sources: gameSources(plan.gameUrl) },
    ...{ seed: plan.seed, tickRate: game.tickRate, startedAt: new Date(startedAtMs).toISOString() },
    ...{ size: `${format.width}x${format.height}`, fps: formatFps(format.fps), sampleRate: format.sampleRate },
    ...{ chat: [...plan.chat], input: plan.input, window: plan.window, filter: plan.filter, say: plan.say },
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(Object.keys(files).length === 0 ? {} : { files }),
    ...(standings.length === 0 ? {} : { standings: [...standings] }),
    username: plan.twitch.username,
  } as JournalHeader
}

/** @throws ServerError `bad-journal` */
export function readHeader(value: unknown, file: string): JournalHeader {
  const { format, version } = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(value).data ?? {}
  if (format !== journalFormat)
    throw new ServerError('bad-journal', `${file} is no journal of a show: its first line doesn’t say so`)
  if (version !== journalVersion)
    throw new ServerError(
      'bad-journal',
      `${file} has version ${JSON.stringify(version)?.slice(0, 40)} of the journal, and this program reads version ${journalVersion}`,
    )
  const result = headerSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new ServerError('bad-journal', `${file}, line 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`)
}
