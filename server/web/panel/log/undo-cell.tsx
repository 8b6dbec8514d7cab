import type { Desk } from '../desk.ts'
import type { Deed } from '../shapes.ts'
import { mayUndo } from './undo.ts'

/** Undo where the server would take it, or what has become of it. */
export function UndoCell({ desk, deed, again }: { desk: Desk; deed: Deed; again: () => void }) {
  if (deed.undoneBy !== null) return <span class="quiet undo-word">undone</span>
  if (mayUndo(desk, deed))
    return (
      // Also where it failed: then something has changed meanwhile.
      <button type="button" class="small" onClick={() => void desk.undo(deed.id).then(again)}>
        Undo
      </button>
    )
  if (deed.tooLate === null) return null
  return (
    <span class="quiet undo-word" title={`It can’t be undone any more: ${deed.tooLate}.`}>
      can’t be undone any more
    </span>
  )
}
