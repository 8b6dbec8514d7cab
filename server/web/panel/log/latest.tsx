import type { Desk } from '../desk.ts'
import { useStore } from '../../store.ts'
import { clock } from '../when.ts'
import { useDeeds } from './deeds.ts'
import { mayUndo } from './undo.ts'
import { sayDeed } from './words.ts'

const shown = 30

/** What all of them have done lately, the newest first. */
export function Deeds({ desk }: { desk: Desk }) {
  const { deeds: all, problem, reload } = useDeeds(desk, `/api/log?limit=${shown}`)
  const deeds = all.slice(0, shown)
  const titles = useStore(desk.titles)
  return (
    <ol class="deeds">
      {deeds.length === 0 && <li class="quiet">{problem || 'Nothing yet.'}</li>}
      {deeds.map((deed) => (
        <li key={deed.id} class={deed.undoneBy === null ? '' : 'undone'}>
          <span class="quiet">{clock(deed.atMs)}</span> <b>{deed.actor}</b> {sayDeed(deed, titles)}
          {deed.reason && <span class="quiet">{` · ${deed.reason}`}</span>}
          {mayUndo(desk, deed) && (
            <button type="button" class="link" onClick={() => void desk.undo(deed.id).then(reload)}>
              Undo
            </button>
          )}
          {deed.undoneBy !== null && <span class="quiet undo-word"> undone</span>}
        </li>
      ))}
    </ol>
  )
}
