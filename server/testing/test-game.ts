import type { Schema } from '@colyseus/schema'
import type { Outcome } from '../../chat/index.ts'
import type { Game } from '../../game/index.ts'
import { openStage } from '../stage.ts'
import { exposed } from './exposed.ts'
import { planOf, type TestOptions } from './options.ts'
import { createProbe, loadView, type Probe } from './probe.ts'
import { silentLog } from './silent-log.ts'

/** A game under test, and a chat to type into. */
export interface GameTest<State extends Schema = Schema> extends Probe<State> {
  /**
   * Somebody types something, which the next tick reads, filters and counts as on the air; that tick is played.
   *
   * @returns what they are answered: `{ accepted: true, command }`, or `{ accepted: false, code, sentence }`
   * @throws what the game throws
   */
  say(viewer: string, text: string): Outcome
  /** The same of many in one tick, in this order; at most 5000. */
  sayAll(lines: readonly (readonly [viewer: string, text: string])[]): readonly Outcome[]
  /** A viewer goes, and their ballot with them. */
  leave(viewer: string): void
}

/**
 * Plays a game for a test, with the real chat, the real votes, the real picture and the real sound, and no clock.
 * What the game throws comes out of the call that brought it about.
 *
 * @throws what the game's `setup` throws; TypeError for commands that nobody could type
 * @example
 * await using test = await testGame(game)
 * test.say('ann', 'red')
 * test.seconds(10)
 * assert.equal(test.state.colour, 'red')
 */
export async function testGame<State extends Schema>(
  game: Game<State>,
  options: TestOptions = {},
): Promise<GameTest<State>> {
  const watched = exposed(game)
  const loaded = await loadView(watched.game, options.folder)
  const stage = await openStage(planOf(watched.game, options), silentLog)
  const probe = createProbe<State>({ stage, exposed: watched, loaded })
  const sayAll: GameTest<State>['sayAll'] = (lines) => {
    const outcomes = lines.map((): Outcome => unheard)
    for (const [index, [viewer, text]] of lines.entries())
      stage.chat.local?.say({ userId: viewer, user: viewer, text, respond: (said) => (outcomes[index] = said) })
    probe.ticks()
    return outcomes
  }
  // What changes is read by getters, which a spread would read once.
  return Object.assign(probe, {
    sayAll,
    say: (viewer: string, text: string) => sayAll([[viewer, text]])[0] as Outcome,
    leave: (viewer: string) => stage.chat.local?.leave(viewer),
  })
}

const unheard: Outcome = { accepted: false, code: 'overloaded', sentence: 'nobody read it in this tick' }
