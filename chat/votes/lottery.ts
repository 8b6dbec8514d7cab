import type { LotterySpec } from '../../game/index.ts'
import { drawBallot, undecided } from './decide.ts'
import type { VoteMode } from './mode.ts'
import { createOneBallotMode } from './one-ballot.ts'
import type { ModeOptions } from './window.ts'

/** In each window one ballot is drawn from the seed, so that minorities get their turn. */
export function createLottery(spec: LotterySpec, options: ModeOptions): VoteMode {
  return createOneBallotMode(spec.window, options, {
    mode: 'lottery',
    decide: (count, quorum, random) => undecided(count, quorum) ?? drawBallot(count, random),
    // Every ballot is a chance to win: nobody who is expected may be left out.
    isSettled: (count) => count.pending === 0 && count.votes > 0,
    early: 'everybody has voted',
    explain: (every) => `lottery: every ${every} one vote is drawn, and its command acts.`,
  })
}
