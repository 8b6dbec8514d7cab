import type { Show } from '../../../game/index.ts'
import type { Session } from '../link/session.ts'
import type { Link } from '../link/link.ts'
import { createStore, type Store } from '../store.ts'

/** The part of the show that the page gives as text, in plain values: the same numbers as in the picture. */
export interface Board {
  readonly mode: string
  /** Which voting window this is; 0 where the mode has none. */
  readonly closesAtTick: number
  readonly secondsLeft: number
  readonly windowSeconds: number
  readonly voters: number
  readonly options: readonly { readonly label: string; readonly votes: number; readonly percent: number }[]
  /** How the last window ended; empty while none has. */
  readonly result: string
  /** Newest last. */
  readonly feed: readonly { readonly name: string; readonly label: string }[]
}

export function boardOf(show: Show): Board {
  const { mode, closesAtTick, windowTicks, tick, tickRate, voters } = show
  return {
    mode,
    closesAtTick,
    secondsLeft: Math.ceil(Math.max(0, closesAtTick - tick) / tickRate),
    windowSeconds: windowTicks / tickRate,
    voters,
    options: Array.from(show.options, ({ label, votes }) => ({
      label,
      votes,
      percent: voters === 0 ? 0 : Math.round((100 * votes) / voters),
    })),
    result: show.result.reason,
    feed: Array.from(show.feed, ({ name, label }) => ({ name, label })),
  }
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
