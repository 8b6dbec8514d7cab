import type { ChatOptions } from '../chat/index.ts'
import { createGuard, type Game, type Judgement, type Match } from '../game/index.ts'

/** The game's judge of what is typed, by the state as it stands; undefined where it has none. One that throws refuses nothing. */
export function judgeOf({ state }: Match, game: Game, warn: (line: string) => void): ChatOptions['judge'] {
  if (game.judge === undefined) return undefined
  const guard = createGuard('judge', warn)
  return (command, by) => {
    let judgement: Judgement | null = null
    guard(() => (judgement = checked(game.judge?.(state.game, command, by) ?? null)))
    return judgement
  }
}

/** A game may run unchecked, and what is no text would end the tick where it is counted. */
function checked(judgement: Judgement | null): Judgement | null {
  if (judgement === null) return null
  const text: unknown = 'refuse' in judgement ? judgement.refuse : judgement.label
  if (typeof text !== 'string') throw new TypeError('what judge gives has neither a refusal nor a label')
  return judgement
}
