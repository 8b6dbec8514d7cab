import type { Command } from '../game/index.ts'
import type { ChatOptions } from './chat.ts'
import type { Display } from './filter/display.ts'
import { isOfGame, judged } from './judged.ts'
import { reject, type Rejection } from './outcome.ts'
import type { Playing } from './playing.ts'

/** What is asked of a command between the parser and the vote. */
export interface Reading {
  /** What the game makes of it, in the team whose ballot it would be on. */
  judge(userId: string, command: Command, team?: string | null): Command | Rejection
  /** Whether it may be shown as it is. */
  isPresentable(command: Command): boolean
  /** Reads what a moderator has typed for the game to do. */
  readonly forced: (text: string, team: string | null) => Command | Rejection
}

export function createReading({
  game,
  judge: ofGame,
  playing,
  display,
}: Pick<ChatOptions, 'game' | 'judge'> & {
  readonly playing: Playing
  readonly display: Pick<Display, 'allows'>
}): Reading {
  const judge: Reading['judge'] = (userId, command, team = playing.mode.teamOf?.(userId, command) ?? null) =>
    ofGame === undefined || !isOfGame(game, command)
      ? command
      : judged(command, ofGame(command, { player: userId, team }))
  // Only what a viewer wrote freely can be bad: words and numbers are the game's own.
  const isPresentable: Reading['isPresentable'] = ({ args, label }) => {
    for (const key in args) if (!isHarmless(args[key])) return display.allows(label)
    return true
  }
  return {
    judge,
    isPresentable,
    forced(text, team) {
      const parsed = playing.parseForGame(text)
      if (!parsed.accepted) return parsed
      if (!isOfGame(game, parsed.command))
        return reject('unknown-command', 'only a command of the game itself can be forced')
      const command = judge('', parsed.command, team)
      return 'code' in command || isPresentable(command) ? command : reject('blocked', 'that can’t be shown here')
    },
  }
}

function isHarmless(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null
}
