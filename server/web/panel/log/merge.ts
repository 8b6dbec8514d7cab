import type { Deed } from '../shapes.ts'

/** Each once; one that was undone meanwhile says so. What was fetched was judged later than what was told as it happened. */
export function newestFirst(before: readonly Deed[], since: readonly Deed[]): readonly Deed[] {
  const all = new Map([...since, ...before].map((deed) => [deed.id, deed]))
  for (const { id, undoes } of since) {
    const undone = undoes === null ? undefined : all.get(undoes)
    if (undone) all.set(undone.id, { ...undone, undoneBy: id, canUndo: false, tooLate: null })
  }
  return [...all.values()].toSorted((a, b) => b.id - a.id)
}
