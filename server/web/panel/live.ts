import { backoffMs } from '../link/backoff.ts'
import { createStore, type Store } from '../store.ts'
import type { Control, Deed, Message, OutputView, ShowEvent, Status } from './shapes.ts'

/** What happens, as the server tells it within a quarter of a second. */
export interface Live {
  readonly state: Store<'joining' | 'live' | 'waiting'>
  /** The newest, newest last. */
  readonly messages: Store<readonly Message[]>
  readonly control: Store<Control | null>
  readonly status: Store<Status | null>
  readonly outputs: Store<readonly OutputView[]>
  /** What was done while this page was open, newest last. */
  readonly deeds: Store<readonly Deed[]>
  readonly events: Store<readonly ShowEvent[]>
  /** Keeps the messages that are there for somebody who reads them. @returns lets them go */
  hold(): () => void
  retryNow(): void
  stop(): void
}

/** As many messages as somebody scrolls back through; far more while somebody does, since a flood would push away what they read. */
const maxMessages = 1000
const maxHeld = 20_000
const maxDeeds = 200
const maxEvents = 50

type News =
  | { readonly type: 'messages'; readonly isAll: boolean; readonly messages: readonly Message[] }
  | { readonly type: 'control'; readonly control: Control }
  | { readonly type: 'status'; readonly status: Status; readonly outputs: readonly OutputView[] }
  | { readonly type: 'deed'; readonly deed: Deed }
  | { readonly type: 'event'; readonly event: ShowEvent }

type Stores = Omit<Live, 'stop' | 'hold' | 'retryNow'>

function createStores(): Stores {
  return {
    state: createStore<'joining' | 'live' | 'waiting'>('joining'),
    messages: createStore<readonly Message[]>([]),
    control: createStore<Control | null>(null),
    status: createStore<Status | null>(null),
    outputs: createStore<readonly OutputView[]>([]),
    deeds: createStore<readonly Deed[]>([]),
    events: createStore<readonly ShowEvent[]>([]),
  }
}

/** Listens for as long as the panel is open, and comes back after every loss. @param refused the server perhaps doesn’t know us any more */
export function startLive(refused: () => void): Live {
  const stores = createStores()
  let holders = 0
  let socket: WebSocket | null = null
  let timer = 0
  let attempt = 0
  let isStopped = false
  const open = () => {
    clearTimeout(timer)
    stores.state.set('joining')
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`)
    socket = opened
    let wasOpen = false
    opened.onopen = () => {
      wasOpen = true
      attempt = 0
      stores.state.set('live')
    }
    opened.onmessage = ({ data }) => take(stores, JSON.parse(String(data)) as News, holders > 0 ? maxHeld : maxMessages)
    opened.onclose = ({ code }) => {
      if (isStopped) return
      // Closed by the server’s will, or never let in: perhaps the session has ended.
      if (code === 4401 || !wasOpen) refused()
      stores.state.set('waiting')
      timer = window.setTimeout(open, backoffMs(attempt++, Math.random()))
    }
  }
  open()
  return {
    ...stores,
    hold() {
      holders += 1
      let isHeld = true
      return () => {
        if (isHeld) holders -= 1
        isHeld = false
      }
    },
    retryNow: () => stores.state.get() === 'waiting' && open(),
    stop() {
      isStopped = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

function take(stores: Stores, news: News, most: number): void {
  const { messages, control, status, outputs, deeds, events } = stores
  if (news.type === 'messages') messages.set(news.isAll ? news.messages : merged(messages.get(), news.messages, most))
  else if (news.type === 'control') control.set(news.control)
  else if (news.type === 'deed') deeds.set([...deeds.get(), news.deed].slice(-maxDeeds))
  else if (news.type === 'event') events.set([...events.get(), news.event].slice(-maxEvents))
  else {
    status.set(news.status)
    outputs.set(news.outputs)
  }
}

/** What comes again has changed, and takes the place of what it was. */
export function merged(known: readonly Message[], news: readonly Message[], most = maxMessages): readonly Message[] {
  const last = known.at(-1)?.number ?? 0
  const changed = new Map(news.filter(({ number }) => number <= last).map((each) => [each.number, each]))
  const kept = changed.size === 0 ? known : known.map((each) => changed.get(each.number) ?? each)
  return [...kept, ...news.filter(({ number }) => number > last)].slice(-most)
}
