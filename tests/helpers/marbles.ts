import { createParser } from '../../chat/parse.ts'
import game from '../../game/bundled/marble-race/index.ts'
import { createMatch, hashOf, type Decision, type Match } from '../../game/index.ts'
import type { MarbleRace } from '../../game/bundled/marble-race/field.ts'

const parse = createParser(game)

/** What a viewer’s message becomes when it enters a tick; throws where the parser refuses it. */
export function typed(player: string, text: string): Decision {
  const outcome = parse(text)
  if (!outcome.accepted) throw new Error(outcome.sentence)
  return { command: outcome.command, by: `name of ${player}`, player, team: null }
}

export const everybody = (count: number, text: string): Decision[] =>
  Array.from({ length: count }, (_, viewer) => typed(`v${viewer}`, text))

/** A race in which so many viewers have joined, at its first tick. */
export function startedRace(count: number, seed = 1): Match<MarbleRace> {
  const match = createMatch(game, seed, { settings: game.settings?.parse({ lobby: '5' }) ?? {}, standings: [] })
  match.step(everybody(count, 'join'))
  stepUntil(match, ({ phase }) => phase === 'race')
  return match
}

/** Steps without input until something holds; throws after ten minutes of the show. */
export function stepUntil(match: Match<MarbleRace>, holds: (state: MarbleRace) => boolean): void {
  for (let tick = 0; !holds(match.state.game); tick++) {
    if (tick > 18_000) throw new Error('it never came to that')
    match.step([])
  }
}

export function hashOfRace(state: MarbleRace): number {
  return hashOf(JSON.stringify(state.toJSON()))
}
