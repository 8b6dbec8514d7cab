import type { QueueSpec } from '../../game/index.ts'
import { reject } from '../outcome.ts'
import { createActs, type ActsMemory } from './act.ts'
import { maxDecisions } from './anarchy.ts'
import { noTally, type Tally, type VoteMode } from './mode.ts'
import { createPace, type PaceMemory } from './pace.ts'
import { explain } from './sentences.ts'
import type { ModeOptions } from './window.ts'

/** The most commands of one viewer that wait at a time: enough for a short run of moves, too few to crowd out the rest. */
export const maxWaitingEach = 5

interface QueueMemory {
  readonly acts: ActsMemory
  readonly pace: PaceMemory
}

/** Commands wait in line and act one after another, the faster the longer the line is. */
export function createQueue(spec: QueueSpec, { tickRate }: ModeOptions): VoteMode {
  const acts = createActs()
  const pace = createPace(Math.max(1, Math.round(spec.waitSeconds * tickRate)), maxDecisions)
  return {
    get tally(): Tally {
      return { ...noTally, mode: 'queue', plays: 'queue', waiting: acts.length }
    },
    commands: {},
    explain() {
      const waiting = acts.length === 0 ? 'nobody waits' : `${acts.length} of ${spec.capacity} wait`
      return explain(`queue: commands act one after another within about ${spec.waitSeconds} s; ${waiting} now.`)
    },
    cast(message, command) {
      if (acts.countOf(message.userId) >= maxWaitingEach)
        return reject('queue-full', `you have ${maxWaitingEach} commands waiting: let some of them act first`)
      const before = acts.length
      if (before >= spec.capacity) return reject('queue-full', `${before} commands wait already: try again in a moment`)
      acts.push(message, command)
      return { note: before === 0 ? null : `queued: ${before} before you` }
    },
    withdraw: acts.withdraw,
    withdrawMessage: acts.withdrawMessage,
    withdrawSource: acts.withdrawSource,
    get standing() {
      return acts.length
    },
    hold() {},
    steering: null,
    save: (): QueueMemory => ({ acts: acts.save(), pace: pace.save() }),
    load(memory: QueueMemory) {
      acts.load(memory.acts)
      pace.load(memory.pace)
    },
    close: (_, isIdle = false) => ({ decisions: isIdle ? [] : acts.take(pace.next(acts.length)), results: [] }),
  }
}
