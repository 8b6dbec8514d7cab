import type { Link } from '../link/link.ts'
import type { Answer } from '../link/session.ts'
import { createStore, type Store } from '../store.ts'
import { windowIdOf } from './board.ts'

/** What the page says about the last message. */
export type Outcome =
  | { readonly word: 'none' }
  | { readonly word: 'sent'; readonly text: string }
  /** `windowId` names the voting window that it counts in; 0 where the mode has none. `note` is what there is to say besides. */
  | { readonly word: 'accepted'; readonly label: string; readonly windowId: number; readonly note: string | null }
  | { readonly word: 'rejected'; readonly sentence: string }

/** What this page last voted for, and in which window. */
export interface OwnBallot {
  readonly label: string
  readonly windowId: number
}

export interface Chat {
  readonly outcome: Store<Outcome>
  /** Stays whatever is said after it, as the ballot does; null before the first, and after it was given up. */
  readonly ballot: Store<OwnBallot | null>
  /** Gives false when the message was held back, and `outcome` then says why. */
  send(name: string, text: string): boolean
}

/** The server cuts off who sends more than ten a second; the page stays far below, and says so. */
const maxPerSecond = 4

const answerMs = 4000

/** How long the notice that a message was held back stays, whatever is answered meanwhile. */
const noticeMs = 2000

/** The show's own chat, as far as this page takes part in it. */
export function createChat(link: Link): Chat {
  const outcome = createStore<Outcome>({ word: 'none' })
  const ballot = createStore<OwnBallot | null>(null)
  let sentAtMs: number[] = []
  let noticeUntilMs = 0
  let timer = 0
  const reject = (sentence: string) => {
    outcome.set({ word: 'rejected', sentence })
    return false
  }
  const answered = (answer: Answer) => {
    clearTimeout(timer)
    const show = link.session.get()?.state.show
    const windowId = show ? windowIdOf(show) : 0
    // The show's own words, whose names begin with a mark, are no ballots.
    if (answer.accepted && answer.command === '!abstain') ballot.set(null)
    else if (answer.accepted && !answer.command.startsWith('!')) ballot.set({ label: answer.label, windowId })
    // What was sent before the notice must not wipe it away unread.
    if (performance.now() < noticeUntilMs) return
    if (!answer.accepted) return void reject(answer.sentence)
    outcome.set({ word: 'accepted', label: answer.label, note: answer.note, windowId })
  }
  link.session.subscribe(() => link.session.get()?.onAnswer(answered))

  return {
    outcome,
    ballot,
    send(name, text) {
      const now = performance.now()
      sentAtMs = sentAtMs.filter((at) => now - at < 1000)
      if (sentAtMs.length >= maxPerSecond) {
        noticeUntilMs = now + noticeMs
        return reject(`Not sent: ${maxPerSecond} messages a second are the most.`)
      }
      noticeUntilMs = 0
      if (link.state.get().word !== 'live') return reject('Not sent: there is no connection right now.')
      sentAtMs.push(now)
      outcome.set({ word: 'sent', text })
      clearTimeout(timer)
      timer = window.setTimeout(() => reject('The server has not answered. Send it again.'), answerMs)
      link.session.get()?.send('chat', { name, text })
      return true
    },
  }
}
