import type {
  Command,
  Decision,
  GameRules,
  HelpLine,
  InputSpec,
  Judgement,
  Random,
  Typist,
  WindowOptions,
} from '../game/index.ts'
import { createChat } from './chat-line.ts'
import type { ChatCounts } from './counts.ts'
import type { ChatEvent } from './event.ts'
import type { Display } from './filter/display.ts'
import { defaultFilterSettings, type FilterSettings } from './filter/settings.ts'
import { checkFollowing } from './following.ts'
import type { ShownInput, ShownRefusal } from './heard.ts'
import type { JudgingParts } from './judging.ts'
import type { Direction } from './house.ts'
import type { ReplyKind } from './outbox/reply.ts'
import { createParser } from './parse.ts'
import type { ChatMemory } from './memory.ts'
import type { Deed, DeedRefusal } from './moderation/deed.ts'
import type { ChatControl } from './moderation/moderation.ts'
import type { ChatObserver } from './moderation/observer.ts'
import type { PollResult } from './playing.ts'
import type { LocalMessage } from './sources/local.ts'
import type { Sayers } from './say.ts'
import { openSources } from './sources/open.ts'
import type { ChatSource } from './sources/source.ts'
import type { TwitchSettings } from './sources/twitch-settings.ts'
import type { ChatTaken } from './taken.ts'
import { parseChatUrls } from './url.ts'
import { createVoteMode } from './votes/create.ts'
import type { Tally, VoteOutcome } from './votes/mode.ts'

export interface ChatOptions {
  /** Chat URLs, read in turn within a tick; each at most once. */
  readonly urls: readonly string[]
  readonly game: GameRules
  /** The show's seed, a whole number of up to 32 bits. */
  readonly seed: number
  /** Overrides the game's own `input`. */
  readonly input?: InputSpec
  /** What the streamer set of voting windows, for modes that a moderator changes to. */
  readonly window?: WindowOptions
  readonly twitch: TwitchSettings
  readonly filter?: FilterSettings
  /** What the show says in a chat that it has a voice in. */
  readonly replies?: readonly ReplyKind[]
  /** How the game stands, in a sentence: the answer to `!score`. Default: the last result. */
  readonly score?: () => string | null
  /** What the game makes of a command of its own at this moment; null where it counts as it was typed. Never throws. */
  readonly judge?: (command: Command, by: Typist) => Judgement | null
  /** The same of many at once, in their order. Default: of one after the other. */
  readonly judgeAll?: JudgingParts['judgeAll']
  /** What people wait for while the game has nothing to vote on; null while it has. Asked once a tick. Never throws. */
  readonly awaits?: () => string | null
  /** What moderators may change of the picture by `!layer` and `!slate`, and people by `!say`; without it nobody can. */
  readonly direct?: Direction
  /** Whose `!say` counts. Default: that of moderators. */
  readonly say?: Sayers
  /** What was taken in each tick of an earlier show, which is played again: no source is opened then, and nobody is asked or answered. */
  readonly replay?: (tick: number) => ChatTaken
  /** Goes on from here: what a chat with the same game, seed and settings saved. */
  readonly memory?: ChatMemory
  /** What a simulated viewer would type at this moment; null for something that the commands suggest. Never throws. */
  readonly bot?: (random: Random) => string | null
  /** Live sources that an earlier chat handed over: they stand in for those of the same URLs, which are not opened. */
  readonly sources?: readonly ChatSource[]
  /** Sees what becomes of each message. */
  readonly observer?: ChatObserver
  /** A line when something happens at a source (connected, lost, malformed lines): never raw chat, never the token. */
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** All that chat does to one tick. */
export interface ChatTick {
  /** What enters the game in this tick. */
  readonly decisions: readonly Decision[]
  /** Accepted inputs of this tick, the newest 64, oldest first, with names cleaned for display. */
  readonly inputs: readonly ShownInput[]
  /** What was meant as a command and is none, the newest 2: names and sentences are fit to be shown. */
  readonly refusals: readonly ShownRefusal[]
  /** Of the tick in which a window ended: one, or one a team. */
  readonly results: readonly VoteOutcome[]
  /** Of the tick in which a poll ended. */
  readonly poll: PollResult | null
  /** What happened besides messages; names are raw. */
  readonly events: readonly ChatEvent[]
  /** More is typed than is read, at this moment or two seconds ago. */
  readonly overloaded: boolean
}

export interface Chat extends AsyncDisposable {
  /** Reads the sources, counts ballots, closes a window that is due. Called once a tick, ticks rising by one from 1. */
  drain(tick: number): ChatTick
  /** What may be shown of names and texts. */
  readonly display: Pick<Display, 'name' | 'text'>
  /** What it remembers between two ticks, as its own live parts: to be turned into bytes before the next one. */
  save(): ChatMemory
  /** Changes how the crowd plays, from the next tick on; an open vote ends undecided. */
  setInput(input: InputSpec): void
  /** Does what a moderator has decided; what is taken off ballots and screen goes with the next drain. Between two drains only. */
  moderate(deed: Deed): void
  /** Why that would come to nothing at this moment; null where it can be done. */
  whyNot(deed: Deed): DeedRefusal | null
  /** How moderators have set it. */
  readonly control: ChatControl
  /** While it is paused, votes are held as they are, and nothing is taken for them. */
  setPaused(isPaused: boolean): void
  /** The page's own chat; null where `local:` is not among the URLs. */
  readonly local: LocalChat | null
  readonly sources: readonly ChatSource[]
  /** Lets go of its live sources, which another chat reads on: they are not closed with this one. Nothing is read after it. */
  handOver(): void
  /** All that came from outside in the last tick. */
  readonly taken: ChatTaken
  readonly counts: ChatCounts
  readonly tally: Tally
  /** The sentence of the last window that ended; null before the first. */
  readonly lastResult: string | null
  /** What can be typed at the moment: the game's commands, and the words of how it is played. */
  readonly help: readonly HelpLine[]
}

export interface LocalChat {
  /** False when the queue is full: the message is counted and answered as rejected. */
  say(message: LocalMessage): boolean
  /** A spectator has gone, and their ballot goes with them. */
  leave(userId: string): void
}

/**
 * Opens every source and puts filter, parser and vote behind them. Does not wait for Twitch to be reachable.
 *
 * @throws {ChatError} on a bad URL, file or setting, before anything starts
 * @throws {TypeError} on a game whose commands nobody could type
 */
export async function openChat(options: ChatOptions): Promise<Chat> {
  const { game, input = game.input, seed } = options
  const { commands: house } = createVoteMode(input, { tickRate: game.tickRate, seed })
  createParser({ ...game, house })
  if (options.replay) return createChat(options, [])
  checkFollowing(options.filter ?? defaultFilterSettings, options.twitch)
  const kept = new Map(options.sources?.map((source) => [source.id, source]))
  const urls = parseChatUrls(options.urls)
  const missing = urls.filter(({ url }) => !kept.has(url))
  const opened = await openSources(missing, { ...options, game: { ...game, house } })
  for (const source of opened) kept.set(source.id, source)
  return createChat(
    options,
    [...urls].flatMap(({ url }) => kept.get(url) ?? []),
  )
}
