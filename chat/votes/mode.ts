import type { Command, Decision, InputSpec } from '../../game/index.ts'
import type { Rejection } from '../outcome.ts'
import type { ChatMessage } from '../message.ts'

/** The tally as it stands, for the picture. */
export interface Tally {
  readonly mode: InputSpec['mode']
  /** Length of a window, and the tick at whose end this one closes; both 0 where the mode has no window. */
  readonly windowTicks: number
  readonly closesAtTick: number
  /** Viewers with a ballot in this window. */
  readonly voters: number
  /** Most votes first, then by first ballot. */
  readonly options: readonly { readonly command: Command; readonly votes: number }[]
}

/** How a window ended. */
export interface VoteOutcome {
  readonly winner: Command | null
  readonly votes: number
  readonly voters: number
  /** How many options shared the first place: 1 is a clear win, 0 is no ballot at all. */
  readonly tied: number
  /** A sentence for people: `red won with 7 of 12 votes`. */
  readonly reason: string
}

/** What a tick ends with: the decisions that enter the game, and the result where a window closed. */
export interface Close {
  readonly decisions: readonly Decision[]
  readonly result: VoteOutcome | null
}

/**
 * A way of turning many people's commands into few decisions. In each tick come any number of ballots, then one close.
 * Everything in it follows from the ballots, their ticks and the seed.
 */
export interface VoteMode {
  readonly tally: Tally
  /** Takes one viewer's command; a rejection where there is no room for it, else null. */
  cast(message: ChatMessage, command: Command): Rejection | null
  close(tick: number): Close
}
