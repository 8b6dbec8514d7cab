import type { Schema } from '@colyseus/schema'
import type { Game } from '../../game/index.ts'
import { readTwitch } from '../environment.ts'
import { ServerError } from '../error.ts'
import { readGameSettings } from '../game-settings.ts'
import type { JournalHeader } from '../journal/header.ts'
import { openReader } from '../journal/reader.ts'
import { quietInput, type TickInput } from '../journal/record.ts'
import { createTape } from '../journal/tape.ts'
import { openStage, type StagePlan } from '../stage.ts'
import { exposed } from './exposed.ts'
import { createProbe, loadView, type Probe } from './probe.ts'
import { silentLog } from './silent-log.ts'

/** A show that was, as a test. */
export interface JournalTest<State extends Schema = Schema> extends Probe<State> {
  /** The last tick that is written down. What is played after it is quiet. */
  readonly end: number
  /**
   * The first tick so far at which the state isn't what it was then, as far as hashes were written down (one every ten seconds); null
   * where it is. A game that was mended differs, of course.
   */
  readonly differsAt: number | null
  /** Plays until the end. @throws what the game throws */
  toEnd(): void
  /** Plays until just after a tick. @throws RangeError for one that is over, and what the game throws */
  toTick(tick: number): void
}

/** What a journal doesn’t tell. */
export interface JournalOptions {
  /** Folder of the files that the game brings along, such as `import.meta.dirname`. */
  readonly folder?: string
}

/** Ticks with input that are kept in memory at once. */
const maxInputs = 500_000

/**
 * Plays a journal for a test: what somebody reports of a show becomes a test of the game. `--journal FILE` writes one, and each session
 * of a show with a page has one in the data directory.
 *
 * @param file from the working directory
 * @throws ServerError `bad-journal` for a file that is none, or of another game; what the game's `setup` throws
 * @example
 * await using test = await fromJournal('reports/stuck.jsonl', game)
 * test.toTick(1200)
 * assert.notEqual(test.state.phase, 'stuck')
 */
export async function fromJournal<State extends Schema>(
  file: string,
  game: Game<State>,
  options: JournalOptions = {},
): Promise<JournalTest<State>> {
  const watched = exposed(game)
  const { header, inputs, hashes, end } = await readAll(file)
  if (header.game !== game.id || header.tickRate !== game.tickRate)
    throw new ServerError(
      'bad-journal',
      `${file} is of ${header.game} at ${header.tickRate} ticks a second, and the game is ${game.id} at ${game.tickRate}`,
    )
  let overloaded = false
  const replay = (tick: number): TickInput => {
    const input = inputs.get(tick) ?? quietInput(tick, overloaded)
    ;({ overloaded } = input.chat)
    return input
  }
  const loaded = await loadView(watched.game, options.folder)
  const stage = await openStage(planOf(watched.game, header), silentLog, replay)
  const probe = createProbe<State>({ stage, exposed: watched, loaded })
  let differsAt: number | null = null
  const step = probe.ticks.bind(probe)
  const play = (count = 1) => {
    for (let i = 0; i < count; i++) {
      step()
      const was = hashes.get(probe.tick)
      if (was !== undefined && was !== probe.hash) differsAt ??= probe.tick
    }
  }
  const toTick = (tick: number) => {
    if (tick < probe.tick) throw new RangeError(`tick ${tick} is over: it is ${probe.tick} by now`)
    play(tick - probe.tick)
  }
  const more = { end, toTick, toEnd: () => toTick(Math.max(end, probe.tick)), ticks: play }
  Object.assign(probe, more, { seconds: (count: number) => play(Math.ceil(count * game.tickRate - 1e-9)) })
  Object.defineProperty(probe, 'differsAt', { get: () => differsAt })
  return probe as JournalTest<State>
}

async function readAll(file: string) {
  const reader = await openReader(file, () => {})
  await using tape = createTape(reader)
  const inputs = new Map<number, TickInput>()
  const hashes = new Map<number, string>()
  let end = 0
  for (let each = await tape.next(); each !== null; each = await tape.next()) {
    const { input, hash } = each
    end = input.tick
    if (hash !== null) hashes.set(end, hash)
    const { chat, acts } = input
    const isQuiet = acts.length === 0 && chat.items.length === 0 && chat.follows === '' && !chat.overloaded
    if (isQuiet && chat.lost === 0 && !wasOverloaded(inputs, end)) continue
    if (inputs.size >= maxInputs)
      throw new ServerError('bad-journal', `${file} has more than ${maxInputs} ticks with input, too many for a test`)
    inputs.set(end, input)
  }
  return { header: reader.header, inputs, hashes, end }
}

/** A tick that ends what lasts is kept, though nothing came in it. */
const wasOverloaded = (inputs: ReadonlyMap<number, TickInput>, tick: number) =>
  inputs.get(tick - 1)?.chat.overloaded ?? false

/** The settings that the show was played by. */
function planOf(game: Game, header: JournalHeader): StagePlan {
  const { seed, input, window, filter, say, chat, standings = [], settings = {}, files = {}, username } = header
  const names = Object.entries(files).map(([key, { name }]) => [key, name])
  return {
    ...{ game, seed, input, window, filter, say, chat, standings, replies: [] },
    settings: readGameSettings(game, { ...settings, ...Object.fromEntries(names) }, []).values,
    twitch: { ...readTwitch({}), username },
  }
}
