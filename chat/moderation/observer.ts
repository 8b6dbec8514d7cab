import type { ChatEvent } from '../event.ts'
import type { ChatMessage } from '../message.ts'
import type { Outcome } from '../outcome.ts'

/** A moderator has taken an option off the vote. */
export interface Vetoed {
  readonly type: 'vetoed'
  readonly label: string
}

/** Somebody who sees what becomes of messages, and has no part in it: it changes nothing, and never throws. */
export interface ChatObserver {
  /** Once for each message. */
  ended(message: ChatMessage, outcome: Outcome, tick: number): void
  /** `ballots` is how many ballots and waiting commands went by it; `isLine` where somebody can have several of them. */
  tookBack(what: ChatEvent | Vetoed, ballots: number, isLine: boolean): void
}
