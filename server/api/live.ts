import { isDeepStrictEqual } from 'node:util'
import type { WebSocket } from 'ws'
import type { Ended, Who } from '../auth/auth.ts'
import type { Right } from '../auth/rights.ts'
import type { RecordedMessage, Recorder } from '../controls/recorder.ts'
import type { StageEvent } from '../controls/stage-event.ts'
import type { Status } from '../status.ts'
import type { ApiParts } from './api.ts'
import { shownDeed } from './shown-deed.ts'

/** How often panels are told what is new. */
const tellMs = 250

/** How often they are told what the stream is like. */
const statusMs = 1000

/** How often it is looked whether they are still let in: logins and tokens end by themselves, and nobody tells of that. */
const checkMs = 60_000

/** The code that a line is closed with where it takes a new login. */
const logInAgain = 4401

/** What may wait for a panel that doesn’t read; beyond it, it is cut, and comes back by itself. */
const maxWaitingBytes = 2 ** 20

/** Bans that panels are told of, the newest; the others are at `/api/bans`. */
const maxBans = 50

/** Panels at once: every moderator with several windows. */
const maxPanels = 100

/** Messages that a panel gets at once: those of a busy chat in a quarter of a second, and the first page of the feed. */
const maxMessages = 200

/** Something that a panel is told, and the right to know it. */
interface News {
  readonly right: Right
  readonly text: string
}

/** What of somebody matters here. */
type Viewer = Pick<Who, 'rights' | 'account' | 'id' | 'by'>

interface Panel {
  readonly who: Viewer
  /** Ends the line of whoever isn't let in any more. */
  readonly check: () => void
}

/** The line to all panels: what happens reaches every one of them within a quarter of a second. Nothing is listened to. */
export interface Live extends Disposable {
  /**
   * @param stillIs whether they are still let in as they were; asked at once, since it may have changed on the way, and each minute
   * @returns false where there is no room for one more
   */
  open(socket: WebSocket, who: Viewer, stillIs: () => Promise<boolean>): boolean
  /** Whoever was let in by what has just ended or changed has to come again. */
  cut(ended: Ended): void
}

export function createLive(parts: ApiParts): Live {
  const panels = new Map<WebSocket, Panel>()
  const tell = ({ right, text }: News) => {
    for (const [socket, { who }] of panels) {
      if (!who.rights.has(right)) continue
      if (socket.bufferedAmount > maxWaitingBytes) socket.terminate()
      else socket.send(text)
    }
  }
  const chat = followChat(() => parts.stage().recorder, tell)
  const control = followControl(parts, tell)
  const stopDeeds = parts.log.listen((deed) => tell(news('log.read', { type: 'deed', deed: shownDeed(deed) })))
  const stopEvents = parts.onEvent((event) => {
    if (isShown(event)) tell(news('chat.read', { type: 'event', event }))
  })
  const telling = setInterval(() => {
    if (panels.size === 0) return
    chat.tell()
    control.tell()
  }, tellMs).unref()
  const reporting = setInterval(() => {
    if (panels.size > 0)
      void parts.status().then(
        (status) => tell(statusNews(parts, { ...status, panels: panelCount(panels) })),
        () => {},
      )
  }, statusMs).unref()
  const checking = setInterval(() => {
    for (const { check } of panels.values()) check()
  }, checkMs).unref()
  return {
    open(socket, who, stillIs) {
      if (panels.size >= maxPanels) return false
      // Who comes first brings the lists up to date, since they stand while nobody looks.
      if (panels.size === 0) chat.skip()
      // A store that can't be read for a moment sends nobody away; the next minute it is asked again.
      const check = () =>
        void stillIs().then(
          (isStill) => isStill || socket.close(logInAgain),
          () => {},
        )
      panels.set(socket, { who, check })
      socket.once('close', () => panels.delete(socket))
      check()
      for (const { right, text } of [chat.first(), control.first()]) if (who.rights.has(right)) socket.send(text)
      return true
    },
    cut({ account, id }) {
      for (const [socket, { who }] of panels)
        if (who.account.id === account && (id === null || who.id === id)) socket.close(logInAgain)
    },
    [Symbol.dispose]() {
      clearInterval(telling)
      clearInterval(reporting)
      clearInterval(checking)
      stopDeeds()
      stopEvents()
      for (const socket of panels.keys()) socket.close(1001)
    },
  }
}

const news = (right: Right, message: object): News => ({ right, text: JSON.stringify(message) })

/** An award to each of a thousand players is nothing to read, and acts are in the log. */
const isShown = ({ type }: StageEvent) => type !== 'award' && type !== 'act'

/** Those that browsers have open: each shows the picture, so it has a seat among the spectators. A program with a token has none. */
function panelCount(panels: ReadonlyMap<WebSocket, Panel>): number {
  return panels.values().reduce((count, { who }) => count + (who.by === 'login' ? 1 : 0), 0)
}

function statusNews({ broadcast }: ApiParts, status: Status & { readonly panels: number }): News {
  return news('numbers.read', { type: 'status', status, outputs: broadcast.outputs })
}

/** Tells of each message once, and again when something has become of it. */
function followChat(recorder: () => Recorder, tell: (each: News) => void) {
  let told = 0
  let change = 0
  /** `isAll` where nothing that was told before holds any more. */
  const newsOf = (messages: readonly RecordedMessage[], isAll: boolean) =>
    news('chat.read', { type: 'messages', isAll, messages })
  const skip = () => {
    told = recorder().newest
    change = recorder().changed
  }
  return {
    skip,
    first: () => newsOf(recorder().since(0, maxMessages), true),
    tell() {
      const now = recorder()
      // Another game has another recorder, which begins anew.
      const isAnother = now.newest < told
      if (isAnother) told = change = 0
      const messages = now.since(told, maxMessages)
      const changed = now.changesSince(change).filter(({ number }) => number <= told)
      skip()
      if (isAnother || messages.length + changed.length > 0) tell(newsOf([...changed, ...messages], isAnother))
    },
  }
}

/** Tells what is in force, whenever that has changed. */
function followControl({ stage, show }: ApiParts, tell: (each: News) => void) {
  const now = () => {
    const { control, match } = stage()
    const { show: state } = match.state
    const { layers, slate, slateText, branding, statusLine = '' } = state
    const { game } = show().plan
    const bans = control.bans.slice(-maxBans)
    return {
      ...{ ...control, bans, banCount: control.bans.length },
      ...{ game: game.id, layers, slate, slateText, branding, statusLine },
    }
  }
  const newsOf = (control: ReturnType<typeof now>) => news('chat.read', { type: 'control', control })
  let last: ReturnType<typeof now> | null = null
  return {
    first: () => newsOf(now()),
    tell() {
      const each = now()
      // Bans and lists that are the same ones are not looked into, so nothing long is compared.
      if (isDeepStrictEqual(each, last)) return
      last = each
      tell(newsOf(each))
    },
  }
}
