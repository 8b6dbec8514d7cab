import { useEffect, useMemo } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { useFetched, type Fetched } from '../parts/fetched.ts'
import type { Deed } from '../shapes.ts'
import { createCoalesced } from './coalesced.ts'
import { newestFirst } from './merge.ts'

/** How long after a change it is looked what can still be undone: by then the server judges it, and a flood of changes is one look. */
const lookMs = 2000

/** What the log has, with what was done since, the newest first. */
export function useDeeds(desk: Desk, path: string): Fetched<readonly Deed[]> & { readonly deeds: readonly Deed[] } {
  const found = useFetched<readonly Deed[]>(desk, path)
  const since = useStore(desk.live.deeds)
  const { deeds: told, control } = desk.live
  // Each deed may have undone another; and a time-out that ends, a poll that is over or another game show in the control.
  useEffect(() => {
    const look = createCoalesced(found.reload, lookMs)
    const stops = [told.subscribe(look.ask), control.subscribe(look.ask)]
    // What was done just before the first look wasn’t judged yet.
    look.ask()
    return () => {
      look.stop()
      for (const stop of stops) stop()
    }
  }, [told, control, found.reload])
  const deeds = useMemo(() => newestFirst(found.value ?? [], since), [found.value, since])
  return { ...found, deeds }
}
