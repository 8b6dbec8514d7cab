import { useEffect, useMemo } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { useFetched, type Fetched } from '../parts/fetched.ts'
import type { Deed } from '../shapes.ts'
import { newestFirst } from './merge.ts'

/** Whether something can still be undone changes by itself: a time-out ends, a poll is over. */
const lookMs = 5000

/** What the log has, with what was done since, the newest first. */
export function useDeeds(desk: Desk, path: string): Fetched<readonly Deed[]> & { readonly deeds: readonly Deed[] } {
  const found = useFetched<readonly Deed[]>(desk, path, lookMs)
  const since = useStore(desk.live.deeds)
  const game = useStore(desk.live.control)?.game
  // Another game takes with it what only the last one could undo.
  useEffect(found.reload, [game, found.reload])
  const deeds = useMemo(() => newestFirst(found.value ?? [], since), [found.value, since])
  return { ...found, deeds }
}
