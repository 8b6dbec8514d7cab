import type { Command, Decision, GameRules, InputSpec } from '../game/index.ts'
import { cleanName } from './clean.ts'
import { Counter, type ChatCounts } from './counts.ts'
import { messageOf } from './error.ts'
import type { ChatMessage } from './message.ts'
import { reject, type Outcome } from './outcome.ts'
import { createParser, type Parser } from './parse.ts'
import { LocalSource, type LocalMessage } from './sources/local.ts'
import { openSources } from './sources/open.ts'
import type { ChatSource } from './sources/source.ts'
import type { TwitchSettings } from './sources/twitch-settings.ts'
import { parseChatUrls } from './url.ts'
import { createVoteMode } from './votes/create.ts'
import type { Tally, VoteMode, VoteOutcome } from './votes/mode.ts'

/** The newest inputs of a tick that are told on: far more than any picture shows. */
const maxInputs = 64

export interface ChatOptions {
  /** Chat URLs, read in this order within a tick; each at most once. */
  readonly urls: readonly string[]
  readonly game: GameRules
  /** The show's seed, a whole number of up to 32 bits. */
  readonly seed: number
  /** Overrides the game's own `input`. */
  readonly input?: InputSpec
  readonly twitch: TwitchSettings
  /** A line when something happens at a source (connected, lost, malformed lines): never raw chat, never the token. */
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** All that chat does to one tick. */
export interface ChatTick {
  /** What enters the game in this tick. */
  readonly decisions: readonly Decision[]
  /** Accepted inputs of this tick, the newest 64, oldest first, with names cleaned for display. */
  readonly inputs: readonly { readonly name: string; readonly command: Command }[]
  /** Set in the tick in which a window closed. */
  readonly result: VoteOutcome | null
}

export interface Chat extends AsyncDisposable {
  /** Reads the sources, counts ballots, closes a window that is due. Called once a tick, ticks rising by one from 1. */
  drain(tick: number): ChatTick
  /** The page's own chat; null where `local:` is not among the URLs. `say` gives false when its queue is full: the message is counted and answered as rejected. */
  readonly local: { say(message: LocalMessage): boolean } | null
  readonly sources: readonly ChatSource[]
  readonly counts: ChatCounts
  readonly tally: Tally
}

/**
 * Opens every source and puts parser and vote behind them. Does not wait for Twitch to be reachable.
 *
 * @throws {ChatError} on a bad URL, file or setting, before anything starts
 * @throws {TypeError} on a game whose commands nobody could type
 */
export async function openChat(options: ChatOptions): Promise<Chat> {
  const { game, seed, input = game.input } = options
  const parse = createParser(game.commands)
  const mode = createVoteMode(input, { tickRate: game.tickRate, seed })
  const sources = await openSources(parseChatUrls(options.urls), { ...options, specs: game.commands })
  return new ChatLine({ sources, parse, mode, tickRate: game.tickRate, log: options.log })
}

interface Parts {
  readonly sources: readonly ChatSource[]
  readonly parse: Parser
  readonly mode: VoteMode
  readonly tickRate: number
  readonly log: ChatOptions['log']
}

/** The production line from message to decision: sources, parser, vote. */
class ChatLine implements Chat {
  readonly local: Chat['local']
  readonly #parts: Parts
  readonly #counter = new Counter()

  constructor(parts: Parts) {
    this.#parts = parts
    const source = parts.sources.find((each) => each instanceof LocalSource)
    this.local = source ? { say: (message) => source.say(message) || this.#refuse(message) } : null
  }

  get sources(): readonly ChatSource[] {
    return this.#parts.sources
  }

  get counts(): ChatCounts {
    return this.#counter.counts
  }

  get tally(): Tally {
    return this.#parts.mode.tally
  }

  drain(tick: number): ChatTick {
    // Exact: a quotient that is no whole number lies at least 1/60 away from one, far more than the division rounds.
    const showMs = Math.floor((tick * 1000) / this.#parts.tickRate)
    const accepted: { user: string; command: Command }[] = []
    for (const source of this.sources)
      for (const message of source.drain(showMs)) {
        const outcome = this.#take(message)
        if (outcome.accepted) accepted.push({ user: message.user, command: outcome.command })
      }
    const inputs = accepted.slice(-maxInputs).map(({ user, command }) => ({ name: cleanName(user), command }))
    return { ...this.#parts.mode.close(tick), inputs }
  }

  #take(message: ChatMessage): Outcome {
    const parsed = this.#parts.parse(message.text)
    const outcome = (parsed.accepted && this.#parts.mode.cast(message, parsed.command)) || parsed
    this.#counter.count(outcome)
    this.#tell(message, outcome)
    return outcome
  }

  /** There is no room for it, and who sent it is still there to be told. */
  #refuse(message: LocalMessage): false {
    const outcome = reject('overloaded', 'too much is being said at once: try again')
    this.#counter.count(outcome)
    message.respond?.(outcome)
    return false
  }

  #tell(message: ChatMessage, outcome: Outcome): void {
    try {
      message.respond?.(outcome)
    } catch (error) {
      // A listener that fails is no reason to lose the tick.
      this.#parts.log('warn', `answering a message of ${message.source} failed: ${messageOf(error)}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.sources.map((source) => source[Symbol.asyncDispose]()))
  }
}
