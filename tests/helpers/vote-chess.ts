import game from '../../game/bundled/vote-chess/index.ts'
import { createParser } from '../../chat/parse.ts'
import type { Decision } from '../../game/index.ts'

const parse = createParser(game)

/** What a crowd decides that types this, read by the real parser. @throws where it is no command */
export function typed(text: string, team: string | null = null): Decision {
  const outcome = parse(text)
  if (!outcome.accepted) throw new Error(outcome.sentence)
  return { command: outcome.command, by: null, player: null, team }
}
