import type { Command, CommandSpecs, Decision } from '../../game/index.ts'
import type { VoteMode } from './mode.ts'
import { createPerPlayer } from './per-player.ts'

/** Acts that are their author's own, whatever the vote beside them is: as where everybody plays for themselves. */
export interface OwnActs extends Pick<
  VoteMode,
  'cast' | 'withdraw' | 'withdrawMessage' | 'withdrawSource' | 'standing' | 'save' | 'load'
> {
  /** Whether a command is such an act. */
  readonly has: (command: Pick<Command, 'name'>) => boolean
  /** Ends a tick that counts. */
  close(tick: number): readonly Decision[]
}

export function createOwnActs(specs: CommandSpecs): OwnActs {
  const names = new Set(Object.entries(specs).flatMap(([name, { own }]) => (own === true ? [name] : [])))
  const acts = createPerPlayer()
  return {
    has: ({ name }) => names.has(name),
    cast: (message, command) => acts.cast(message, command),
    withdraw: (userId) => acts.withdraw(userId),
    withdrawMessage: (messageId) => acts.withdrawMessage(messageId),
    withdrawSource: (source) => acts.withdrawSource(source),
    get standing() {
      return acts.standing
    },
    close: (tick) => acts.close(tick).decisions,
    save: () => acts.save(),
    load: (memory) => acts.load(memory),
  }
}
