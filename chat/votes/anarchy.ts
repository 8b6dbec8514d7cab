import { reject } from '../outcome.ts'
import { createActs } from './act.ts'
import { atOnce } from './at-once.ts'
import { noTally, type Tally, type VoteMode } from './mode.ts'

/** The most decisions that enter one tick; whoever comes later in the tick is told so. */
export const maxDecisions = 64

const tally: Tally = { ...noTally, mode: 'anarchy', plays: 'anarchy' }
const taken = { note: null }

/** Every accepted command is a decision of its tick, in the order it came. */
export function createAnarchy(): VoteMode {
  const acts = createActs()
  return atOnce(acts, maxDecisions, {
    tally,
    explain: () => 'anarchy: every command acts at once.',
    cast(message, command) {
      if (acts.length >= maxDecisions) return reject('overloaded', 'too much at once: try again')
      acts.push(message, command)
      return taken
    },
  })
}
