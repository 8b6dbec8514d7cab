import type { Chat, ChatEvent } from '../chat/index.ts'
import type { AlertKind, Show } from '../game/index.ts'
import { takesBack } from './feed.ts'

/** Something to be told to everybody who watches. */
export interface NewAlert {
  readonly kind: AlertKind
  /** Raw; empty where it is about nobody. */
  readonly name?: string
  readonly text: string
  /** Who typed it, where somebody did: it goes with its message or its author. */
  readonly author?: { readonly source: string; readonly userId: string; readonly messageId: string | null }
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
}

export function createAlerts(show: Show, display: Chat['display']): Alerts {
  let queue: NewAlert[] = []
  let shown: NewAlert | null = null
  let dropped = 0
  const push = (alert: NewAlert) => {
    queue.push(alert)
    if (queue.length <= maxWaiting) return
    const info = queue.findIndex(({ kind }) => kind === 'info')
    queue.splice(Math.max(0, info), 1)
    dropped += 1
  }
  const takeBack = (events: readonly ChatEvent[]) => {
    const isTaken = ({ author }: NewAlert) => author !== undefined && events.some((event) => takesBack(event, author))
    queue = queue.filter((alert) => !isTaken(alert))
    if (shown !== null && isTaken(shown) && show.tick < show.alert.untilTick)
      show.alert.assign({ name: '', text: '', untilTick: show.tick })
  }
  return {
    push,
    offer(alert) {
      if (queue.length >= maxBeforeTyped) return false
      push(alert)
      return true
    },
    update(events) {
      takeBack(events)
      for (const event of events) {
        const alert = alertOf(event)
        if (alert !== null) push(alert)
      }
      // Behind a slate nobody would see it.
      if (show.tick < show.alert.untilTick || show.slate !== '') return
      shown = queue.shift() ?? null
      if (shown !== null) put(show, shown, display)
    },
    get waiting() {
      return queue.length
    },
    get dropped() {
      return dropped
    },
  }
}

function put(show: Show, { kind, name = '', text, author }: NewAlert, display: Chat['display']): void {
  const seconds = kind === 'raid' ? raidSeconds : shownSeconds
  show.alert.assign({
    ...{ kind, name: name === '' ? '' : display.name(name), text: bounded(display.text(text)) },
    ...{ fromTick: show.tick, untilTick: show.tick + seconds * show.tickRate, isSaid: author !== undefined },
  })
}

function bounded(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText).toWellFormed()}…`
}

/** Short, since the word for the kind stands before it; null for what is no news. */
function alertOf(event: ChatEvent): NewAlert | null {
  if (event.type === 'sub')
    return { kind: 'sub', name: event.user, text: event.months > 1 ? `for ${event.months} months` : 'welcome!' }
  if (event.type === 'gift') return { kind: 'sub', name: event.user, text: `gives ${counted(event.count, 'sub')}` }
  if (event.type === 'raid') return { kind: 'raid', name: event.user, text: `with ${counted(event.viewers, 'viewer')}` }
  if (event.type === 'cheer') return { kind: 'cheer', name: event.user, text: counted(event.bits, 'bit') }
  return null
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
