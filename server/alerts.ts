import type { Chat, ChatEvent } from '../chat/index.ts'
import type { AlertKind, Show } from '../game/index.ts'
import { isSlated } from '../render/index.ts'
import { takesBack } from './feed.ts'

/** Something to be told to everybody who watches. */
export interface NewAlert {
  readonly kind: AlertKind
  /** Raw; empty where it is about nobody. */
  readonly name?: string
  readonly text: string
  /** Whom it comes from, where that is somebody in a chat: it goes with its message, or when they are sent out. */
  readonly author?: { readonly source: string; readonly userId: string; readonly messageId: string | null }
  /** Whether its author typed the very text. */
  readonly isSaid?: boolean
}

/** Alerts that may wait: nobody would know any more what a later one is about. */
const maxWaiting = 20

/** Where so many wait, nobody has another one told by typing: sub, raid and cheer would come too late. */
const maxBeforeTyped = 5

/** Longest text, in UTF-16 units: more has no room on any picture. */
const maxText = 120

/** How long an alert is shown. A raid brings people who have just come. */
const shownSeconds = 5
const raidSeconds = 8

/** An alert that a slate covers in its last moment has been seen. */
const seenSeconds = 1

/** Alerts wait in line, and are shown one at a time. */
export interface Alerts {
  /** Where there is no room, the oldest `info` goes first, then the oldest of any kind; they are counted. */
  push(alert: NewAlert): void
  /** Pushes what somebody typed, unless five wait already. @returns whether it did */
  offer(alert: NewAlert): boolean
  /** Takes what a tick brought, and shows the next one where none is shown. Called once a tick. */
  update(events: readonly ChatEvent[]): void
  readonly waiting: number
  readonly dropped: number
  save(): AlertsMemory
  load(memory: AlertsMemory): void
}

export interface AlertsMemory {
  readonly queue: readonly NewAlert[]
  readonly shown: NewAlert | null
  readonly dropped: number
}

export function createAlerts(show: Show, display: Chat['display']): Alerts {
  let queue: NewAlert[] = []
  let shown: NewAlert | null = null
  let dropped = 0
  const isOnAir = () => shown !== null && show.tick < show.alert.untilTick
  const bound = () => {
    if (queue.length <= maxWaiting) return
    const info = queue.findIndex(({ kind }) => kind === 'info')
    queue.splice(Math.max(0, info), 1)
    dropped += 1
  }
  const push = (alert: NewAlert) => {
    queue.push(alert)
    bound()
  }
  const takeBack = (event: ChatEvent) => {
    const isTaken = ({ author }: NewAlert) => author !== undefined && takesBack(event, author)
    if (queue.some(isTaken)) queue = queue.filter((alert) => !isTaken(alert))
    if (shown !== null && isOnAir() && isTaken(shown)) clear(show)
  }
  /** Behind a slate nobody sees it: once the slate is gone it comes first, and has all of its time. */
  const putBack = () => {
    if (shown === null || show.alert.untilTick - show.tick <= seenSeconds * show.tickRate) return
    queue.unshift(shown)
    clear(show)
    bound()
  }
  return {
    push,
    offer(alert) {
      if (queue.length >= maxBeforeTyped) return false
      push(alert)
      return true
    },
    update(events) {
      // In their order: who was sent out may come again.
      for (const event of events) {
        takeBack(event)
        const alert = alertOf(event)
        if (alert !== null) push(alert)
      }
      if (isSlated({ show })) return putBack()
      if (isOnAir()) return
      shown = queue.shift() ?? null
      if (shown !== null) put(show, shown, display)
    },
    get waiting() {
      return queue.length
    },
    get dropped() {
      return dropped
    },
    save: () => ({ queue, shown, dropped }),
    load(memory) {
      queue = [...memory.queue]
      ;({ shown, dropped } = memory)
    },
  }
}

/** Takes the alert off the air. */
function clear(show: Show): void {
  show.alert.assign({ name: '', text: '', untilTick: show.tick })
}

function put(show: Show, { kind, name = '', text, isSaid = false }: NewAlert, display: Chat['display']): void {
  const seconds = kind === 'raid' ? raidSeconds : shownSeconds
  show.alert.assign({
    ...{ kind, name: name === '' ? '' : display.name(name), text: bounded(display.text(text)) },
    ...{ fromTick: show.tick, untilTick: show.tick + seconds * show.tickRate, isSaid },
  })
}

function bounded(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText).toWellFormed()}…`
}

/** What is news of an event; null for what is none. */
function alertOf(event: ChatEvent): NewAlert | null {
  if (event.type !== 'sub' && event.type !== 'gift' && event.type !== 'raid' && event.type !== 'cheer') return null
  const { source, userId, user: name } = event
  return { ...newsOf(event), name, author: { source, userId, messageId: null } }
}

/** Short, since the word for the kind stands before it. */
function newsOf(event: Extract<ChatEvent, { readonly user: string }>): Pick<NewAlert, 'kind' | 'text'> {
  if (event.type === 'sub') return { kind: 'sub', text: event.months > 1 ? `for ${event.months} months` : 'welcome!' }
  if (event.type === 'gift') return { kind: 'sub', text: `gives ${counted(event.count, 'sub')}` }
  if (event.type === 'raid') return { kind: 'raid', text: `with ${counted(event.viewers, 'viewer')}` }
  return { kind: 'cheer', text: counted(event.bits, 'bit') }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
