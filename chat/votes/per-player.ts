import { reject } from '../outcome.ts'
import { createActs } from './act.ts'
import { atOnce } from './at-once.ts'
import { noTally, type Tally, type VoteMode } from './mode.ts'

/** The most players that act in one tick: 30,000 a second at 30 ticks, more than any chat delivers. */
export const maxPlayers = 1000

const tally: Tally = { ...noTally, mode: 'perPlayer', plays: 'perPlayer' }
const taken = { note: null }

/** Everybody plays for themselves: the last command of each viewer in a tick acts. */
export function createPerPlayer(): VoteMode {
  const acts = createActs()
  return atOnce(acts, maxPlayers, {
    tally,
    explain: () => 'perPlayer: everybody plays for themselves, and each command acts at once.',
    cast(message, command) {
      if (acts.countOf(message.userId) > 0) acts.withdraw(message.userId)
      else if (acts.length >= maxPlayers) return reject('overloaded', 'too many play at once: try again')
      acts.push(message, command)
      return taken
    },
  })
}
