import { createStore, type Store } from '../store.ts'
import type { Deed } from './shapes.ts'

/** A line that tells what was done or why it was not, for a few seconds; where it can be undone, by a button. */
export interface Note {
  readonly id: number
  readonly text: string
  readonly isProblem: boolean
  readonly undo: (() => void) | null
  /** Number of the entry in the log that it tells of; null where there is none to be undone. */
  readonly deed: number | null
  readonly isUndone: boolean
}

export interface Notes {
  readonly shown: Store<readonly Note[]>
  add(text: string, more?: Partial<Pick<Note, 'isProblem' | 'undo' | 'deed'>>): void
  /** What was undone, by whomever, is offered for it no longer. */
  undone(deed: number): void
  /** Takes the undo from notes whose deed the server would undo no more. */
  judged(deeds: readonly Pick<Deed, 'id' | 'canUndo' | 'undoneBy'>[]): void
  dismiss(id: number): void
}

/** Time that a note stays, in ms; what has to be read or can be undone stays longer. */
const noteMs = 4000
const longerMs = 10_000

/** As many as are read at a glance; the oldest goes. */
const maxNotes = 3

const asUndone = (note: Note): Note => ({ ...note, undo: null, isUndone: true })

export function createNotes(): Notes {
  const shown = createStore<readonly Note[]>([])
  let newest = 0
  const dismiss = (id: number) => shown.set(shown.get().filter((each) => each.id !== id))
  return {
    shown,
    dismiss,
    undone(deed) {
      const notes = shown.get()
      if (notes.some((each) => each.deed === deed))
        shown.set(notes.map((each) => (each.deed === deed ? asUndone(each) : each)))
    },
    judged(deeds) {
      const over = new Map(deeds.filter(({ canUndo }) => !canUndo).map((deed) => [deed.id, deed]))
      const judge = (note: Note): Note => {
        const deed = note.undo === null || note.deed === null ? undefined : over.get(note.deed)
        if (deed === undefined) return note
        return deed.undoneBy === null ? { ...note, undo: null } : asUndone(note)
      }
      const notes = shown.get()
      const next = notes.map(judge)
      if (next.some((note, index) => note !== notes[index])) shown.set(next)
    },
    add(text, { isProblem = false, undo = null, deed = null } = {}) {
      const id = ++newest
      const once =
        undo === null
          ? null
          : () => {
              dismiss(id)
              undo()
            }
      shown.set([...shown.get(), { id, text, isProblem, undo: once, deed, isUndone: false }].slice(-maxNotes))
      setTimeout(() => dismiss(id), undo === null && !isProblem ? noteMs : longerMs)
    },
  }
}
