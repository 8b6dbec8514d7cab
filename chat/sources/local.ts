import { Inbox } from '../inbox.ts'
import type { ChatMessage } from '../message.ts'
import type { ChatItem, ChatSource } from './source.ts'

/** Messages that may wait for one tick; the page is told when there is no room. */
export const localCapacity = 5000
/**
 * Goodbyes that may wait. One that is lost leaves a ballot behind, so there is room for twice the spectators that a room
 * takes: all of them may leave in one tick.
 */
export const localEventCapacity = 10_000

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
  readonly #inbox = new Inbox(localCapacity, { maxEvents: localEventCapacity })

  get state(): ChatSource['state'] {
    return this.#state
  }

  get dropped(): number {
    return this.#inbox.dropped
  }

  get waiting(): number {
    return this.#inbox.waiting
  }

  shed(count: number): number {
    return this.#inbox.shed(count)
  }

  /** False when the queue is full or the source closed: the sender is still there to be told, so nothing older is dropped. */
  say({ userId, user, text, respond }: LocalMessage): boolean {
    if (this.#state !== 'live' || this.#inbox.full) return false
    const from = { source: this.id, id: null, userId: `local:${userId}`, login: null, colour: null }
    const message: ChatMessage = { type: 'message', ...from, user, text, badges: [] }
    this.#inbox.push(respond ? { ...message, respond } : message)
    return true
  }

  /** A spectator has gone: `userId` as in what they said. */
  leave(userId: string): void {
    if (this.#state === 'live') this.#inbox.push({ type: 'user-left', source: this.id, userId: `local:${userId}` })
  }

  drain(_showMs = 0, limit = Infinity): ChatItem[] {
    return this.#inbox.drain(limit)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#state = 'closed'
  }
}
