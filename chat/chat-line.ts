import { inputFor, type Decision, type HelpLine, type InputSpec, type Judgement } from '../game/index.ts'
import type { Chat, ChatOptions, ChatTick, LocalChat } from './chat.ts'
import { Counter, type ChatCounts } from './counts.ts'
import { messageOf } from './error.ts'
import type { ChatEvent } from './event.ts'
import { createDisplay, type Display } from './filter/display.ts'
import { createFilter, type Filter } from './filter/filter.ts'
import { defaultFilterSettings } from './filter/settings.ts'
import { createHeard, type Heard } from './heard.ts'
import { createHeld, unanswered, type Held } from './held.ts'
import { createHouse, isAnswered } from './house.ts'
import { createInflow, type Inflow } from './inflow.ts'
import { judged } from './judged.ts'
import { createJudging, type Judging } from './judging.ts'
import type { ChatMemory } from './memory.ts'
import type { ChatMessage } from './message.ts'
import type { Deed, DeedRefusal } from './moderation/deed.ts'
import { createModeration, type ChatControl, type Moderation } from './moderation/moderation.ts'
import { createSilence } from './moderation/silence.ts'
import { whyNot } from './moderation/why-not.ts'
import { reject, type Acceptance, type Outcome } from './outcome.ts'
import { createPlaying, type Playing } from './playing.ts'
import { createReading, type Reading } from './reading.ts'
import { createReplies, type Replies } from './replies.ts'
import { createScore } from './score.ts'
import { LocalSource, type LocalMessage } from './sources/local.ts'
import type { ChatItem, ChatSource } from './sources/source.ts'
import { isLive } from './intake.ts'
import type { ChatTaken } from './taken.ts'
import type { Tally, VoteOutcome } from './votes/mode.ts'
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
  readonly #playing: Playing
  readonly #silence = createSilence()
  readonly #moderation: Moderation
  readonly #reading: Reading
  readonly #judging: Judging
  #tick = 0
  #showMs = 0
  #lastResult: string | null = null
  #awaits: string | null = null
  #isHandedOver = false

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
    const { input = game.input, seed, window } = options
    this.#playing = createPlaying({ game, seed, input, pollGraceSeconds: window?.graceSeconds ?? 0 })
    this.#reading = createReading({ ...options, playing: this.#playing, display: this.display })
    this.#judging = createJudging(this.#reading)
    this.#moderation = createModeration({
      ...{ tickRate: game.tickRate, lists: filter, filter: this.#filter, display: this.display },
      ...{ silence: this.#silence, playing: this.#playing, read: this.#reading.forced },
    })
    if (options.memory) this.#load(options.memory)
    this.#house = createHouse({
      help: () => this.#playing.help,
      explain: () => this.#playing.mode.explain(),
      score: createScore(options, () => this.#lastResult),
      // From the game's own input: a mode without windows between two others must not lose their settings.
      changeMode: (mode) => this.setInput(inputFor(mode, game.input, options.window, game.teams)),
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
    const { tally } = this.#playing.mode
    return this.#awaits === null || tally.mode === 'poll' ? tally : { ...tally, awaits: this.#awaits }
  }

  get lastResult(): string | null {
    return this.#lastResult
  }

  get help(): readonly HelpLine[] {
    return this.#playing.help
  }

  get taken(): ChatTaken {
    return this.#inflow.taken
  }

  setInput(input: InputSpec): void {
    this.#playing.setInput(input)
  }

  get control(): ChatControl {
    return this.#moderation.control(this.#tick)
  }

  setPaused(isPaused: boolean): void {
    this.#silence.isPaused = isPaused
  }

  moderate(deed: Deed): void {
    const before = this.#playing.standing
    this.#moderation.apply(deed, this.#tick)
    if (deed.act === 'veto' && deed.isVetoed)
      this.#options.observer?.tookBack({ type: 'vetoed', label: deed.label }, before - this.#playing.standing, false)
  }

  whyNot(deed: Deed): DeedRefusal | null {
    const { mode, poll } = this.#playing
    const vote = { tally: mode.tally, hasWindow: mode.steering !== null, isPollOn: poll !== null }
    return whyNot(deed, { ...vote, read: this.#reading.forced })
  }

  drain(tick: number): ChatTick {
    // Exact: a quotient that is no whole number lies at least 1/60 away from one, far more than the division rounds.
    this.#tick = tick
    this.#showMs = Math.floor((tick * 1000) / this.#options.game.tickRate)
    const heard = createHeard(this.display)
    this.#awaits = this.#options.awaits?.() ?? null
    this.#inflow.begin(tick)
    for (const event of this.#moderation.takeEvents()) this.#notice(event, heard)
    for (const message of this.#held.due()) this.#take(message, heard)
    const lost = this.#inflow.read(tick, this.#showMs, (item) => this.#read(item, heard))
    this.#judging.flush()
    this.#counter.lose(lost)
    const { decisions, results, poll } = this.#playing.close(tick, this.#silence.isPaused, this.#awaits !== null)
    const forced = this.#silence.isPaused ? [] : this.#moderation.takeForced()
    for (const { command } of forced) heard.forced(command)
    this.#announce(results)
    // What was typed in one window must not count in the next.
    if (results.length > 0) this.#held.refuse()
    this.#replies.flush()
    return {
      decisions: [...forced, ...decisions].map((each) => this.#shown(each)),
      inputs: heard.inputs,
      refusals: heard.refusals,
      results,
      poll,
      events: heard.events,
      overloaded: this.#inflow.overloaded,
    }
  }

  save(): ChatMemory {
    return {
      ...{ playing: this.#playing.save(), silence: this.#silence.save(), moderation: this.#moderation.save() },
      ...{ tick: this.#tick, showMs: this.#showMs, lastResult: this.#lastResult, filter: this.#filter.save() },
      ...{ counter: this.#counter.save(), held: this.#held.save(), intake: this.#inflow.save() },
    }
  }

  #load(memory: ChatMemory): void {
    const { tick, showMs, lastResult } = memory
    this.#playing.load(memory.playing)
    this.#silence.load(memory.silence)
    this.#moderation.load(memory.moderation)
    this.#tick = tick
    this.#showMs = showMs
    this.#lastResult = lastResult
    this.#filter.load(memory.filter)
    this.#counter.load(memory.counter)
    this.#held.load(memory.held)
    this.#inflow.load(memory.intake)
    for (const source of this.sources) source.skip?.(showMs)
  }

  #read(item: ChatItem, heard: Heard): void {
    if (item.type === 'message') {
      this.#counter.receive()
      return this.#take(item, heard)
    }
    this.#notice(item, heard)
  }

  #notice(event: ChatEvent, heard: Heard): void {
    const { observer } = this.#options
    this.#judging.flush()
    const before = this.#playing.standing
    this.#playing.withdraw(event)
    // What has not been read yet goes as well.
    this.#held.withdraw(event)
    observer?.tookBack(event, before - this.#playing.standing, this.#playing.mode.steering === null)
    heard.event(event)
  }

  #take(message: ChatMessage, heard: Heard): void {
    const admitted = this.#silence.admit(message, this.#tick) ?? this.#filter.admit(message)
    if (admitted === 'unknown' && this.#held.hold(message, this.#showMs)) return
    const read = admitted === 'unknown' ? unanswered : (admitted ?? this.#understand(message))
    const command = read.accepted && this.#reading.isJudged(read.command) ? read.command : null
    this.#judging.add(message.userId, command, (judgement) => this.#settle(message, read, judgement, heard))
  }

  #settle(message: ChatMessage, read: Outcome, judgement: Judgement | null, heard: Heard): void {
    const outcome = read.accepted ? this.#count(message, read, judgement) : read
    this.#end(message, outcome)
    if (!outcome.accepted) heard.refusal(message, outcome)
    else if (!isAnswered(outcome.command)) heard.input(message, outcome.command)
  }

  /** Every message comes here once, with what became of it. */
  #end(message: ChatMessage, outcome: Outcome): void {
    this.#counter.count(outcome)
    this.#options.observer?.ended(message, outcome, this.#tick)
    if (!outcome.accepted && outcome.code === 'overloaded') this.#inflow.overload()
    this.#tell(message, outcome)
  }

  /** Up to where the game judges it. */
  #understand(message: ChatMessage): Outcome {
    const parsed = this.#playing.parse(message.text)
    if (!parsed.accepted) return parsed
    const silenced = isAnswered(parsed.command) ? null : this.#silence.refuse(message)
    return silenced ?? this.#filter.limit(message, parsed.command.label, this.#showMs) ?? parsed
  }

  /** What the show is asked, it answers; what the game understands goes on to the vote. */
  #count(message: ChatMessage, parsed: Acceptance, judgement: Judgement | null): Outcome {
    const command = judged(parsed.command, judgement)
    if ('code' in command) return command
    if (!this.#reading.isPresentable(command)) return reject('blocked', 'that can’t be shown here')
    if (isAnswered(command)) return this.#house(message, command)
    const taken = this.#playing.cast(message, command)
    if ('code' in taken) return taken
    if (this.#playing.isOwn(command)) return { accepted: true, command, isOwn: true }
    if (taken.note !== null) return { accepted: true, command, note: taken.note }
    return command === parsed.command ? parsed : { accepted: true, command }
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

  handOver(): void {
    this.#isHandedOver = true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const own = this.#isHandedOver ? this.sources.filter((source) => !isLive(source)) : this.sources
    await Promise.all([this.#inflow, ...own].map((each) => each[Symbol.asyncDispose]()))
  }
}
