import { createStore, type Store } from '../store.ts'
import type { SettingsDraft } from './settings/draft.ts'

/** A list as somebody edits it, one a line. */
export interface ListDraft {
  readonly text: string
  /** What the list was when they began: whatever differs in it now was done by somebody else. */
  readonly from: readonly string[]
}

export interface TellingDraft {
  readonly kind: string
  readonly name: string
  readonly text: string
}

export interface PollDraft {
  readonly question: string
  readonly options: readonly string[]
  readonly seconds: number
}

/**
 * What is typed and not sent yet. It is on the desk, since a form goes with its tab, dialog or screen; so it goes when somebody logs out.
 * A stream key is never kept here: it goes with its form.
 */
export interface Drafts {
  readonly telling: Store<TellingDraft>
  /** Null while nobody types: then it is what is in force. The same of the status line and the lists. */
  readonly slateText: Store<string | null>
  readonly statusLine: Store<string | null>
  readonly blocked: Store<ListDraft | null>
  readonly ignore: Store<ListDraft | null>
  readonly poll: Store<PollDraft>
  readonly settings: Store<SettingsDraft | null>
}

export const emptyPoll: PollDraft = { question: '', options: ['yes', 'no'], seconds: 30 }

export function createDrafts(): Drafts {
  return {
    telling: createStore({ kind: 'announcement', name: '', text: '' }),
    slateText: createStore<string | null>(null),
    statusLine: createStore<string | null>(null),
    blocked: createStore<ListDraft | null>(null),
    ignore: createStore<ListDraft | null>(null),
    poll: createStore(emptyPoll),
    settings: createStore<SettingsDraft | null>(null),
  }
}

/** Empties a draft once it was sent. What somebody has typed since stays. */
export function clearSent<T>(draft: Store<T>, sent: T, empty: T): void {
  if (draft.get() === sent) draft.set(empty)
}
