import type { Command, CommandSpecs, Decision, InputSpec } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import type { Rejection } from '../outcome.ts'
import type { Steering } from './steering.ts'

export interface TallyOption {
  readonly command: Command
  /** Sum of the weights of its ballots. */
  readonly votes: number
  /** Null where there are no teams. */
  readonly team: string | null
}

/** The tally as it stands, for the picture. */
export interface Tally {
  readonly mode: InputSpec['mode'] | 'poll'
  /** What plays at the moment: the slider's anarchy or democracy; elsewhere the mode itself. */
  readonly plays: Exclude<InputSpec['mode'], 'slider'> | 'poll'
  /** What a poll asks. */
  readonly question?: string
  /** Length of a window in ticks; this one's countdown ends with `closesAtTick`, its grace with `decidesAtTick`. All 0 where the mode has no window. */
  readonly windowTicks: number
  readonly closesAtTick: number
  readonly decidesAtTick: number
  /** `closed` while only late ballots of this window still count. */
  readonly phase: 'open' | 'closed'
  /** What people wait for while the game has nothing to vote on. */
  readonly awaits?: string
  /** Viewers with a ballot in this window, those who abstain not among them. */
  readonly voters: number
  readonly abstained: number
  /** Sum of all weights: what a share of `options[…].votes` is a share of. */
  readonly votes: number
  /** Voters, with those who abstain, that a decision needs; 0 where it needs none. */
  readonly quorum: number
  /** Most votes first, then by label. */
  readonly options: readonly TallyOption[]
  /** The runoff's round, 1 or 2; 0 elsewhere. */
  readonly round: number
  /** Commands that wait in line. */
  readonly waiting: number
  /** Latest mode votes of the slider, and the share that switches; null elsewhere. */
  readonly slider: { readonly anarchy: number; readonly democracy: number; readonly threshold: number } | null
}

/** What a mode without windows, line and slider shows of them. */
export const noTally = {
  windowTicks: 0,
  closesAtTick: 0,
  decidesAtTick: 0,
  phase: 'open',
  voters: 0,
  abstained: 0,
  votes: 0,
  quorum: 0,
  options: [],
  round: 0,
  waiting: 0,
  slider: null,
} as const satisfies Partial<Tally>

/** How a window ended. */
export interface VoteOutcome {
  readonly winner: Command | null
  readonly votes: number
  /** Sum of all weights. */
  readonly ofVotes: number
  readonly voters: number
  readonly abstained: number
  /** How many options shared the first place: 1 is a clear win, 0 is no ballot at all. */
  readonly tied: number
  readonly team: string | null
  readonly why:
    | 'plurality'
    | 'majority'
    | 'tie-break'
    | 'drawn'
    | 'runoff-next'
    | 'quorum-not-reached'
    | 'nobody-voted'
    | 'skipped'
  /** The same as a sentence for people: `red won with 7 of 12 votes`. */
  readonly reason: string
}

/** What a tick ends with: the decisions that enter the game, and the results where a window ended: one, or one a team. */
export interface Close {
  readonly decisions: readonly Decision[]
  readonly results: readonly VoteOutcome[]
}

/** What became of a ballot that was taken: a note for who gave it, where there is something to say. */
export interface Taken {
  readonly note: string | null
}

/**
 * A way of turning many people's commands into few decisions. In each tick come any number of ballots and withdrawals,
 * then one close. Everything in it follows from the ballots, their ticks and the seed.
 */
export interface VoteMode {
  readonly tally: Tally
  /** What viewers may type besides the game's commands; names begin with `!`: `!abstain`, `anarchy`, `!join red`. */
  readonly commands: CommandSpecs
  /** Explains the mode in a sentence, as it stands: the answer to `!how`. */
  explain(): string
  /** The team whose ballot a viewer's command would be on; absent where there are no teams. */
  teamOf?(userId: string, command: Command): string | null
  /** Takes one viewer's command, the game's or the mode's own. */
  cast(message: ChatMessage, command: Command): Taken | Rejection
  /** Takes back what somebody has on the ballot or in line. Decisions that were made stay. */
  withdraw(userId: string): void
  /** Takes back what came by this message, if it still counts. */
  withdrawMessage(messageId: string): void
  /** Takes back everything that came from one source: its chat was cleared. */
  withdrawSource(source: string): void
  /** Ballots of the open window and commands that wait: all that could still be taken back, but the slider's mode votes. */
  readonly standing: number
  /** `isIdle`: the game has nothing to vote on; a whole window begins after it, and a line waits. */
  close(tick: number, isIdle?: boolean): Close
  /** In place of a close, for a tick that doesn't count: what has a time is a tick further away. Nothing is cast in it. */
  hold(tick: number): void
  /** What moderators may do to the open window; null where the mode has none. */
  readonly steering: Steering | null
  /** All that it remembers between two ticks, as its own live parts: to be turned into bytes before anything else happens. */
  save(): unknown
  /** Goes on with what the same mode with the same settings saved; it has taken nothing yet, and what it is given is its own from now on. */
  load(memory: unknown): void
}
