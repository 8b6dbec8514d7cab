import { useEffect, useRef, useState } from 'preact/hooks'
import { problemOf } from '../api.ts'
import type { Desk } from '../desk.ts'
import type { Fetched } from '../parts/fetched.ts'
import type { Deed } from '../shapes.ts'
import { useDeeds } from './deeds.ts'
import { newestFirst } from './merge.ts'

/** Deeds that are fetched at a time, and those that are judged anew at a time: as many as the server tells at once. */
const page = 100
const judged = 500

/** The log, page by page into the past. */
export interface LogPages extends Fetched<readonly Deed[]> {
  /** All that were fetched, with what was done since, the newest first. */
  readonly deeds: readonly Deed[]
  /** Whether there may be some before them. */
  readonly hasEarlier: boolean
  /** Fetches the page before them. */
  readonly earlier: () => void
}

interface Earlier {
  readonly deeds: readonly Deed[]
  readonly isEnd: boolean
}

/** @param query what is looked for; a component is for one query alone */
export function useLogPages(desk: Desk, query: string): LogPages {
  const newest = useDeeds(desk, `/api/log?${query}&limit=${page}`)
  const [kept, setKept] = useState<Earlier | null>(null)
  const isAsking = useRef(false)
  const ask = async (before: number, limit: number) =>
    await desk.api.get<readonly Deed[]>(`/api/log?${query}&limit=${limit}&before=${before}`)
  useEffect(() => {
    if (newest.value === null || kept === null) return
    const { value } = newest
    setKept((before) => before && { ...before, deeds: joined(before.deeds, value) })
    const before = staleBefore(kept.deeds, value)
    if (before === null) return
    ask(before, judged).then(
      (again) => setKept((had) => had && { ...had, deeds: newestFirst(again, had.deeds) }),
      // They are looked at again with the next change.
      () => {},
    )
    // oxlint-disable-next-line react/exhaustive-deps -- The newest page alone is what it goes by.
  }, [newest.value])
  const deeds = kept === null ? newest.deeds : newestFirst(newest.deeds, kept.deeds)
  const earlier = () => {
    const last = (kept?.deeds ?? newest.value)?.at(-1)
    if (last === undefined || isAsking.current) return
    isAsking.current = true
    ask(last.id, page)
      .then(
        (before) => setKept({ deeds: newestFirst(before, deeds), isEnd: before.length < page }),
        (error: unknown) => desk.tell(problemOf(error), true),
      )
      .finally(() => (isAsking.current = false))
  }
  const hasEarlier = kept === null ? (newest.value?.length ?? 0) >= page : !kept.isEnd
  return { ...newest, deeds, hasEarlier, earlier }
}

/**
 * Deeds that are known, with the newest page as it was fetched again. Where more was done meanwhile than a page holds there would be a hole
 * between them: then the page alone is known.
 */
export function joined(known: readonly Deed[], newest: readonly Deed[], length = page): readonly Deed[] {
  const oldest = newest.at(-1)?.id ?? 0
  const touches = newest.length < length || known.some(({ id }) => id >= oldest)
  return touches ? newestFirst(newest, known) : newest
}

/** The number before which there are deeds to be judged again, since undoing them was possible when they were fetched; null for none. */
export function staleBefore(known: readonly Deed[], newest: readonly Deed[]): number | null {
  const oldest = newest.at(-1)?.id ?? 0
  const stale = known.find(({ id, canUndo }) => canUndo && id < oldest)
  return stale === undefined ? null : stale.id + 1
}
