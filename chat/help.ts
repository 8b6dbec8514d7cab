import { helpLines, type GameRules, type HelpLine } from '../game/index.ts'
import type { VoteMode } from './votes/mode.ts'

/** What can be typed: the game's commands, then those of the mode's own that the game hasn't the same words for, since the game's win. */
export function createHelp(
  { commands, combine }: Pick<GameRules, 'commands' | 'combine'>,
  mode: Pick<VoteMode, 'commands'>,
): readonly HelpLine[] {
  const taken = new Set(Object.entries(commands).flatMap(([name, { words = [name] }]) => words))
  const ofMode = Object.entries(mode.commands).filter(([, { words = [] }]) => !words.every((word) => taken.has(word)))
  return [...helpLines(commands, combine), ...helpLines(Object.fromEntries(ofMode))]
}
