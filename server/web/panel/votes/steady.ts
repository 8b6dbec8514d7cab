import type { BoardOption } from '../../watch/board.ts'

/** An option in the place where it stands. */
export interface Standing extends BoardOption {
  /** Whether it is no longer among those that are shown: its place stays empty until nobody is about to press anything. */
  readonly isGone: boolean
}

/** Three times what a vote shows at most. Held for longer than that, they stand as the vote has them. */
const mostStanding = 36

/** One option, through all that it gets and loses. */
export const keyOf = ({ team, label }: BoardOption): string => `${team}:${label}`

/** The options where they stood before, and what is new below them: under a hand that is about to press one, none takes the place of another. */
export function steadied(before: readonly Standing[], now: readonly BoardOption[]): readonly Standing[] {
  const left = new Map(now.map((option) => [keyOf(option), option]))
  const stayed = before.map((was): Standing => {
    const option = left.get(keyOf(was))
    left.delete(keyOf(was))
    return option === undefined ? { ...was, isGone: true } : standing(option)
  })
  const all = [...stayed, ...[...left.values()].map(standing)]
  return all.length <= mostStanding ? all : now.map(standing)
}

export const standing = (option: BoardOption): Standing => ({ ...option, isGone: false })
