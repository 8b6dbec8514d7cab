import { helpNow, type Show } from '../../../game/index.ts'
import {
  alertWords,
  modeTitle,
  nameColour,
  shownAlert,
  shownLine,
  slateHeadline,
  standing,
  statusWords,
} from '../../../render/browser.ts'
import type { Session } from '../link/session.ts'
import type { Link } from '../link/link.ts'
import { createStore, type Store } from '../store.ts'

/** The part of the show that the page gives as text, in plain values: the same numbers as in the picture. */
export interface Board {
  /** What plays, and a sentence for it where no vote is open. */
  readonly title: string
  readonly standing: string
  /** How the crowd plays, or `poll`. */
  readonly mode: string
  /** What a poll asks; empty while there is none. */
  readonly question: string
  /** Changes with each voting window; 0 where the mode has none. */
  readonly windowId: number
  /** `closed` while only late ballots still count. */
  readonly phase: string
  readonly secondsLeft: number
  /** 0 where the mode has no windows. */
  readonly windowSeconds: number
  /** Mode votes, and the per cent of them that switch; null where there is no slider. */
  readonly slider: { readonly anarchy: number; readonly democracy: number; readonly percent: number } | null
  readonly options: readonly BoardOption[]
  /** Of all options, also of those that are not shown. */
  readonly votes: number
  /** What can be typed at the moment. */
  readonly help: readonly { readonly usage: string; readonly help: string }[]
  /** How the last window ended; empty while none has. */
  readonly result: string
  /** What is being told to everybody; empty while nothing is. */
  readonly alert: string
  /** What isn't as usual, or what is shown in place of the game; empty where there is nothing to say. */
  readonly status: string
  /** What the streamer has to say until it is taken away; empty where there is nothing. */
  readonly line: string
  /** The best first; empty where the game has no leader board. */
  readonly leaders: readonly { readonly name: string; readonly score: string }[]
  /** Newest last. */
  readonly feed: readonly BoardLine[]
}

/** An input with its label, or, where `reason` says something, a message that was refused. */
export interface BoardLine {
  readonly name: string
  readonly colour: string
  readonly label: string
  readonly reason: string
}

export interface BoardOption {
  /** Empty where there are none. */
  readonly team: string
  readonly label: string
  readonly votes: number
  readonly percent: number
}

export function boardOf(show: Show): Board {
  const { closesAtTick, windowTicks, tick, tickRate } = show
  return {
    title: modeTitle(show),
    standing: standing(show),
    mode: show.mode,
    question: show.question,
    windowId: windowIdOf(show),
    phase: show.phase,
    secondsLeft: Math.ceil(Math.max(0, closesAtTick - tick) / tickRate),
    // While nothing can be voted on there is no window.
    windowSeconds: show.awaits === undefined ? windowTicks / tickRate : 0,
    slider: show.mode === 'slider' ? sliderOf(show) : null,
    options: Array.from(show.options, ({ team, label, votes, ofVotes }) => ({
      team,
      label,
      votes,
      percent: ofVotes === 0 ? 0 : Math.round((100 * votes) / ofVotes),
    })),
    votes: show.votes,
    help: helpNow(show),
    result: show.result.reason,
    alert: alertOf(show),
    status: slateHeadline(show) || statusWords(show),
    line: shownLine(show),
    leaders: Array.from(show.leaders, ({ name, score, unit = '' }) => ({ name, score: `${score}${unit}` })),
    feed: Array.from(show.feed, ({ name, colour, label, reason }) => ({
      ...{ name, label, reason },
      colour: nameColour(colour, name),
    })),
  }
}

function alertOf(show: Show): string {
  const alert = shownAlert(show)
  if (alert === null) return ''
  return [alertWords[alert.kind], alert.name, alert.text].filter((part) => part !== '').join(' ')
}

/** Every window begins with the result of the one before, whenever it closes. */
export function windowIdOf({ windowTicks, result }: Show): number {
  return windowTicks === 0 ? 0 : result.tick + 1
}

function sliderOf({ forAnarchy, forDemocracy, switchPercent }: Show): Board['slider'] {
  return { anarchy: forAnarchy, democracy: forDemocracy, percent: switchPercent }
}

/** Soon enough that text and picture show the same numbers, and rare enough to cost nothing. */
const restMs = 50

/** Follows the state at a pace of its own, and changes only when something that is shown has changed. */
export function followBoard(link: Link): Store<Board | null> {
  const board = createStore<Board | null>(null)
  let text = ''
  let timer = 0
  const read = (session: Session) => {
    timer = 0
    const next = boardOf(session.state.show)
    const nextText = JSON.stringify(next)
    if (nextText !== text) board.set(next)
    text = nextText
  }
  link.session.subscribe(() => {
    const session = link.session.get()
    if (!session) return
    read(session)
    session.onPatch(() => (timer ||= window.setTimeout(() => read(session), restMs)))
  })
  return board
}
