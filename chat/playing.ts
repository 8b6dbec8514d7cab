import type { Command, GameRules, HelpLine, InputSpec } from '../game/index.ts'
import type { ChatEvent } from './event.ts'
import { createHelp } from './help.ts'
import { houseCommands } from './house.ts'
import type { ChatMessage } from './message.ts'
import type { Rejection } from './outcome.ts'
import { createParser, type Parser } from './parse.ts'
import { pollHelp, pollParser } from './poll-talk.ts'
import { withWords } from './say.ts'
import { createVoteMode } from './votes/create.ts'
import type { Close, Taken, VoteMode, VoteOutcome } from './votes/mode.ts'
import { createOwnActs, type OwnActs } from './votes/own-acts.ts'
import { createPoll, type PollSpec } from './votes/poll.ts'

export interface PlayingOptions {
  readonly game: GameRules
  readonly seed: number
  readonly input: InputSpec
  /** How long ballots of a poll count after its close. */
  readonly pollGraceSeconds: number
}

/** How a poll ended. */
export interface PollResult {
  readonly poll: PollSpec
  readonly outcome: VoteOutcome
  /** In the order in which they were asked. */
  readonly options: readonly { readonly label: string; readonly votes: number }[]
}

export interface PlayingMemory {
  readonly tick: number
  readonly input: InputSpec
  readonly nextInput: InputSpec | null
  readonly changes: number
  readonly mode: VoteMemory
  readonly own: unknown
  readonly poll: (VoteMemory & { readonly spec: PollSpec }) | null
}

/** A vote, with the tick after which it began and its number in the show: its first window and its lots hang on them. */
interface VoteMemory {
  readonly beganAt: number
  readonly number: number
  readonly memory: unknown
}

/** How the crowd plays at the moment: the vote, what can be typed for it, and the poll that stands in its place for a while. */
export interface Playing {
  /** What ballots go to: the poll's while there is one. */
  readonly mode: VoteMode
  readonly parse: Parser
  /** As though there were no poll. */
  readonly parseForGame: Parser
  readonly help: readonly HelpLine[]
  /** Whether it is somebody's own act, which no vote and no poll stands before. */
  isOwn(command: Command): boolean
  /** Takes one viewer's command: an act of their own, or what the vote counts. */
  cast(message: ChatMessage, command: Command): Taken | Rejection
  /** What is played, or is from the next tick on. */
  readonly input: InputSpec
  readonly poll: (PollSpec & { readonly beganAtTick: number }) | null
  /** From the end of the next tick on; an open vote ends undecided. */
  setInput(input: InputSpec): void
  /** Asks the crowd at once, while the game's vote is held as it is; null ends it without a result. */
  ask(poll: PollSpec | null): void
  /** Ballots and waiting commands that could still be taken back, the poll's and the game's. */
  readonly standing: number
  withdraw(event: ChatEvent): void
  /** Ends a tick; a held one counts for no vote, and in one with `isIdle` the game has nothing to vote on. */
  close(tick: number, isHeld: boolean, isIdle: boolean): Close & { readonly poll: PollResult | null }
  save(): PlayingMemory
  load(memory: PlayingMemory): void
}

interface Rules {
  readonly mode: VoteMode
  readonly parse: Parser
  readonly help: readonly HelpLine[]
  readonly beganAt: number
  readonly number: number
}

export function createPlaying({ game, seed, input: first, pollGraceSeconds }: PlayingOptions): Playing {
  let [tick, changes] = [0, 0]
  let [input, nextInput]: [InputSpec, InputSpec | null] = [first, null]
  const own = createOwnActs(game.commands)
  const beginning = createBeginning({ game, seed, pollGraceSeconds }, own.has)
  const parseForGame: Parser = (text) => rules.parse(text)
  let rules = beginning.ofVote(first, 0, changes++)
  let poll: PollRules | null = null
  const now = () => poll ?? rules
  const modes = () => (poll === null ? [rules.mode] : [rules.mode, poll.mode])
  return {
    get mode() {
      return now().mode
    },
    get parse() {
      return now().parse
    },
    get parseForGame() {
      return rules.parse
    },
    get help() {
      return now().help
    },
    isOwn: own.has,
    // Where everybody plays for themselves all acts are their author's own, and keep the order in which they were typed.
    cast: (message, command) =>
      (own.has(command) && !(poll === null && input.mode === 'perPlayer') ? own : now().mode).cast(message, command),
    get input() {
      return nextInput ?? input
    },
    get poll() {
      return poll && { ...poll.spec, beganAtTick: poll.beganAt }
    },
    setInput: (spec) => void (nextInput = spec),
    ask: (spec) => void (poll = spec === null ? null : beginning.ofPoll(spec, tick, changes++, parseForGame)),
    get standing() {
      return modes().reduce((sum, { standing }) => sum + standing, own.standing)
    },
    withdraw: (event) => [own, ...modes()].forEach((each) => withdrawFrom(each, event)),
    close(at, isHeld, isIdle) {
      tick = at
      let closed: ReturnType<Playing['close']> = { decisions: [], results: [], poll: null }
      if (isHeld) for (const mode of modes()) mode.hold(at)
      else if (poll === null) closed = { ...rules.mode.close(at, isIdle), poll: null }
      else {
        rules.mode.hold(at)
        const result = closePoll(poll, at)
        if (result !== null) poll = null
        closed = { decisions: [], results: result === null ? [] : [result.outcome], poll: result }
      }
      if (!isHeld) closed = { ...closed, decisions: [...own.close(at), ...closed.decisions] }
      if (nextInput !== null) {
        ;[input, nextInput] = [nextInput, null]
        rules = beginning.ofVote(input, at, changes++)
      }
      return closed
    },
    save: () => ({
      ...{ tick, input, nextInput, changes, mode: memoryOf(rules), own: own.save() },
      poll: poll && { ...memoryOf(poll), spec: poll.spec },
    }),
    load(memory) {
      ;({ tick, input, nextInput, changes } = memory)
      rules = beginning.ofVote(input, memory.mode.beganAt, memory.mode.number)
      rules.mode.load(memory.mode.memory)
      // A snapshot of a version that knew no such acts has none.
      if (memory.own !== undefined) own.load(memory.own)
      poll = memory.poll && beginning.ofPoll(memory.poll.spec, memory.poll.beganAt, memory.poll.number, parseForGame)
      poll?.mode.load(memory.poll?.memory)
    },
  }
}

const memoryOf = ({ mode, beganAt, number }: Rules): VoteMemory => ({ beganAt, number, memory: mode.save() })

interface PollRules extends Rules {
  readonly spec: PollSpec
}

/** Begins votes and polls, each with a number of its own in the show, so that no two draw the same lots. */
function createBeginning({ game, seed, pollGraceSeconds }: Omit<PlayingOptions, 'input'>, isOwn: OwnActs['has']) {
  const options = (tick: number, number: number) => ({ tickRate: game.tickRate, seed: (seed + number) >>> 0, tick })
  return {
    ofVote(spec: InputSpec, beganAt: number, number: number): Rules {
      const mode = createVoteMode(spec, options(beganAt, number))
      const parse = withWords(createParser({ ...game, house: { ...houseCommands, ...mode.commands } }))
      return { mode, parse, help: createHelp(game, mode), beganAt, number }
    },
    ofPoll(spec: PollSpec, beganAt: number, number: number, parseForGame: Parser): PollRules {
      const mode = createPoll(spec, { ...options(beganAt, number), graceSeconds: pollGraceSeconds })
      const help = pollHelp(spec)
      const parse = pollParser(spec, mode.commands, parseForGame, isOwn)
      return { spec, mode, parse, help, beganAt, number }
    },
  }
}

/** How a poll ended with this tick; null where it goes on. */
function closePoll(
  { spec, mode }: { readonly spec: PollSpec; readonly mode: VoteMode },
  tick: number,
): PollResult | null {
  const { options } = mode.tally
  const [outcome] = mode.close(tick).results
  if (outcome === undefined) return null
  const counted = options.map(({ command, votes }) => ({ label: command.label, votes }))
  return { poll: spec, outcome, options: counted.toSorted((a, b) => (a.label < b.label ? -1 : 1)) }
}

/** A ballot goes when its message is deleted, or its author sent out. */
function withdrawFrom(mode: Pick<OwnActs, `withdraw${'' | 'Message' | 'Source'}`>, event: ChatEvent): void {
  if (event.type === 'message-deleted') mode.withdrawMessage(event.messageId)
  else if (event.type === 'chat-cleared') mode.withdrawSource(event.source)
  else if (event.type === 'user-timed-out' || event.type === 'user-banned' || event.type === 'user-left')
    mode.withdraw(event.userId)
}
