import { maxText } from './clean.ts'
import { detached } from './detached.ts'
import type { ChatEvent } from './event.ts'
import type { ChatMessage } from './message.ts'
import { Ring } from './ring.ts'
import type { ChatItem } from './sources/source.ts'

/** Longest user id and display name that are kept, in UTF-16 units. */
const maxIdentity = 200
/** Events that may wait beside the messages where nothing else is said: far more than moderators and subscribers bring about in a tick. */
export const eventCapacity = 1000

interface WaitingEvent {
  readonly event: ChatEvent
  /** How many messages had come before it. */
  readonly after: number
}

/**
 * What a live source holds between two ticks: a queue of messages and a queue of events, each with a bound, which come out
 * as one in the order they came. No flood of messages takes an event's place: a ban has to reach the ballot that it is about.
 * Texts far over the cap are cut before they wait, so that the bound also bounds memory; they are rejected all the same.
 */
export class Inbox {
  readonly #messages: Ring<ChatMessage>
  readonly #events: Ring<WaitingEvent>
  #pushed = 0
  #dropped = 0
  #droppedEvents = 0

  /** @param capacity messages that may wait; `maxEvents`: events that may wait beside them */
  constructor(capacity: number, { maxEvents = eventCapacity }: { readonly maxEvents?: number } = {}) {
    this.#messages = new Ring(capacity)
    this.#events = new Ring(maxEvents)
  }

  get dropped(): number {
    return this.#dropped
  }

  get droppedEvents(): number {
    return this.#droppedEvents
  }

  /** Items that wait. */
  get waiting(): number {
    return this.#messages.length + this.#events.length
  }

  /** Whether the next message takes the place of an older one. */
  get full(): boolean {
    return this.#messages.full
  }

  /** Takes an item; where there is no room the oldest of its kind is dropped and counted. */
  push(item: ChatItem): void {
    if (item.type === 'message') {
      this.#pushed += 1
      if (this.#messages.push(bound(item))) this.#dropped += 1
    } else if (this.#events.push({ event: item, after: this.#pushed })) {
      this.#droppedEvents += 1
    }
  }

  /** Lets go of so many of the oldest messages at most; tells how many. */
  shed(count: number): number {
    let gone = 0
    while (gone < count && this.#messages.shift() !== undefined) gone += 1
    this.#dropped += gone
    return gone
  }

  /** Takes out at most `limit` items, oldest first. */
  drain(limit = Infinity): ChatItem[] {
    const items: ChatItem[] = []
    while (items.length < limit) {
      const item = this.#next()
      if (item === undefined) break
      items.push(item)
    }
    return items
  }

  #next(): ChatItem | undefined {
    const gone = this.#pushed - this.#messages.length
    const first = this.#events.first
    return first !== undefined && first.after <= gone ? this.#events.shift()?.event : this.#messages.shift()
  }
}

function bound(message: ChatMessage): ChatMessage {
  const { text, user, userId } = message
  if (text.length <= 4 * maxText && user.length <= maxIdentity && userId.length <= maxIdentity) return message
  return { ...message, text: cut(text, maxText + 1), user: cut(user, maxIdentity), userId: cut(userId, maxIdentity) }
}

/** The beginning, without the long string behind it. */
function cut(text: string, units: number): string {
  return text.length <= units ? text : detached(text.slice(0, units))
}
