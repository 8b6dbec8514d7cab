import type { ChatEvent } from './event.ts'
import type { ChatMessage } from './message.ts'
import { reject, type Rejection } from './outcome.ts'

/** Messages that may wait, and how long each may, while it is being asked whether their author follows the channel. */
const maxHeld = 1000
const maxHeldMs = 5000

export const unanswered: Rejection = reject(
  'not-allowed',
  'Twitch doesn’t say whether you follow this channel: try again',
)
const tooLate: Rejection = reject('not-allowed', 'the vote was over before Twitch said that you follow: try again')
const withdrawn: Rejection = reject('withdrawn', 'it was taken back before it was read')

/** Messages of people who may not be allowed to play: kept for a moment, then let go. */
export interface Held {
  readonly size: number
  /** False where there is no room, or it has waited too long: then it is refused. */
  hold(message: ChatMessage, showMs: number): boolean
  /** Everything that waits, oldest first, to be asked about again; who is still unknown is held again. */
  due(): readonly ChatMessage[]
  /** Lets go of all, since they are too late. */
  refuse(): void
  /** Lets go of what was taken back before it was read. */
  withdraw(event: ChatEvent): void
  save(): HeldMemory
  load(memory: HeldMemory): void
}

export type HeldMemory = readonly (readonly [message: ChatMessage, sinceMs: number])[]

/** @param refused is told of every message that is let go unread */
export function createHeld(refused: (message: ChatMessage, why: Rejection) => void): Held {
  /** When each was first held. A Map keeps their order. */
  const since = new Map<ChatMessage, number>()
  let asked: ReadonlyMap<ChatMessage, number> = new Map()
  const letGo = (why: Rejection, which: (message: ChatMessage) => boolean) => {
    for (const message of since.keys()) if (which(message) && since.delete(message)) refused(message, why)
  }
  return {
    get size() {
      return since.size
    },
    hold(message, showMs) {
      const first = asked.get(message) ?? showMs
      if (since.size >= maxHeld || showMs - first > maxHeldMs) return false
      since.set(message, first)
      return true
    },
    due() {
      asked = new Map(since)
      since.clear()
      return [...asked.keys()]
    },
    refuse: () => letGo(tooLate, () => true),
    withdraw(event) {
      if (event.type === 'message-deleted') letGo(withdrawn, ({ id }) => id === event.messageId)
      else if (event.type === 'chat-cleared') letGo(withdrawn, ({ source }) => source === event.source)
      else if (event.type === 'user-timed-out' || event.type === 'user-banned' || event.type === 'user-left')
        letGo(withdrawn, ({ userId }) => userId === event.userId)
    },
    // Without the way to answer: whoever goes on from here has no link to who sent it.
    save: () => [...since].map(([message, sinceMs]) => [unanswerable(message), sinceMs]),
    load(memory) {
      for (const [message, sinceMs] of memory) since.set(message, sinceMs)
    },
  }
}

function unanswerable({ source, id, userId, login, user, colour, text, badges }: ChatMessage): ChatMessage {
  return { type: 'message', source, id, userId, login, user, colour, text, badges }
}
