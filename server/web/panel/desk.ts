import { startLink, type Link } from '../link/link.ts'
import { createStore, type Store } from '../store.ts'
import { createSound, type Sound } from '../watch/sound/sound.ts'
import { followBoard, type Board } from '../watch/board.ts'
import { ApiError, createApi, problemOf, type Api, type Done } from './api.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { followTitles, type Titles } from './log/titles.ts'
import { sayDeed } from './log/words.ts'
import { startLive, type Live } from './live.ts'
import { createNotes, type Notes } from './notes.ts'

/** Who is logged in, as the server knows them. */
export interface Session {
  readonly who: {
    readonly id: string
    readonly name: string
    readonly role: string
    readonly hasTotp: boolean
  } | null
  readonly rights: readonly string[]
  readonly csrf: string | null
}

export interface Person {
  readonly userId: string
  readonly name: string
}

/** All that the screens are made from. */
export interface Desk {
  readonly session: Session
  readonly api: Api
  readonly live: Live
  /** The spectators’ own line: the picture and the vote come from it. */
  readonly link: Link
  readonly board: Store<Board | null>
  readonly sound: Sound
  readonly notes: Notes
  readonly drafts: Drafts
  /** Of the games, by their ids; empty until the server has told them. */
  readonly titles: Store<Titles>
  /** Whether a code has to be given beside the password; it may be turned on and off meanwhile. */
  readonly hasTotp: Store<boolean>
  /** Whose drawer is open. */
  readonly person: Store<Person | null>
  /** Who is about to be sent out of the game. */
  readonly banning: Store<Person | null>
  /** Set while the password has to be typed once more; called with the word that requests need from then on, or null. */
  readonly proving: Store<((csrf: string | null) => void) | null>
  may(right: string): boolean
  /** The server has given this login a new word for its requests. */
  renewed(session: Session): void
  tell(text: string, isProblem?: boolean): void
  /** Asks the server for something, and tells what came of it; null where it failed. */
  attempt<T>(run: () => Promise<T>, said?: string): Promise<{ readonly value: T } | null>
  /** Does something by an endpoint, and tells what came of it. @returns whether it was done */
  act(path: string, body: object, said: string): Promise<boolean>
  undo(deed: number): Promise<boolean>
  /** Logs out; also where the server can’t be reached, as far as this page goes. */
  leave(): void
  stop(): void
}

export function openDesk(session: Session, loggedOut: () => void): Desk {
  let csrf = session.csrf ?? ''
  const proving = createStore<((csrf: string | null) => void) | null>(null)
  const prove = () =>
    new Promise<boolean>((resolve) => {
      proving.set((next) => {
        proving.set(null)
        csrf = next ?? csrf
        resolve(next !== null)
      })
    })
  const api = createApi({ csrf: () => csrf, loggedOut, prove })
  const live = startLive(
    () =>
      void api.get<Session>('/api/session').then(
        ({ who }) => who ?? loggedOut(),
        () => {},
      ),
  )
  const notes = createNotes()
  const rights = new Set(session.rights)
  const attempt: Desk['attempt'] = async (run, said = '') => {
    try {
      const value = await run()
      const deed = undoable(value)
      if (said !== '') notes.add(said, { deed, undo: deed === null ? null : () => void desk.undo(deed) })
      return { value }
    } catch (error) {
      notes.add(problemOf(error), { isProblem: true })
      if (!(error instanceof ApiError)) console.error(error)
      return null
    }
  }
  const desk: Desk = {
    ...{ session, api, live, notes, proving, attempt, ...spectator() },
    drafts: createDrafts(),
    titles: followTitles({ api, live }),
    hasTotp: createStore(session.who?.hasTotp === true),
    person: createStore<Person | null>(null),
    banning: createStore<Person | null>(null),
    may: (right) => rights.has(right),
    renewed: (next) => void (csrf = next.csrf ?? csrf),
    tell: (text, isProblem = false) => notes.add(text, { isProblem }),
    act: async (path, body, said) => (await attempt(() => api.send('POST', path, body), said)) !== null,
    undo: async (deed) => (await attempt(() => api.send('POST', `/api/log/${deed}/undo`, {}), 'Undone')) !== null,
    leave: () => void api.send('DELETE', '/api/session').then(loggedOut, loggedOut),
    stop: () => live.stop(),
  }
  // The server is back for both lines at once.
  live.state.subscribe(() => live.state.get() === 'live' && desk.link.retryNow())
  tellOfOthers(desk)
  return desk
}

/** One line for as long as the page is open, whoever logs in or out: there is no way to hang up. */
let line: Pick<Desk, 'link' | 'board' | 'sound'> | null = null
function spectator(): Pick<Desk, 'link' | 'board' | 'sound'> {
  if (line !== null) return line
  const link = startLink(() => {})
  line = { link, board: followBoard(link), sound: createSound(link) }
  return line
}

function undoable(value: unknown): number | null {
  const { deed = null, canUndo = false } = (value ?? {}) as Partial<Done>
  return canUndo ? deed : null
}

/** What the others do is told as it happens, so that two don’t do the same; and what was undone anywhere needs no second undo. */
function tellOfOthers({ session, live, notes, titles }: Desk): void {
  let told = 0
  live.deeds.subscribe(() => {
    for (const deed of live.deeds.get()) {
      if (deed.id > told && deed.undoes !== null) notes.undone(deed.undoes)
      if (deed.id > told && deed.actor !== session.who?.name) notes.add(`${deed.actor} ${sayDeed(deed, titles.get())}`)
      told = Math.max(told, deed.id)
    }
  })
}
