import type { Link } from '../link/link.ts'
import type { Answer } from '../link/session.ts'
import { createStore, type Store } from '../store.ts'
import { windowIdOf, type Board } from './board.ts'
import { standingOf } from './standing.ts'

/** What the page says about the last message. */
export type Outcome =
  | { readonly word: 'none' }
  | { readonly word: 'sent'; readonly text: string }
  /** `windowId` names the voting window that it counts in; 0 where it is no ballot. `note` is what there is to say besides. */
  | { readonly word: 'accepted'; readonly label: string; readonly windowId: number; readonly note: string | null }
  /** `text` is the message that did nothing, as the server repeats it; empty where it never left, or did something at first. */
  | { readonly word: 'rejected'; readonly sentence: string; readonly text: string }

/** What this page last voted for, in which window of which mode, and whether its option has been on the board since. */
export interface OwnBallot {
  readonly label: string
  readonly windowId: number
  readonly mode: string
  readonly isSeen: boolean
}

export interface Chat {
  readonly outcome: Store<Outcome>
  /** Stays whatever is said after it, as the ballot does; null before the first, and after it was given up or taken off the vote. */
  readonly ballot: Store<OwnBallot | null>
  /** Gives false when the message was held back, and `outcome` then says why. */
  send(name: string, text: string): boolean
}

/** The server cuts off who sends more than ten a second; the page stays far below, and says so. */
const maxPerSecond = 4

const answerMs = 4000

/** How long the notice that a message was held back stays, whatever is answered meanwhile. */
const noticeMs = 2000

/** The show's own words, whose names begin with a mark, are no ballots, but for the answers of a poll. */
const isBallot = (command: string) => command === '!poll' || !command.startsWith('!')

/** The show's own chat, as far as this page takes part in it. */
export function createChat(link: Link, board: Store<Board | null>): Chat {
  const outcome = createStore<Outcome>({ word: 'none' })
  const ballot = createStore<OwnBallot | null>(null)
  // The game’s vote is held, and one’s ballot in it, for as long as a poll stands in its place.
  let held: OwnBallot | null = null
  const mayGo = createPace()
  let noticeUntilMs = 0
  let timer = 0
  const reject = (sentence: string, text = '') => {
    outcome.set({ word: 'rejected', sentence, text })
    return false
  }
  const answered = (answer: Answer) => {
    clearTimeout(timer)
    const show = link.session.get()?.state.show
    const [windowId, mode] = show ? [windowIdOf(show), show.mode] : [0, '']
    const last = ballot.get()
    if (mode === 'poll' && last !== null && last.mode !== 'poll') held = last
    if (answer.accepted && answer.command === '!abstain') ballot.set(null)
    else if (answer.accepted && !answer.isOwn && isBallot(answer.command))
      ballot.set({ label: answer.label, windowId, mode, isSeen: false })
    // What was sent before the notice must not wipe it away unread.
    if (performance.now() < noticeUntilMs) return
    if (!answer.accepted) return void reject(answer.sentence, answer.text)
    outcome.set({ word: 'accepted', label: answer.label, note: answer.note, windowId: answer.isOwn ? 0 : windowId })
  }
  link.session.subscribe(() => {
    link.session.get()?.onAnswer(answered)
    // A ballot is that of a connection: another one, or another game, has none.
    held = null
    ballot.set(null)
  })
  forgetWhenLost(link, outcome, () => clearTimeout(timer))
  const judge = () => {
    const [own, now] = [ballot.get(), board.get()]
    const standing = own && now && standingOf(own, now)
    if (own === null || standing === null || standing === 'unseen') return
    if (standing === 'stands') return own.isSeen ? undefined : ballot.set({ ...own, isSeen: true })
    ballot.set(null)
    const said = outcome.get()
    if (said.word !== 'accepted' || said.label !== own.label || said.windowId !== own.windowId) return
    // A poll that was ended before its time took nobody’s vote off, and there is nothing more to choose.
    if (own.mode === 'poll' && now?.mode !== 'poll') outcome.set({ word: 'none' })
    else reject(`Your vote for \`${own.label}\` was taken off: choose again.`)
  }
  board.subscribe(() => {
    judge()
    if (held === null || board.get()?.mode === 'poll') return
    ballot.set(held)
    held = null
    // What was taken off the vote meanwhile is told at once.
    judge()
  })

  return {
    outcome,
    ballot,
    send(name, text) {
      const now = performance.now()
      if (!mayGo(now)) {
        noticeUntilMs = now + noticeMs
        return reject(`Not sent: ${maxPerSecond} messages a second are the most.`)
      }
      noticeUntilMs = 0
      if (link.state.get().word !== 'live') return reject('Not sent: there is no connection right now.')
      outcome.set({ word: 'sent', text })
      clearTimeout(timer)
      timer = window.setTimeout(() => reject('The server has not answered. Send it again.', text), answerMs)
      link.session.get()?.send('chat', { name, text })
      return true
    },
  }
}

/** No more than a few messages a second; a message is counted as it is asked about. */
function createPace(): (nowMs: number) => boolean {
  let sentAtMs: number[] = []
  return (nowMs) => {
    sentAtMs = sentAtMs.filter((at) => nowMs - at < 1000)
    if (sentAtMs.length >= maxPerSecond) return false
    sentAtMs.push(nowMs)
    return true
  }
}

/** What was said of a message is of the connection that it went by, and no answer comes any more. */
function forgetWhenLost(link: Link, outcome: Store<Outcome>, stopWaiting: () => void): void {
  link.state.subscribe(() => {
    if (link.state.get().word === 'live') return
    stopWaiting()
    const { word } = outcome.get()
    if (word === 'accepted' || word === 'sent') outcome.set({ word: 'none' })
  })
}
