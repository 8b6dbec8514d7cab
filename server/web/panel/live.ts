import { backoffMs } from '../link/backoff.ts'
import { watchSilence } from '../link/silence.ts'
import { createStore, type Store } from '../store.ts'
import type { Control, Deed, Message, OutputView, ShowEvent, Status } from './shapes.ts'

/** What happens, as the server tells it within a quarter of a second. */
export interface Live {
  /** `joining` for the first time, `live`, or `waiting` until it is back, also while that is tried. */
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
  /** Cuts the present wait short, and an attempt that hangs. */
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

/** The server tells how the stream is each second, so this much silence means that the line is dead, even if no one closed it. */
const silenceMs = 10_000

/** Listens for as long as the panel is open, and comes back after every loss. @param refused the server perhaps doesn’t know us any more */
export function startLive(refused: () => void): Live {
  const stores = createStores()
  let holders = 0
  let hangUp = () => {}
  let timer = 0
  let attempt = 0
  const lost = () => {
    stores.state.set('waiting')
    timer = window.setTimeout(open, backoffMs(attempt++, Math.random()))
  }
  const open = () => {
    clearTimeout(timer)
    hangUp = openLine({
      opened() {
        attempt = 0
        stores.state.set('live')
      },
      told: (news) => take(stores, news, holders > 0 ? maxHeld : maxMessages),
      refused,
      lost,
    })
  }
  const stop = () => {
    clearTimeout(timer)
    hangUp()
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
    retryNow() {
      if (stores.state.get() !== 'waiting') return
      stop()
      open()
    },
    stop,
  }
}

interface Listener {
  opened(): void
  told(news: News): void
  /** Closed by the server’s will, or never let in: perhaps the session has ended. Comes before `lost`. */
  refused(): void
  /** Comes once, and nothing after it. */
  lost(): void
}

/** One connection, from its handshake on. @returns hangs up; the listener hears nothing more */
function openLine(listener: Listener): () => void {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`)
  let wasOpen = false
  const hangUp = () => {
    silence.stop()
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }
  // Browsers wait long for the answer to a close, and from a dead line there is none. A silent server has refused nobody.
  const silence = watchSilence(silenceMs, () => {
    hangUp()
    listener.lost()
  })
  socket.onopen = () => {
    wasOpen = true
    silence.heard()
    listener.opened()
  }
  socket.onmessage = ({ data }) => {
    silence.heard()
    listener.told(JSON.parse(String(data)) as News)
  }
  socket.onclose = ({ code }) => {
    hangUp()
    if (code === 4401 || !wasOpen) listener.refused()
    listener.lost()
  }
  return hangUp
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
