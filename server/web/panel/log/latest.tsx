import { useMemo } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { useFetched } from '../parts/fetched.ts'
import type { Deed } from '../shapes.ts'
import { clock } from '../when.ts'
import { newestFirst } from './merge.ts'
import { mayUndo } from './undo.ts'
import { sayDeed } from './words.ts'

const shown = 30

/** What all of them have done lately, the newest first. */
export function Deeds({ desk }: { desk: Desk }) {
  const before = useFetched<readonly Deed[]>(desk, `/api/log?limit=${shown}`)
  const since = useStore(desk.live.deeds)
  const deeds = useMemo(() => newestFirst(before.value ?? [], since).slice(0, shown), [before.value, since])
  return (
    <ol class="deeds">
      {deeds.length === 0 && <li class="quiet">{before.problem || 'Nothing yet.'}</li>}
      {deeds.map((deed) => (
        <li key={deed.id} class={deed.undoneBy === null ? '' : 'undone'}>
          <span class="quiet">{clock(deed.atMs)}</span> <b>{deed.actor}</b> {sayDeed(deed)}
          {deed.reason && <span class="quiet">{` · ${deed.reason}`}</span>}
          {mayUndo(desk, deed) && (
            <button type="button" class="link" onClick={() => void desk.undo(deed.id)}>
              Undo
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}
