/** What is done to a list, whatever else it has by then. What is both removed and added is in it. */
export interface ListChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** What of a list isn’t in the other one. */
export function lacking(list: readonly string[], other: readonly string[]): readonly string[] {
  const there = new Set(other)
  return list.filter((each) => !there.has(each))
}

/** What makes one list the other, but for its order. */
export function changeBetween(before: readonly string[], after: readonly string[]): ListChange {
  return { add: lacking(after, before), remove: lacking(before, after) }
}

/** A list with a change laid over it: what stays keeps its order, and what is new comes last. */
export function laidOver(list: readonly string[], { add, remove }: ListChange): readonly string[] {
  return [...new Set([...lacking(list, remove), ...add])]
}

export const changesNothing = ({ add, remove }: ListChange): boolean => add.length + remove.length === 0
