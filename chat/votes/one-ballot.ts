import type { Command, WindowSpec } from '../../game/index.ts'
import type { Rejection } from '../outcome.ts'
import { abstainCommand, abstainCommands, abstainIn } from './abstain.ts'
import { noTally, type Tally, type VoteMode } from './mode.ts'
import { explain, secondsOf, windowSentences } from './sentences.ts'
import { createWindowVote, type Rules, type WindowMemory } from './window-vote.ts'
import type { ModeOptions } from './window.ts'

/** What tells one mode of one ballot for all from another. */
export interface OneBallotRules extends Rules {
  readonly mode: 'democracy' | 'lottery' | 'runoff'
  /** How the mode decides, as a sentence; `every` is a window's length: `10 s`. */
  explain(every: string): string
  /** When a window closes early, as viewers know it: `it is clear` by default. */
  readonly early?: string
  /** 1 or 2 where there are rounds. */
  round?(): number
  /** Refuses a command that can't be chosen now. */
  refuse?(command: Command): Rejection | null
  /** What the rules remember from window to window; plain data. */
  save?(): unknown
  load?(memory: unknown): void
}

interface OneBallotMemory {
  readonly vote: WindowMemory
  readonly rules: unknown
}

const taken = { note: null }

export function createOneBallotMode(spec: WindowSpec, options: ModeOptions, rules: OneBallotRules): VoteMode {
  const vote = createWindowVote(spec, options, rules)
  const ballots = vote.ballots[0]!
  const { mode } = rules
  return {
    get tally(): Tally {
      return { ...noTally, ...vote.tally, mode, plays: mode, round: rules.round?.() ?? 0 }
    },
    commands: abstainCommands,
    explain() {
      const { windowTicks, quorum } = vote.tally
      return explain(
        rules.explain(secondsOf(windowTicks, options.tickRate)),
        windowSentences(spec, quorum, rules.early),
      )
    },
    cast(message, command) {
      if (command.name === abstainCommand) return abstainIn(ballots, message)
      return rules.refuse?.(command) ?? ballots.cast(message, command) ?? taken
    },
    withdraw: vote.withdraw,
    withdrawMessage: vote.withdrawMessage,
    withdrawSource: vote.withdrawSource,
    get standing() {
      return vote.standing
    },
    close: vote.close,
    hold: vote.hold,
    steering: vote.steering,
    save: (): OneBallotMemory => ({ vote: vote.save(), rules: rules.save?.() }),
    load(memory: OneBallotMemory) {
      vote.load(memory.vote)
      rules.load?.(memory.rules)
    },
  }
}
