import type { ChatMessage } from './message.ts'
import { reject, type Rejection } from './outcome.ts'

/** Messages that may wait, and how long each may, while it is being asked whether their author follows the channel. */
const maxHeld = 1000
const maxHeldMs = 5000

/** Messages of people who may not be allowed to play: kept for a moment, then let go. */
export interface Held {
  /** False where there is no room, or it has waited too long: then it is refused. */
  hold(message: ChatMessage, showMs: number): boolean
  /** Everything that waits, oldest first, to be asked about again; who is still unknown is held again. */
  due(showMs: number): readonly ChatMessage[]
  readonly refusal: Rejection
}

export function createHeld(): Held {
  /** When each was first held. A Map keeps their order. */
  const since = new Map<ChatMessage, number>()
  let asked: ReadonlyMap<ChatMessage, number> = new Map()
  return {
    refusal: reject('not-allowed', 'Twitch doesn’t say whether you follow this channel: try again'),
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
  }
}
