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

/** The count of nobody: adding it changes nothing. */
export const emptyCount: Count = { options: [], voters: 0, abstained: 0, votes: 0, recent: 0, pending: 0 }

/** Adds the counts of two parts of a crowd. Associative and commutative; a viewer must not be in both. */
export function mergeCounts(a: Count, b: Count): Count {
  return {
    options: mergeOptions(a.options, b.options),
    voters: a.voters + b.voters,
    abstained: a.abstained + b.abstained,
    votes: a.votes + b.votes,
    recent: a.recent + b.recent,
    pending: a.pending + b.pending,
  }
}

function mergeOptions(a: readonly TallyOption[], b: readonly TallyOption[]): readonly TallyOption[] {
  const byLabel = new Map(a.map((option) => [option.command.label, option]))
  for (const option of b) {
    const { label } = option.command
    const same = byLabel.get(label)
    byLabel.set(label, same ? { ...same, votes: same.votes + option.votes } : option)
  }
  return [...byLabel.values()].sort(compareOptions)
}

/** Most votes first, then by label, then by team. By code units, since a locale differs from machine to machine. */
export function compareOptions(a: TallyOption, b: TallyOption): number {
  return b.votes - a.votes || compareText(a.command.label, b.command.label) || compareText(a.team ?? '', b.team ?? '')
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
