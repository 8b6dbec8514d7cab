import { maxText } from './clean.ts'
import type { ChatMessage } from './message.ts'

/** Longest user id and display name that are kept, in UTF-16 units. */
const maxIdentity = 200

/**
 * What a live source holds between two ticks: a queue with a bound.
 * Texts far over the cap are cut before they wait, so that the bound also bounds memory; they are rejected all the same.
 */
export class Inbox {
  #waiting: ChatMessage[] = []
  #oldest = 0
  #dropped = 0
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get dropped(): number {
    return this.#dropped
  }

  get full(): boolean {
    return this.#waiting.length >= this.#capacity
  }

  /** Takes a message; when the queue is full the oldest one is dropped and counted. */
  push(message: ChatMessage): void {
    const bounded = bound(message)
    if (!this.full) {
      this.#waiting.push(bounded)
      return
    }
    // A full queue is a ring: the newest takes the oldest one's place, with no shifting of thousands.
    this.#waiting[this.#oldest] = bounded
    this.#oldest = (this.#oldest + 1) % this.#capacity
    this.#dropped += 1
  }

  /** Empties the queue, oldest first. */
  drain(): ChatMessage[] {
    const waiting = this.#waiting
    const oldest = this.#oldest
    this.#waiting = []
    this.#oldest = 0
    return oldest === 0 ? waiting : [...waiting.slice(oldest), ...waiting.slice(0, oldest)]
  }
}

function bound(message: ChatMessage): ChatMessage {
  const { text, user, userId } = message
  if (text.length <= 4 * maxText && user.length <= maxIdentity && userId.length <= maxIdentity) return message
  return { ...message, text: cut(text, maxText + 1), user: cut(user, maxIdentity), userId: cut(userId, maxIdentity) }
}

/** A copy of the beginning: V8's `slice` alone would keep the whole string alive behind it. */
function cut(text: string, units: number): string {
  return text.length <= units ? text : Buffer.from(text.slice(0, units), 'utf16le').toString('utf16le')
}
