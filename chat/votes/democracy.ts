import type { DemocracySpec } from '../../game/index.ts'
import { leadOf, plurality, undecided } from './decide.ts'
import type { VoteMode } from './mode.ts'
import { createOneBallotMode } from './one-ballot.ts'
import type { Rules } from './window-vote.ts'
import type { ModeOptions } from './window.ts'

export const pluralityRules: Rules = {
  decide: (count, quorum, random) => undecided(count, quorum) ?? plurality(count, random),
  isSettled: (count) => leadOf(count) > count.pending,
}

/** Plurality: in each window the choice with the most votes wins. Ties are drawn by lot from the seed. */
export function createDemocracy(spec: DemocracySpec, options: ModeOptions): VoteMode {
  return createOneBallotMode(spec.window, options, {
    ...pluralityRules,
    mode: 'democracy',
    explain: (every) => `democracy: every ${every} the command with the most votes wins.`,
  })
}
