import { existsSync } from 'node:fs'
import { excerptFrom, framesUntil, parseFps, wholeShow, type Excerpt, type Fps } from '../render/index.ts'
import { readConfig, type Config, type PartialConfig } from './config.ts'
import { ServerError } from './error.ts'
import { gameIds } from './games.ts'
import { gameSources } from './journal/game-sources.ts'
import { openReader, type JournalReader } from './journal/reader.ts'
import type { JournalHeader } from './journal/header.ts'
import { makePlan, type Plan } from './plan.ts'
import { findJournal, listSessions, readLength, type JournalLength } from './sessions.ts'

/** A show that is to be shot again, checked as far as it can be before it is played. */
export interface ReplayPlan extends Plan {
  readonly header: JournalHeader
  /** Open, and closed by whoever plays it. */
  readonly reader: JournalReader
  readonly length: JournalLength
  readonly excerpt: Excerpt
  /** Frame before which it ends, in frames of the replay; null for the end of the show. */
  readonly until: number | null
}

export interface ReplayWish {
  readonly operand: string | undefined
  readonly flags: PartialConfig
  readonly own: Readonly<Record<string, string | undefined>>
  /** What the environment and the config file say; of it only where the files are and what encodes counts. */
  readonly usual: PartialConfig
}

/**
 * Reads what is to be shot, and how. Where it goes is only what is asked for now: what a config file has for a show on the air must not
 * be sent there once more.
 *
 * @throws ServerError `usage`, `bad-config`, `bad-journal`; RenderError
 */
export async function planReplay(
  { operand, flags, own, usual }: ReplayWish,
  warn: (line: string) => void,
): Promise<ReplayPlan> {
  const { data, encoder } = usual
  const base = [flags, { ...(data === undefined ? {} : { data }), ...(encoder === undefined ? {} : { encoder }) }]
  const wished = readConfig(base)
  const file = await journalFile(operand, wished.data)
  if (wished.output === undefined)
    throw new ServerError('usage', 'replay needs --output, such as --output highlight.mp4')
  await using opened = new AsyncDisposableStack()
  const reader = opened.use(await openReader(file, warn))
  const { header } = reader
  if (flags.game === undefined) refuseStranger(file, header)
  const { game, seed, size, fps, sampleRate } = header
  const set = { ...header.settings, ...filesOf(header, wished) }
  const then = { game, seed, size, fps, sampleRate, fast: true, set }
  const config = readOf(file, () => readConfig([{ ...flags, set: {} }, ...base.slice(1), then]))
  const plan = withHeader(await makePlan({ ...config, chat: ['local:'], players: 'everyone' }, noTwitch), header)
  checkGame(plan, header, file, warn)
  checkFiles(plan, header)
  refuseLive(plan)
  const length = await readLength(file)
  const part = partOf(own, plan.format.fps, plan.format.sampleRate)
  opened.move()
  return { ...plan, header, reader, length, ...part }
}

async function journalFile(operand: string | undefined, data: string): Promise<string> {
  if (operand === undefined)
    throw new ServerError('usage', 'replay needs a session or the file of a journal; the command sessions lists them')
  const file = findJournal(operand, data)
  if (existsSync(file)) return file
  const [newest] = await listSessions(data)
  const hint = newest === undefined ? `there are no sessions in ${data}` : `the newest session is ${newest.id}`
  throw new ServerError('usage', `${JSON.stringify(operand)} is neither a session nor a file; ${hint}`)
}

/** A journal may come from anybody, and must not name code that is run; whoever replays it may. */
function refuseStranger(file: string, { game }: JournalHeader): void {
  const ids = gameIds()
  if (ids.includes(game)) return
  throw new ServerError(
    'bad-journal',
    `journal ${file}: game is ${JSON.stringify(game)}, and must be one of ${ids.join(', ')}; name the file of another one by --game FILE`,
  )
}

/** What a journal says is checked like any setting, and where it is wrong the journal is. */
function readOf<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw cause instanceof ServerError ? wrong(file, cause) : cause
  }
}

const wrong = (file: string, cause: ServerError) =>
  new ServerError('bad-journal', `journal ${file}: ${cause.message}`, { cause })

const noTwitch = {
  ...{ channel: null, username: null, token: null, streamKey: null, clientId: null },
  ...{ ircUrl: null, apiUrl: null, ingestUrl: 'rtmp://127.0.0.1/none', ingestList: null },
}

/** The settings that the show was played by, in place of those of today. Nothing is answered in any chat. */
function withHeader(plan: Plan, { input, window, filter, say, username, chat, standings = [] }: JournalHeader): Plan {
  return {
    ...plan,
    ...{ input, window, filter, say, chat, standings, replies: [] },
    twitch: { ...plan.twitch, username },
    ...{ pace: 'fast', port: null, journal: null },
  }
}

/** Where the files are that the game was given: where they were, or where they are said to be now. */
function filesOf({ files = {} }: JournalHeader, { set }: Config): Record<string, string> {
  const now = Object.entries(files).map(([key, { name }]) => [key, typeof set[key] === 'string' ? set[key] : name])
  return Object.fromEntries(now) as Record<string, string>
}

function checkFiles({ written }: Plan, { files = {} }: JournalHeader): void {
  for (const [key, { name, sha256 }] of Object.entries(files))
    if (written.files[key]?.sha256 !== sha256)
      throw new ServerError(
        'usage',
        `${written.files[key]?.name ?? name} is not the file that the game was given then; name that one by --set ${key}=FILE`,
      )
}

function checkGame({ game, gameUrl }: Plan, header: JournalHeader, file: string, warn: (line: string) => void): void {
  if (game.tickRate !== header.tickRate)
    throw new ServerError(
      'bad-journal',
      `journal ${file} was made with ${header.tickRate} ticks a second, and ${game.id} now has ${game.tickRate}: it can't be played any more`,
    )
  if (gameSources(gameUrl) !== header.sources)
    warn(`${game.id} has changed since this show: what is played may differ from what was`)
}

/** A replay goes as fast as it can, and no server or player takes that. */
function refuseLive({ targets }: Plan): void {
  const live = targets.find(({ kind }) => kind !== 'file' && kind !== 'hls' && kind !== 'null')
  if (live === undefined) return
  throw new ServerError(
    'usage',
    `output ${live.url} is a live one, and a replay makes files: .mkv, .mp4, .flv, .ts or hls:`,
  )
}

function partOf(
  { from, to }: Readonly<Record<string, string | undefined>>,
  fps: Fps,
  sampleRate: number,
): Pick<ReplayPlan, 'excerpt' | 'until'> {
  const [begin, end] = [from === undefined ? 0 : readTime('from', from), to === undefined ? null : readTime('to', to)]
  if (end !== null && end <= begin)
    throw new ServerError('usage', `to is ${JSON.stringify(to)}, and must be later than from, which is ${begin} s`)
  return {
    excerpt: begin === 0 ? wholeShow : excerptFrom(begin, fps, sampleRate),
    until: end === null ? null : Math.max(1, Math.ceil((end * fps.num) / fps.den - 1e-6)),
  }
}

/** Reads `750`, `12:30` or `00:12:30.5` as seconds. @throws ServerError `usage` */
export function readTime(name: string, text: string): number {
  const match = /^(?:(?:([0-9]{1,4}):)?([0-9]{1,2}):)?([0-9]{1,8}(?:\.[0-9]{1,3})?)$/.exec(text)
  const [, hours = '0', minutes = '0', seconds = 'NaN'] = match ?? []
  const isClock = text.includes(':')
  if (match === null || (isClock && (Number(minutes) >= 60 || Number(seconds) >= 60)))
    throw new ServerError(
      'usage',
      `${name} is ${JSON.stringify(text)}, and must be a time of the show, such as 00:12:30 or 750`,
    )
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds)
}

/** How many frames the show had until it ended, in frames of another rate; one that broke off had what its ticks show. */
export function framesOfShow({ tick, frames }: JournalLength, header: JournalHeader, fps: Fps): number {
  const shown = framesUntil(tick, fps, header.tickRate)
  if (frames === null) return shown
  const was = parseFps(header.fps)
  return Number((BigInt(frames) * BigInt(was.den) * BigInt(fps.num)) / (BigInt(was.num) * BigInt(fps.den)))
}
