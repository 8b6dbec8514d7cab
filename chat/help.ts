import { helpLines, type GameRules, type HelpLine } from '../game/index.ts'
import type { VoteMode } from './votes/mode.ts'

/**
 * What can be typed at the moment: the game's commands, then the mode's own, as far as they mean something now and the game hasn't the
 * same words, which win. The list is the same one for as long as that is so.
 */
export function createHelp(
  { commands, combine }: Pick<GameRules, 'commands' | 'combine'>,
  mode: Pick<VoteMode, 'commands' | 'idle'>,
): () => readonly HelpLine[] {
  const ofGame = helpLines(commands, combine)
  const taken = new Set(Object.entries(commands).flatMap(([name, { words = [name] }]) => words))
  const ofMode = Object.entries(mode.commands).filter(([, { words = [] }]) => !words.every((word) => taken.has(word)))
  const listed = (idle: readonly string[]) => [
    ...ofGame,
    ...helpLines(Object.fromEntries(ofMode.filter(([name]) => !idle.includes(name)))),
  ]
  let idle = mode.idle ?? none
  let lines = listed(idle)
  return () => {
    const now = mode.idle ?? none
    if (now !== idle) lines = listed((idle = now))
    return lines
  }
}

const none: readonly string[] = []
