import type { CommandSpecs } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import type { Rejection } from '../outcome.ts'
import type { Ballots } from './ballots.ts'
import type { Taken } from './mode.ts'

/** The name of the command by which viewers give up their ballot. */
export const abstainCommand = '!abstain'

/** Of every mode with windows. It needs the prefix, since whoever says it in talk must not lose their ballot. */
export const abstainCommands: CommandSpecs = {
  [abstainCommand]: { words: ['abstain'], prefixed: true, help: 'give no vote this time' },
}

export function abstainIn(ballots: Ballots, message: ChatMessage): Taken | Rejection {
  return ballots.abstain(message) ?? { note: 'you abstain this time' }
}
