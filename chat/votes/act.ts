import type { Command, Decision } from '../../game/index.ts'
import { cleanName } from '../clean.ts'
import type { ChatMessage } from '../message.ts'
import { Line, type LineMemory } from './line.ts'

/** A viewer's own command that is to enter the game. */
interface Act {
  readonly command: Command
  readonly user: string
  readonly player: string
}

/** Commands that act for themselves, without a vote, in the order in which they came. */
export interface Acts extends Pick<Line<Act>, 'length' | 'countOf'> {
  push(message: ChatMessage, command: Command): void
  /** The first of them, at most so many, as decisions. */
  take(most: number): Decision[]
  readonly withdraw: (userId: string) => void
  readonly withdrawMessage: (messageId: string) => void
  readonly withdrawSource: (source: string) => void
  readonly save: () => ActsMemory
  readonly load: (memory: ActsMemory) => void
}

export type ActsMemory = LineMemory<Act>

export function createActs(): Acts {
  const line = new Line<Act>()
  return {
    get length() {
      return line.length
    },
    countOf: (userId) => line.countOf(userId),
    push: (message, command) => line.push(message, { command, user: message.user, player: message.userId }),
    take: (most) => Array.from({ length: Math.min(most, line.length) }, () => decisionOf(line.shift()!)),
    withdraw: (userId) => line.withdraw(userId),
    withdrawMessage: (messageId) => line.withdrawMessage(messageId),
    withdrawSource: (source) => line.withdrawSource(source),
    save: () => line.save(),
    load: (memory) => line.load(memory),
  }
}

/** Names are cleaned only here, since most of what is cast never acts. */
function decisionOf({ command, user, player }: Act): Decision {
  return { command, by: cleanName(user), player, team: null }
}
