import type { Acts } from './act.ts'
import type { VoteMode } from './mode.ts'

/** A mode without a vote: what it casts into `acts` enters the game at the end of the tick, at most so many. */
export function atOnce(acts: Acts, most: number, own: Pick<VoteMode, 'tally' | 'explain' | 'cast'>): VoteMode {
  return {
    ...own,
    commands: {},
    withdraw: acts.withdraw,
    withdrawMessage: acts.withdrawMessage,
    withdrawSource: acts.withdrawSource,
    get standing() {
      return acts.length
    },
    hold() {},
    steering: null,
    save: acts.save,
    load: acts.load,
    close: () => ({ decisions: acts.take(most), results: [] }),
  }
}
