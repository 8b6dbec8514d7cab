import { MatchMakeError } from '@colyseus/sdk'
import { createStore, type Store } from '../store.ts'
import { backoffMs, quickAttempts } from './backoff.ts'
import { openSession, type Leave, type Session } from './session.ts'
import type { ShowInfo } from './show-info.ts'

/** `joining` the room, `live` in it, or `waiting` to try again. `isCalled` where nothing is lost, and another game begins. */
export type LinkState =
  | { readonly word: 'joining'; readonly isCalled: boolean }
  | { readonly word: 'live' }
  | { readonly word: 'waiting'; readonly isCalled: boolean; readonly retryAtMs: number; readonly why: string }

/** The page goes over to another game. */
export const isSwitching = (state: LinkState): boolean => state.word !== 'live' && state.isCalled

/** A connection that is always there or on its way back. */
export interface Link {
  readonly state: Store<LinkState>
  /** The present stay in the room, or after a loss the last one, so that its picture can stay on the screen. */
  readonly session: Store<Session | null>
  /** Cuts the present wait short. */
  retryNow(): void
}

/** A stay shorter than this counts as a failed attempt: a server that lets in and throws out is not hammered. */
const settledMs = 2000

/** Within this time all pages join again when another game begins. */
const calledSpreadMs = 300

/**
 * Joins, and joins again after every loss, for as long as the page is open.
 *
 * @param announced called before each stay with what is known of the show by then, so that what it takes can be fetched meanwhile
 */
export function startLink(announced: (info: ShowInfo) => void): Link {
  const state = createStore<LinkState>({ word: 'joining', isCalled: false })
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
    let attempt = 0
    let isCalled = false
    for (;;) {
      state.set({ word: 'joining', isCalled })
      const end = await stayOnce(state, session, announced)
      ;({ isCalled } = end)
      if (isCalled || end.stayedMs > settledMs) attempt = 0
      // It will be some time before there is room, and no restart is waited for.
      if (end.isRefused) attempt = Math.max(attempt, quickAttempts - 1)
      // All pages are called at once, and a thousand of them had better not come in the same moment.
      const waitMs = isCalled ? Math.random() * calledSpreadMs : backoffMs(attempt++, Math.random())
      state.set({ word: 'waiting', isCalled, retryAtMs: performance.now() + waitMs, why: end.why })
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

interface End extends Leave {
  /** 0 where it was none. */
  readonly stayedMs: number
  /** There was no room. */
  readonly isRefused: boolean
}

/** One attempt and, where it succeeds, the whole stay. Gives why it ended, and whether the server asked to be joined again at once. */
async function stayOnce(
  state: Store<LinkState>,
  session: Store<Session | null>,
  announced: (info: ShowInfo) => void,
): Promise<End> {
  try {
    const joined = await openSession(announced)
    session.set(joined)
    state.set({ word: 'live' })
    const liveMs = performance.now()
    const leave = await joined.closed
    return { ...leave, stayedMs: performance.now() - liveMs, isRefused: false }
  } catch (error) {
    const isRefused = error instanceof MatchMakeError && (error.code === 503 || error.code === 429)
    // Whatever else failed, the person can do nothing but wait: the reason is one of the network's or a restart's.
    return { why: isRefused ? error.message : '', isCalled: false, stayedMs: 0, isRefused }
  }
}
