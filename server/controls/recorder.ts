import {
  detached,
  isAnswered,
  type ChatObserver,
  type ChatMessage,
  type Outcome,
  type RejectionCode,
} from '../../chat/index.ts'
import { createHistory, type Entry } from './history.ts'

/** A message of the chat, and what became of it. */
export interface RecordedMessage {
  /** Rising from 1. */
  readonly number: number
  readonly tick: number
  readonly source: string
  readonly id: string | null
  readonly userId: string
  readonly login: string | null
  /** Raw, as is the text: at most 200 and 500 UTF-16 units. */
  readonly user: string
  readonly text: string
  readonly colour: string | null
  readonly badges: readonly string[]
  /** `answered` where the show did what was asked, and it was no input of the vote. */
  readonly what: 'ballot' | 'answered' | 'rejected'
  readonly label: string | null
  readonly code: RejectionCode | null
  readonly sentence: string | null
  /** The ballot, or the command in line, was taken back before it counted. */
  readonly withdrawn: boolean
  /** The message itself is gone, by the platform or by a moderator. */
  readonly removed: 'deleted' | 'timed-out' | 'banned' | 'cleared' | null
}

export interface MessageQuery {
  /** Part of the text or of the name, in any case. */
  readonly text?: string
  readonly source?: string
  readonly userId?: string
  readonly what?: RecordedMessage['what'] | 'withdrawn'
  readonly limit?: number
}

/** The latest messages, for whoever moderates. It sees what the chat does, and has no part in it: no state of the show hangs on it. */
export interface Recorder {
  /** Those with a greater number, the newest where they are too many; newest last. */
  since(number: number, limit?: number): readonly RecordedMessage[]
  /** The latest 50 of a person. */
  of(userId: string): readonly RecordedMessage[]
  find(query: MessageQuery): readonly RecordedMessage[]
  /** Number of the newest message; 0 before the first. */
  readonly newest: number
  /** Rises whenever a message that is kept becomes another one: it is withdrawn or removed. */
  readonly changed: number
  /** Messages that became others after this change, as they are now; at most the last thousand changes are known. */
  changesSince(change: number): readonly RecordedMessage[]
}

/** Messages that are kept. */
const maxMessages = 5000

const usualLimit = 200
const maxLimit = 1000
const ofPerson = 50

export interface RecorderParts {
  readonly recorder: Recorder
  readonly observer: ChatObserver
}

export function createRecorder(most: number = maxMessages): RecorderParts {
  const history = createHistory(most, (outcome) => whatOf(outcome) === 'ballot')
  /** The newest that it is asked for, newest last. */
  const collect = (limit: number, isWanted: (entry: Entry) => boolean, from = 0): readonly RecordedMessage[] => {
    const found: RecordedMessage[] = []
    for (const entry of history.latest()) {
      if (entry.number <= from || found.length >= Math.min(Math.max(1, limit), maxLimit)) break
      if (isWanted(entry)) found.push(recorded(entry))
    }
    return found.toReversed()
  }
  return {
    observer: {
      ended: (message, outcome, tick) => history.add(keepable(message), outcome, tick),
      tookBack: history.takeBack,
    },
    recorder: {
      since: (number, limit = usualLimit) => collect(limit, () => true, number),
      of: (userId) => collect(ofPerson, ({ message }) => message.userId === userId),
      find: ({ limit = usualLimit, ...query }) => collect(limit, matching(query)),
      get newest() {
        return history.newest
      },
      get changed() {
        return history.changed
      },
      changesSince: (change) => history.changesSince(change).map(recorded),
    },
  }
}

const maxUser = 200
const maxText = 500

/** Words of the vote itself that are no choice in it. */
const noBallots: ReadonlySet<string> = new Set(['!join', '!side'])

/** A message is kept as it is; only not the link to who sent it, nor the whole of a text that nobody reads to its end. */
function keepable(message: ChatMessage): ChatMessage {
  const { respond, text } = message
  if (respond === undefined && text.length <= maxText) return message
  const { respond: _, ...rest } = message
  return { ...rest, text: detached(text.slice(0, maxText)) }
}

function recorded({ number, tick, message, outcome, withdrawn, removed }: Entry): RecordedMessage {
  const { source, id, userId, login, user, text, colour, badges } = message
  return {
    ...{ number, tick, source, id, userId, login, colour, badges },
    ...{ user: user.slice(0, maxUser), text },
    what: whatOf(outcome),
    label: outcome.accepted ? outcome.command.label : null,
    code: outcome.accepted ? null : outcome.code,
    sentence: outcome.accepted ? (outcome.note ?? null) : outcome.sentence,
    ...{ withdrawn, removed },
  }
}

function whatOf(outcome: Outcome): RecordedMessage['what'] {
  if (!outcome.accepted) return 'rejected'
  const { name } = outcome.command
  return outcome.isOwn || isAnswered(outcome.command) || noBallots.has(name) ? 'answered' : 'ballot'
}

function matching({ text, source, userId, what }: Omit<MessageQuery, 'limit'>): (entry: Entry) => boolean {
  const wanted = text?.toLowerCase() ?? ''
  return ({ message, outcome, withdrawn }) => {
    if (source !== undefined && message.source !== source) return false
    if (userId !== undefined && message.userId !== userId) return false
    if (what === 'withdrawn' ? !withdrawn : what !== undefined && whatOf(outcome) !== what) return false
    if (wanted === '') return true
    return message.text.toLowerCase().includes(wanted) || message.user.toLowerCase().includes(wanted)
  }
}
