import { helpLines, inputFor, type Command, type Decision, type HelpLine, type InputSpec } from '../game/index.ts'
import type { Chat, ChatOptions, ChatTick, LocalChat } from './chat.ts'
import { Counter, type ChatCounts } from './counts.ts'
import { messageOf } from './error.ts'
import type { ChatEvent } from './event.ts'
import { createDisplay, type Display } from './filter/display.ts'
import { createFilter, type Filter } from './filter/filter.ts'
import { defaultFilterSettings } from './filter/settings.ts'
import { createHeard, type Heard } from './heard.ts'
import { createHeld, unanswered, type Held } from './held.ts'
import { createHouse, houseCommands } from './house.ts'
import { createInflow, type Inflow } from './inflow.ts'
import type { ChatMessage } from './message.ts'
import { reject, type Outcome } from './outcome.ts'
import { createParser, type Parser } from './parse.ts'
import { createReplies, type Replies } from './replies.ts'
import { withWords } from './say.ts'
import { LocalSource, type LocalMessage } from './sources/local.ts'
import type { ChatItem, ChatSource } from './sources/source.ts'
import type { ChatTaken } from './taken.ts'
import { createVoteMode } from './votes/create.ts'
import type { Tally, VoteMode, VoteOutcome } from './votes/mode.ts'
import { resultSentence } from './votes/sentences.ts'

/** Puts filter, parser and vote behind sources that are open; they are closed with it. */
export function createChat(options: ChatOptions, sources: readonly ChatSource[]): Chat {
  return new ChatLine(options, sources)
}

/** The production line from message to decision: sources, filter, parser, vote. */
class ChatLine implements Chat {
  readonly local: LocalChat | null
  readonly display: Display
  readonly sources: readonly ChatSource[]
  readonly #options: ChatOptions
  readonly #filter: Filter
  readonly #counter = new Counter()
  readonly #inflow: Inflow
  readonly #held: Held
  readonly #replies: Replies
  readonly #house: ReturnType<typeof createHouse>
  #nextInput: InputSpec | null = null
  #changes = 0
  #mode!: VoteMode
  #help: readonly HelpLine[] = []
  #parse!: Parser
  #showMs = 0
  #lastResult: string | null = null
  #scoreFailed = false

  constructor(options: ChatOptions, sources: readonly ChatSource[]) {
    const { game, twitch, filter = defaultFilterSettings } = options
    this.#options = options
    this.sources = sources
    this.display = createDisplay(filter)
    this.#inflow = createInflow(sources, { ...options, filter, tickRate: game.tickRate })
    this.#filter = createFilter({
      settings: filter,
      ownLogins: twitch.username === null ? [] : [twitch.username],
      follows: this.#inflow.follows,
    })
    this.#held = createHeld((message, why) => this.#end(message, why))
    this.#replies = createReplies(sources, options.replies)
    this.#play(options.input ?? game.input, 0)
    this.#house = createHouse({
      help: () => this.#help,
      explain: () => this.#mode.explain(),
      score: () => this.#score(),
      // From the game's own input: a mode without windows between two others must not lose their settings.
      changeMode: (mode) => this.setInput(inputFor(mode, game.input, options.window)),
      sayers: options.say ?? 'moderators',
      ...options.direct,
    })
    const source = sources.find((each) => each instanceof LocalSource)
    this.local = source
      ? { say: (message) => source.say(message) || this.#refuse(message), leave: (userId) => source.leave(userId) }
      : null
  }

  get counts(): ChatCounts {
    return this.#counter.counts(this.#held.size)
  }

  get tally(): Tally {
    return this.#mode.tally
  }

  get lastResult(): string | null {
    return this.#lastResult
  }

  get help(): readonly HelpLine[] {
    return this.#help
  }

  get taken(): ChatTaken {
    return this.#inflow.taken
  }

  setInput(input: InputSpec): void {
    this.#nextInput = input
  }

  drain(tick: number): ChatTick {
    // Exact: a quotient that is no whole number lies at least 1/60 away from one, far more than the division rounds.
    this.#showMs = Math.floor((tick * 1000) / this.#options.game.tickRate)
    const heard = createHeard(this.display)
    this.#inflow.begin(tick)
    for (const message of this.#held.due()) this.#take(message, heard)
    const lost = this.#inflow.read(tick, this.#showMs, (item) => this.#read(item, heard))
    this.#counter.lose(lost)
    const { decisions, results } = this.#mode.close(tick)
    this.#announce(results)
    // What was typed in one window must not count in the next.
    if (results.length > 0) this.#held.refuse('too late', () => true)
    this.#replies.flush()
    if (this.#nextInput !== null) this.#play(this.#nextInput, tick)
    return {
      decisions: decisions.map((each) => this.#shown(each)),
      inputs: heard.inputs,
      refusals: heard.refusals,
      results,
      events: heard.events,
      overloaded: this.#inflow.overloaded,
    }
  }

  #play(input: InputSpec, tick: number): void {
    const { game, seed } = this.#options
    this.#nextInput = null
    this.#mode = createVoteMode(input, { tickRate: game.tickRate, seed: (seed + this.#changes++) >>> 0, tick })
    this.#parse = withWords(createParser({ ...game, house: { ...houseCommands, ...this.#mode.commands } }))
    this.#help = [...helpLines(game.commands, game.combine), ...helpLines(this.#mode.commands)]
  }

  #read(item: ChatItem, heard: Heard): void {
    if (item.type === 'message') {
      this.#counter.receive()
      return this.#take(item, heard)
    }
    this.#withdraw(item)
    heard.event(item)
  }

  /** A ballot goes when its message is deleted, or its author sent out; so does what has not been read yet. */
  #withdraw(event: ChatEvent): void {
    if (event.type === 'message-deleted') {
      this.#mode.withdrawMessage(event.messageId)
      this.#held.refuse('withdrawn', ({ id }) => id === event.messageId)
    } else if (event.type === 'chat-cleared') {
      this.#mode.withdrawSource(event.source)
      this.#held.refuse('withdrawn', ({ source }) => source === event.source)
    } else if (event.type === 'user-timed-out' || event.type === 'user-banned' || event.type === 'user-left') {
      this.#mode.withdraw(event.userId)
      this.#held.refuse('withdrawn', ({ userId }) => userId === event.userId)
    }
  }

  #take(message: ChatMessage, heard: Heard): void {
    const admitted = this.#filter.admit(message)
    if (admitted === 'unknown' && this.#held.hold(message, this.#showMs)) return
    const outcome = admitted === 'unknown' ? unanswered : (admitted ?? this.#understand(message))
    this.#end(message, outcome)
    if (!outcome.accepted) heard.refusal(message, outcome)
    else if (!isAnswered(outcome.command)) heard.input(message, outcome.command)
  }

  /** Every message comes here once, with what became of it. */
  #end(message: ChatMessage, outcome: Outcome): void {
    this.#counter.count(outcome)
    if (!outcome.accepted && outcome.code === 'overloaded') this.#inflow.overload()
    this.#tell(message, outcome)
  }

  #understand(message: ChatMessage): Outcome {
    const parsed = this.#parse(message.text)
    if (!parsed.accepted) return parsed
    const { command } = parsed
    const limited = this.#filter.limit(message, command.label, this.#showMs)
    if (limited !== null) return limited
    if (!this.#isPresentable(command)) return reject('blocked', 'that can’t be shown here')
    if (isAnswered(command)) return this.#house(message, command)
    const taken = this.#mode.cast(message, command)
    if ('code' in taken) return taken
    return taken.note === null ? parsed : { accepted: true, command, note: taken.note }
  }

  /** Only what a viewer wrote freely can be bad: words and numbers are the game's own. */
  #isPresentable({ args, label }: Command): boolean {
    for (const key in args) if (!isHarmless(args[key])) return this.display.allows(label)
    return true
  }

  /** A game that can't say how it stands is no reason to lose the tick. */
  #score(): string {
    const last = this.#lastResult ?? 'nothing has been decided yet'
    try {
      return this.#options.score?.() ?? last
    } catch (error) {
      // Once: viewers can ask as often as they like, and a log is no place for them to write in.
      if (!this.#scoreFailed) this.#options.log('warn', `the game’s score failed: ${messageOf(error)}`)
      this.#scoreFailed = true
      return last
    }
  }

  #tell(message: ChatMessage, outcome: Outcome): void {
    if (message.respond === undefined) return this.#replies.answer(message, outcome)
    try {
      message.respond(outcome)
    } catch (error) {
      // A listener that fails is no reason to lose the tick.
      this.#options.log('warn', `answering a message of ${message.source} failed: ${messageOf(error)}`)
    }
  }

  /** There is no room for it, and who sent it is still there to be told. */
  #refuse(message: LocalMessage): false {
    const outcome = reject('overloaded', 'too much is being said at once: try again')
    this.#counter.receive()
    this.#counter.count(outcome)
    message.respond?.(outcome)
    return false
  }

  #announce(results: readonly VoteOutcome[]): void {
    if (results.length === 0) return
    const sentence = resultSentence(results)
    this.#lastResult = sentence
    if (results.some(({ winner }) => winner !== null)) this.#replies.announce(sentence)
  }

  #shown(decision: Decision): Decision {
    return decision.by === null ? decision : { ...decision, by: this.display.name(decision.by) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#inflow, ...this.sources].map((each) => each[Symbol.asyncDispose]()))
  }
}

function isHarmless(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null
}

/** Whether the show answers it itself, and it is no input of the game or of the vote. */
function isAnswered({ name }: Command): boolean {
  return Object.hasOwn(houseCommands, name)
}
