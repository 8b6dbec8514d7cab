import game from '../../game/bundled/vote-chess/index.ts'
import { createParser } from '../../chat/parse.ts'
import type { VoteChess } from '../../game/bundled/vote-chess/state.ts'
import { createMatch, type Decision, type Match } from '../../game/index.ts'

const parse = createParser(game)

/** What a crowd decides that types this, read by the real parser. @throws where it is no command */
export function typed(text: string, team: string | null = null): Decision {
  const outcome = parse(text)
  if (!outcome.accepted) throw new Error(outcome.sentence)
  return { command: outcome.command, by: null, player: null, team }
}

/** A match before its first tick. @param settings as they are written in the configuration */
export function matchWith(settings: Record<string, string> = {}, seed = 1): Match<VoteChess> {
  return createMatch(game, seed, { settings: game.settings!.parse(settings), standings: [] })
}

/** Ticks in which nobody types anything. */
export function run(match: Pick<Match<VoteChess>, 'step'>, ticks: number): void {
  for (let i = 0; i < ticks; i++) match.step([])
}

/** What is answered to a message at this moment. */
export function judged(match: Match<VoteChess>, text: string, team: string | null = null) {
  const outcome = parse(text)
  return outcome.accepted
    ? game.judge!(match.state.game, outcome.command, { player: 'local:1', team })
    : outcome.sentence
}

/** Plays a game of which each move is given, both sides by people. */
export function played(moves: string): Match<VoteChess> {
  const match = matchWith({ against: 'teams' })
  for (const move of moves.split(' ')) match.step([typed(move)])
  return match
}
