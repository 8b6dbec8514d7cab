import type { PollResult, VoteOutcome } from '../../chat/index.ts'
import type { AlertKind } from '../../game/index.ts'
import type { Act } from '../journal/act.ts'

/** Something that happened on the stage, for those who look on: the panel, the history of votes, leader boards, webhooks. */
export type StageEvent = { readonly tick: number } & (
  | {
      readonly type: 'vote'
      readonly mode: string
      /** Of what won; null where nothing did. */
      readonly label: string | null
      readonly votes: number
      readonly ofVotes: number
      readonly voters: number
      readonly abstained: number
      readonly team: string | null
      readonly why: VoteOutcome['why']
      readonly reason: string
    }
  | {
      readonly type: 'poll'
      readonly question: string
      readonly label: string | null
      readonly votes: number
      readonly voters: number
      readonly reason: string
      readonly options: PollResult['options']
    }
  /** As it is shown on the air. */
  | { readonly type: 'alert'; readonly kind: AlertKind; readonly name: string; readonly text: string }
  /** Points of the all-time leader board. */
  | { readonly type: 'award'; readonly player: string; readonly name: string; readonly points: number }
  | { readonly type: 'act'; readonly act: Exclude<Act, { readonly act: 'report' }> | PauseAct }
  /** A game has ended, as the game itself says. */
  | { readonly type: 'game-over'; readonly text: string }
  /** The game’s step threw; told once a show. */
  | { readonly type: 'game-failed' }
)

/** The one report that somebody made on purpose. */
type PauseAct = Extract<Act, { readonly act: 'report' }>

/** Tells listeners of a tick after it is over, so that whatever they do comes into the next one. */
export interface StageEvents {
  tell(event: StageEvent): void
  /** @returns how to stop listening */
  listen(listener: (event: StageEvent) => void): () => void
  /** Events that nobody heard, since too many came at once. */
  readonly dropped: number
}

/** Events that may wait for the end of a tick: a thousand awards, and as many acts, twice over. */
const maxWaiting = 4096

/** @param warn is told of a listener that throws */
export function createStageEvents(warn: (line: string) => void): StageEvents {
  const listeners = new Set<(event: StageEvent) => void>()
  let waiting: StageEvent[] = []
  let dropped = 0
  const flush = () => {
    const events = waiting
    waiting = []
    for (const event of events) for (const listener of listeners) hear(listener, event)
  }
  const hear = (listener: (event: StageEvent) => void, event: StageEvent) => {
    try {
      listener(event)
    } catch (error) {
      warn(`a listener failed at ${event.type}: ${String(error)}`)
    }
  }
  return {
    tell(event) {
      if (listeners.size === 0) return
      if (waiting.length === 0) queueMicrotask(flush)
      if (waiting.length >= maxWaiting) dropped += 1
      else waiting.push(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get dropped() {
      return dropped
    },
  }
}
