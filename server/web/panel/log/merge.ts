import type { Deed } from '../shapes.ts'

/** Each once; one that was undone meanwhile says so. */
export function newestFirst(before: readonly Deed[], since: readonly Deed[]): readonly Deed[] {
  const all = new Map([...before, ...since].map((deed) => [deed.id, deed]))
  for (const { id, undoes } of since) {
    const undone = undoes === null ? undefined : all.get(undoes)
    if (undone) all.set(undone.id, { ...undone, undoneBy: id, canUndo: false })
  }
  return [...all.values()].toSorted((a, b) => b.id - a.id)
}
