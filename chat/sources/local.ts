import { Inbox } from '../inbox.ts'
import type { ChatMessage } from '../message.ts'
import type { ChatSource } from './source.ts'

/** Messages that may wait for one tick; the page is told when there is no room. */
export const localCapacity = 5000

/** What the page's own chat says: `userId` is unique within the page (a session), and gets its `local:` here. */
export interface LocalMessage {
  readonly userId: string
  readonly user: string
  readonly text: string
  readonly respond?: ChatMessage['respond']
}

/** The page's own chat. */
export class LocalSource implements ChatSource {
  readonly id = 'local:'
  #state: ChatSource['state'] = 'live'
  readonly #inbox = new Inbox(localCapacity)

  get state(): ChatSource['state'] {
    return this.#state
  }

  get dropped(): number {
    return this.#inbox.dropped
  }

  /** False when the queue is full or the source closed: the sender is still there to be told, so nothing older is dropped. */
  say({ userId, user, text, respond }: LocalMessage): boolean {
    if (this.#state !== 'live' || this.#inbox.full) return false
    const message = { source: this.id, id: null, userId: `local:${userId}`, user, text, badges: [] }
    this.#inbox.push(respond ? { ...message, respond } : message)
    return true
  }

  drain(): ChatMessage[] {
    return this.#inbox.drain()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#state = 'closed'
  }
}
