import type { TallyOption } from './mode.ts'

/**
 * What ballots come to: all that a decision needs, as plain data. Counts of crowds that share no viewer add up, so a
 * large chat can be counted in parts, by several processes, in any order.
 */
export interface Count {
  /** Most votes first, then by label; none without votes. */
  readonly options: readonly TallyOption[]
  /** Viewers with a ballot, those who abstain not among them. */
  readonly voters: number
  readonly abstained: number
  /** Sum of all weights. */
  readonly votes: number
  /** Viewers who had a ballot in any of the three windows before this one. */
  readonly recent: number
  /** Sum of the weights of those among them who have none in this window. */
  readonly pending: number
}

/**
 * Adds the counts of parts of a crowd, of its teams or of several readers of one chat. Any order and any grouping give
 * the same; a viewer must not be in two of them.
 */
export function mergeCounts(counts: readonly Count[]): Count {
  if (counts.length === 1) return counts[0]!
  const sumOf = (value: (count: Count) => number) => counts.reduce((sum, count) => sum + value(count), 0)
  return {
    options: mergeOptions(counts.map(({ options }) => options)),
    voters: sumOf(({ voters }) => voters),
    abstained: sumOf(({ abstained }) => abstained),
    votes: sumOf(({ votes }) => votes),
    recent: sumOf(({ recent }) => recent),
    pending: sumOf(({ pending }) => pending),
  }
}

function mergeOptions(lists: readonly (readonly TallyOption[])[]): readonly TallyOption[] {
  const byKey = new Map<string, TallyOption>()
  for (const option of lists.flat()) {
    const key = keyOf(option)
    const same = byKey.get(key)
    byKey.set(key, same ? { ...same, votes: same.votes + option.votes } : option)
  }
  return [...byKey.values()].sort(compareOptions)
}

/** Two teams' `up` are two options. No team's name has a space in it. */
function keyOf({ command, team }: TallyOption): string {
  return `${team ?? ''} ${command.label}`
}

/** Most votes first, then by label, then by team. By code units, since a locale differs from machine to machine. */
export function compareOptions(a: TallyOption, b: TallyOption): number {
  return b.votes - a.votes || compareText(a.command.label, b.command.label) || compareText(a.team ?? '', b.team ?? '')
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
