import { MatchMakeError } from '@colyseus/sdk'
import { createStore, type Store } from '../store.ts'
import { backoffMs } from './backoff.ts'
import { openSession, type Leave, type Session } from './session.ts'
import type { ShowInfo } from './show-info.ts'

/** `joining` the room, `live` in it, or `waiting` to try again. */
export type LinkState =
  | { readonly word: 'joining'; readonly attempt: number }
  | { readonly word: 'live' }
  | { readonly word: 'waiting'; readonly retryAtMs: number; readonly why: string }

/** A connection that is always there or on its way back. */
export interface Link {
  readonly state: Store<LinkState>
  /** The present stay in the room, or after a loss the last one, so that its picture can stay on the screen. */
  readonly session: Store<Session | null>
  /** Cuts the present wait short. */
  retryNow(): void
}

/** A stay shorter than this counts as a failed attempt: a server that lets in and throws out is not hammered. */
const settledMs = 5000

/** Within this time all pages join again when another game begins. */
const calledSpreadMs = 300

/**
 * Joins, and joins again after every loss, for as long as the page is open.
 *
 * @param announced called before each stay with what is known of the show by then, so that what it takes can be fetched meanwhile
 */
export function startLink(announced: (info: ShowInfo) => void): Link {
  const state = createStore<LinkState>({ word: 'joining', attempt: 0 })
  const session = createStore<Session | null>(null)
  let wake: (() => void) | undefined
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function keepJoined(): Promise<never> {
    for (let attempt = 0; ; attempt++) {
      state.set({ word: 'joining', attempt })
      const startedMs = performance.now()
      const { why, isCalled } = await stayOnce(state, session, announced)
      if (isCalled || performance.now() - startedMs > settledMs) attempt = 0
      // All pages are called at once, and a thousand of them had better not come in the same moment.
      const waitMs = isCalled ? Math.random() * calledSpreadMs : backoffMs(attempt, Math.random())
      state.set({ word: 'waiting', retryAtMs: performance.now() + waitMs, why })
      await pause(waitMs)
    }
  }

  void keepJoined()
  const retryNow = () => wake?.()
  // The network is back, or the person is: both are better moments than the end of the wait.
  addEventListener('online', retryNow)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && retryNow())
  return { state, session, retryNow }
}

/** One attempt and, where it succeeds, the whole stay. Gives why it ended, and whether the server asked to be joined again at once. */
async function stayOnce(
  state: Store<LinkState>,
  session: Store<Session | null>,
  announced: (info: ShowInfo) => void,
): Promise<Leave> {
  try {
    const joined = await openSession(announced)
    session.set(joined)
    state.set({ word: 'live' })
    return await joined.closed
  } catch (error) {
    const isFull = error instanceof MatchMakeError && error.code === 503
    // Whatever else failed, the person can do nothing but wait: the reason is one of the network's or a restart's.
    return { why: isFull ? 'Every seat is taken. The broadcast has room for everybody.' : '', isCalled: false }
  }
}
