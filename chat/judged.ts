import { combination, type Command, type GameRules, type Judgement } from '../game/index.ts'
import { reject, type Rejection } from './outcome.ts'
import { quote } from './press.ts'

/** Longest reason of a game that is told, in UTF-16 units. */
const maxReason = 120

/** Whether it is the game's own, and no word of the show or of the vote. */
export function isOfGame({ commands }: Pick<GameRules, 'commands'>, { name }: Command): boolean {
  return name === combination || Object.hasOwn(commands, name)
}

/** The command as the game takes it, or why it doesn't. */
export function judged(command: Command, judgement: Judgement | null): Command | Rejection {
  if (judgement === null) return command
  if ('refuse' in judgement) {
    const why = judgement.refuse.slice(0, maxReason).toWellFormed()
    return reject('against-rules', `${quote(command.label)}: ${why}`)
  }
  const { label, args = command.args } = judgement
  return { ...command, label, args }
}
