import type { Command } from '../game/index.ts'
import type { ChatOptions } from './chat.ts'
import type { Display } from './filter/display.ts'
import { isOfGame, judged } from './judged.ts'
import type { JudgingParts } from './judging.ts'
import { reject, type Rejection } from './outcome.ts'
import type { Playing } from './playing.ts'

/** What is asked of a command between the parser and the vote. */
export interface Reading {
  /** What the game makes of each. */
  readonly judgeAll: JudgingParts['judgeAll']
  /** Whether the game judges it at all. */
  isJudged(command: Command): boolean
  /** The team whose ballot it would be on. */
  readonly teamOf: JudgingParts['teamOf']
  /** Whether it may be shown as it is. */
  isPresentable(command: Command): boolean
  /** Reads what a moderator has typed for the game to do. */
  readonly forced: (text: string, team: string | null) => Command | Rejection
}

export function createReading({
  game,
  judge: ofGame,
  judgeAll = (typed) => typed.map(({ command, by }) => ofGame?.(command, by) ?? null),
  playing,
  display,
}: Pick<ChatOptions, 'game' | 'judge' | 'judgeAll'> & {
  readonly playing: Playing
  readonly display: Pick<Display, 'allows' | 'text'>
}): Reading {
  // Only what a viewer wrote freely can be bad: words and numbers are the game's own.
  const isPresentable: Reading['isPresentable'] = (command) => {
    const { args, label } = command
    for (const key in args)
      if (!isHarmless(args[key])) return isOfGame(game, command) ? display.allows(label) : display.text(label) === label
    return true
  }
  return {
    judgeAll,
    isJudged: (command) => ofGame !== undefined && isOfGame(game, command),
    teamOf: (userId, command) => playing.mode.teamOf?.(userId, command) ?? null,
    isPresentable,
    forced(text, team) {
      const parsed = playing.parseForGame(text)
      if (!parsed.accepted) return parsed
      if (!isOfGame(game, parsed.command))
        return reject('unknown-command', 'only a command of the game itself can be forced')
      const command = judged(parsed.command, ofGame?.(parsed.command, { player: '', team }) ?? null)
      return 'code' in command || isPresentable(command) ? command : reject('blocked', 'that can’t be shown here')
    },
  }
}

function isHarmless(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null
}
