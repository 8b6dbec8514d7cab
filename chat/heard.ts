import type { Command } from '../game/index.ts'
import type { ChatEvent } from './event.ts'
import type { Display } from './filter/display.ts'
import type { ChatMessage } from './message.ts'
import type { Rejection, RejectionCode } from './outcome.ts'

/** The newest inputs and refusals of a tick that are told on: far more than any picture shows. */
const maxInputs = 64
const maxRefusals = 2

/** Longest reason that is shown, in UTF-16 units. */
const maxReason = 120

/** Who wrote it, as it may be shown, and what it came from, so that it can be taken off the screen with its message or its author. */
export interface ShownAuthor {
  readonly name: string
  /** Of the name in its chat, `#rrggbb`; null where it has none. */
  readonly colour: string | null
  readonly source: string
  readonly userId: string
  readonly messageId: string | null
}

/** An accepted input as it may be shown. */
export interface ShownInput extends ShownAuthor {
  readonly command: Command
}

/** A message that was meant as a command and is none; `reason` is a sentence with the terms masked that must not be shown. */
export interface ShownRefusal extends ShownAuthor {
  readonly reason: string
}

/** What has been heard in a tick, for the picture. */
export interface Heard {
  input(message: ChatMessage, command: Command): void
  /** What moderators have the game do. */
  forced(command: Command): void
  /** Keeps what was meant as a command; talk and what is nobody else's business is passed over. */
  refusal(message: ChatMessage, rejection: Rejection): void
  event(event: ChatEvent): void
  /** The newest, oldest first, at most 64. */
  readonly inputs: readonly ShownInput[]
  /** The newest, oldest first, at most 2. */
  readonly refusals: readonly ShownRefusal[]
  readonly events: readonly ChatEvent[]
}

const commandLike: ReadonlySet<RejectionCode> = new Set([
  'bad-argument',
  'bad-combination',
  'against-rules',
  'not-on-ballot',
  'vetoed',
  'queue-full',
  'rate-limited',
])

/** Who is named for it where it was nobody in a chat. */
const moderators: ShownAuthor = { name: 'moderators', colour: null, source: '', userId: '', messageId: null }

export function createHeard(display: Display): Heard {
  let inputs: { message: ChatMessage; command: Command }[] = []
  const refusals: { message: ChatMessage; sentence: string }[] = []
  const events: ChatEvent[] = []
  const author = ({ user, colour, source, userId, id }: ChatMessage): ShownAuthor => {
    return { name: display.name(user), colour, source, userId, messageId: id }
  }
  const forced: ShownInput[] = []
  return {
    forced: (command) => void forced.push({ ...moderators, command }),
    input(message, command) {
      inputs.push({ message, command })
      // Cut at the double, so that a flood costs each message next to nothing.
      if (inputs.length >= 2 * maxInputs) inputs = inputs.slice(-maxInputs)
    },
    refusal(message, { code, sentence, meant }) {
      if (!commandLike.has(code) && (code !== 'unknown-command' || meant === undefined)) return
      refusals.push({ message, sentence })
      if (refusals.length > maxRefusals) refusals.shift()
    },
    event: (event) => void events.push(event),
    get inputs() {
      const typed = inputs.slice(-maxInputs).map(({ message, command }) => Object.assign(author(message), { command }))
      return forced.length === 0 ? typed : [...typed, ...forced].slice(-maxInputs)
    },
    get refusals() {
      return refusals.map(({ message, sentence }) =>
        Object.assign(author(message), { reason: shownReason(sentence, display) }),
      )
    },
    events,
  }
}

/** With quotation marks in place of those that a chat prints words of the game in. */
function shownReason(sentence: string, display: Display): string {
  const parts = display.sentence(sentence).split('`')
  const shown = parts.reduce((text, part, at) => `${text}${at % 2 === 1 ? '“' : '”'}${part}`)
  return shown.length <= maxReason ? shown : `${shown.slice(0, maxReason).toWellFormed()}…`
}
