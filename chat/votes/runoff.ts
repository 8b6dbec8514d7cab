import type { Command, Random, RunoffSpec } from '../../game/index.ts'
import { reject } from '../outcome.ts'
import type { Count } from './count.ts'
import { leadOf, majority, noWinner, plurality, topTwo, undecided } from './decide.ts'
import type { VoteMode, VoteOutcome } from './mode.ts'
import { createOneBallotMode } from './one-ballot.ts'
import { nameOf } from './sentences.ts'
import type { ModeOptions } from './window.ts'

type Pair = readonly [Command, Command]

/**
 * Over half of the votes decide in the first window. Where nobody has them, the two leaders meet in a second one, on a
 * fresh ballot. A second round that nobody or too few vote in decides nothing, and the next window is a first round again.
 */
export function createRunoff(spec: RunoffSpec, options: ModeOptions): VoteMode {
  let pair: Pair | null = null
  const isOn = (command: Command) => pair === null || pair.some(({ label }) => label === command.label)
  return createOneBallotMode(spec.window, options, {
    mode: 'runoff',
    decide(count, quorum, random) {
      const isFinal = pair !== null
      pair = null
      const result = undecided(count, quorum) ?? (isFinal ? plurality(count, random) : majority(count))
      if (result) return result
      pair = pairOf(count, random)
      return next(count, pair)
    },
    // A first round also decides who is second, which a lead says nothing about.
    isSettled: (count) => (pair ? leadOf(count) > count.pending : isFirstRoundSettled(count)),
    explain: (every) =>
      pair
        ? `runoff, second round: ${against(pair)}, for ${every}. The one with more votes wins.`
        : `runoff: over half of the votes win within ${every}; without that, the first two meet in a second round.`,
    round: () => (pair ? 2 : 1),
    skip: () => void (pair = null),
    refuse: (command) =>
      isOn(command) ? null : reject('not-on-ballot', `this round is ${against(pair!)}: choose one of the two`),
    save: () => pair,
    load(memory: Pair | null) {
      pair = memory
    },
  })
}

function isFirstRoundSettled(count: Count): boolean {
  const first = count.options[0]?.votes ?? 0
  return first * 2 > count.votes + count.pending || (count.pending === 0 && count.votes > 0)
}

function pairOf(count: Count, random: Random): Pair {
  const [first, second] = topTwo(count, random)
  return [first.command, second.command]
}

function next(count: Count, pair: Pair): VoteOutcome {
  return noWinner(count, 'runoff-next', `${against(pair)} next: no option has over half of ${count.votes} votes`)
}

function against([a, b]: Pair): string {
  return `${nameOf(a)} against ${nameOf(b)}`
}
