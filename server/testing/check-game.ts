import { randomInt } from 'node:crypto'
import type { Schema } from '@colyseus/schema'
import { anarchy, type Game } from '../../game/index.ts'
import { loadView } from './probe.ts'
import type { TestOptions } from './options.ts'
import { rehearse, type Rehearsal } from './rehearse.ts'
import { shorten, writeScript, type ScriptLine } from './script.ts'

/** How thoroughly a game is checked. All of it may be left out. */
export interface CheckOptions extends Omit<TestOptions, 'crowd'> {
  /** Of the first game; the others follow from it. Another one each time where it is left out. */
  readonly seed?: number
  /** Games that are played, 5 where it is left out. */
  readonly runs?: number
  /** Length of each, 10 s where it is left out. */
  readonly seconds?: number
}

/**
 * Plays a game with random words, as its commands allow them and as they don't, and checks what every game must keep:
 *
 * - nothing throws, whatever is typed;
 * - the same seed and the same words give the same game;
 * - a game that is saved and loaded goes on as if nothing had been;
 * - the state arrives as it was sent;
 * - it can be drawn, upright too, and its sound holds no `NaN`.
 *
 * With an odd seed the crowd plays by anarchy, as any streamer may have it; with an even one as the game says.
 *
 * @throws Error that tells what was wrong, the seed that brings it about again, and the fewest words that do
 * @example
 * it('keeps the rules of all games', () => checkGame(game))
 */
export async function checkGame<State extends Schema>(game: Game<State>, options: CheckOptions = {}): Promise<void> {
  const { seed = randomInt(2 ** 32), runs = 5, seconds = 10, ...rest } = options
  const checked: Game = game
  const loaded = await loadView(checked, options.folder)
  if (loaded === null)
    throw new TypeError(`${game.id} brings files along: tell where they are by { folder: import.meta.dirname }`)
  const ticks = Math.ceil(seconds * game.tickRate)
  for (let run = 0; run < runs; run++) {
    const each = (seed + run) % 2 ** 32
    const input = options.input ?? (each % 2 === 0 ? game.input : anarchy())
    const rehearsal = { game: checked, options: { ...rest, input, seed: each, filter: unhurried }, loaded, ticks }
    const lines = writeScript(checked, each, ticks)
    const error = await errorOf(rehearsal, lines)
    if (error !== null) throw await explained(rehearsal, lines, error, each)
  }
}

/** What the filter would hold back is not tried out. */
const unhurried = { repeatMs: 0, burst: 100, perSecond: 100 }

async function errorOf(rehearsal: Rehearsal, lines: readonly ScriptLine[]): Promise<Error | null> {
  try {
    await rehearse(rehearsal, lines)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(`threw ${String(error)}`)
  }
}

/** Lines that are shown; a script that can't be shortened may have hundreds. */
const maxShown = 20

async function explained(
  rehearsal: Rehearsal,
  lines: readonly ScriptLine[],
  error: Error,
  seed: number,
): Promise<Error> {
  const kind = (one: Error) => one.message.replaceAll(/\d+/g, '').slice(0, 40)
  const kept = await shorten(lines, async (fewer) => {
    const found = await errorOf(rehearsal, fewer)
    return found !== null && kind(found) === kind(error)
  })
  const shown = kept.slice(0, maxShown).map(({ tick, viewer, text }) => `  tick ${tick}, ${viewer}: ${short(text)}`)
  const more = kept.length > maxShown ? [`  and ${kept.length - maxShown} more`] : []
  const typed = kept.length === 0 ? ['  nothing at all'] : [...shown, ...more]
  const { id } = rehearsal.game
  const seconds = rehearsal.ticks / rehearsal.game.tickRate
  const again = `checkGame(game, { seed: ${seed}, runs: 1, seconds: ${seconds} }) does it again. What was typed:`
  return new Error([`${id}: ${String(error)}`, again, ...typed].join('\n'), { cause: error })
}

function short(text: string): string {
  const quoted = JSON.stringify(text)
  return quoted.length > 80 ? `${quoted.slice(0, 80)}…` : quoted
}
