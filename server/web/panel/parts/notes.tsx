import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { Icon } from './icon.tsx'
import { notesPlace } from './notes-place.ts'

/** What was done a moment ago, or why it wasn’t. */
export function Notes({ desk }: { desk: Desk }) {
  const notes = useStore(desk.notes.shown)
  const place = notes.length > 0 ? notesPlace() : null
  return (
    <div
      class={place === null ? 'notes' : 'notes over-picture'}
      style={place ?? undefined}
      role="status"
      aria-live="polite"
    >
      {notes.map(({ id, text, isProblem, undo, isUndone }) => (
        <p key={id} class={isProblem ? 'note problem' : 'note'}>
          <span class="note-text">{text}</span>
          {undo && (
            <button type="button" class="small" onClick={undo}>
              Undo
            </button>
          )}
          {isUndone && <span class="quiet">undone</span>}
          <button type="button" class="icon" aria-label="Dismiss" onClick={() => desk.notes.dismiss(id)}>
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  )
}
