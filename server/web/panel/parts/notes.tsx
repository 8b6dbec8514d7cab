import { useEffect, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { quoted } from '../../watch/parts/outcome-line.tsx'
import type { Desk } from '../desk.ts'
import { createCoalesced } from '../log/coalesced.ts'
import type { Note } from '../notes.ts'
import type { Deed } from '../shapes.ts'
import { Icon } from './icon.tsx'
import { notesPlace } from './notes-place.ts'

/** What was done a moment ago, or why it wasn’t. */
export function Notes({ desk }: { desk: Desk }) {
  const notes = useStore(desk.notes.shown)
  const place = usePlace(desk, notes)
  useJudged(
    desk,
    notes.some(({ undo }) => undo !== null),
  )
  return (
    <div
      class={place === null ? 'notes' : 'notes over-picture'}
      style={place ?? undefined}
      role="status"
      aria-live="polite"
    >
      {notes.map(({ id, text, isProblem, undo, isUndone }) => (
        <p key={id} class={isProblem ? 'note problem' : 'note'}>
          <span class="note-text">{isProblem ? quoted(text) : text}</span>
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

/** Measured anew when a note comes, when a drawer opens or closes over the picture, and when another screen is shown. */
function usePlace(desk: Desk, notes: readonly Note[]): ReturnType<typeof notesPlace> {
  const person = useStore(desk.person)
  const [, measure] = useState({})
  const isNeeded = notes.length > 0
  useEffect(() => {
    if (!isNeeded) return
    // One frame later, when what is opened at the same time is there to be measured.
    let frame = requestAnimationFrame(() => measure({}))
    const follow = () => (frame = requestAnimationFrame(() => measure({})))
    addEventListener('hashchange', follow)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('hashchange', follow)
    }
  }, [isNeeded, person])
  return isNeeded ? notesPlace() : null
}

/** How long after a change the server is asked what it would still undo, and of how many deeds. */
const judgeMs = 400
const judgedDeeds = 30

/** While an Undo is offered, whatever changes may take it away: panic that was ended by hand, another game, a poll that is over. */
function useJudged(desk: Desk, isOffered: boolean): void {
  useEffect(() => {
    const { api, live, notes } = desk
    if (!isOffered || !desk.may('log.read')) return
    const judge = (deeds: readonly Deed[]) => notes.judged(deeds)
    const ask = () => void api.get<readonly Deed[]>(`/api/log?limit=${judgedDeeds}`).then(judge, () => {})
    const look = createCoalesced(ask, judgeMs)
    const stops = [live.deeds.subscribe(look.ask), live.control.subscribe(look.ask)]
    return () => {
      look.stop()
      for (const stop of stops) stop()
    }
  }, [isOffered])
}
