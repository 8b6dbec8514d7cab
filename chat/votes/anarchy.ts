import type { Decision } from '../../game/index.ts'
import { cleanName } from '../clean.ts'
import { reject } from '../outcome.ts'
import type { Close, Tally, VoteMode } from './mode.ts'

/** The most decisions that enter one tick; whoever comes later in the tick is told so. */
export const maxDecisions = 64

const tally: Tally = { mode: 'anarchy', windowTicks: 0, closesAtTick: 0, voters: 0, options: [] }

/** Every accepted command is a decision of its tick, in the order it came. */
export function createAnarchy(): VoteMode {
  let decisions: Decision[] = []
  return {
    tally,
    cast(message, command) {
      if (decisions.length >= maxDecisions) return reject('overloaded', 'too much at once: try again')
      decisions.push({ command, by: cleanName(message.user) })
      return null
    },
    close(): Close {
      const closed = decisions
      decisions = []
      return { decisions: closed, result: null }
    },
  }
}
