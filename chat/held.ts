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
  /** Lets go of what is asked for, and tells why. */
  refuse(why: 'too late' | 'withdrawn', which: (message: ChatMessage) => boolean): void
  save(): HeldMemory
  load(memory: HeldMemory): void
}

export type HeldMemory = readonly (readonly [message: ChatMessage, sinceMs: number])[]

/** @param refused is told of every message that is let go unread */
export function createHeld(refused: (message: ChatMessage, why: Rejection) => void): Held {
  /** When each was first held. A Map keeps their order. */
  const since = new Map<ChatMessage, number>()
  let asked: ReadonlyMap<ChatMessage, number> = new Map()
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
    refuse(why, which) {
      for (const message of since.keys())
        if (which(message) && since.delete(message)) refused(message, why === 'withdrawn' ? withdrawn : tooLate)
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
