import { createRandom, type Random, type WindowSpec } from '../../game/index.ts'
import { Ballots, type BallotsMemory } from './ballots.ts'
import { maxOptions, maxVoters } from './bounds.ts'
import { mergeCounts, type Count } from './count.ts'
import { noWinner, quorumOf } from './decide.ts'
import type { Close, Tally, VoteMode, VoteOutcome } from './mode.ts'
import type { Steering } from './steering.ts'
import { createWeigh } from './weight.ts'
import { createWindowClock, type ClockMemory, type ModeOptions } from './window.ts'

/** How a window's count becomes its result. */
export interface Rules {
  decide(count: Count, quorum: number, random: Random): VoteOutcome
  /** Whether the viewers who are still expected can change nothing any more. */
  isSettled(count: Count): boolean
  /** The window was skipped: whatever it followed from the one before is over. */
  skip?(): void
}

/** Voting in windows: the clock, and one ballot for all or one a team. What is left to a mode are its rules. */
export interface WindowVote extends Pick<
  VoteMode,
  'withdraw' | 'withdrawMessage' | 'withdrawSource' | 'standing' | 'hold'
> {
  /** One for all, or one a team, in the order of the names. */
  readonly ballots: readonly Ballots[]
  readonly tally: Pick<
    Tally,
    'windowTicks' | 'closesAtTick' | 'decidesAtTick' | 'phase' | 'voters' | 'abstained' | 'votes' | 'quorum' | 'options'
  >
  readonly steering: Steering
  readonly close: VoteMode['close']
  readonly save: () => WindowMemory
  readonly load: (memory: WindowMemory) => void
}

export interface WindowMemory {
  readonly clock: ClockMemory
  readonly ballots: readonly BallotsMemory[]
  readonly isSkipped: boolean
}

const nothing: Close = { decisions: [], results: [] }

/** @param teams a name for each ballot, or null for the one ballot of all */
export function createWindowVote(
  spec: WindowSpec,
  options: ModeOptions & { readonly teams?: readonly (string | null)[] },
  rules: Rules,
): WindowVote {
  const { teams = [null] } = options
  const clock = createWindowClock(spec, options)
  const ballots = createBallots(spec, teams)
  const countAll = createCountAll(ballots)
  const quorum = (count: Count) => quorumOf(spec.quorum, count.recent)
  let isSkipped = false
  const isSettled = () => isSettledIn(ballots, quorum, rules)
  return {
    ballots,
    get tally() {
      const { windowTicks, closesAtTick, decidesAtTick, phase } = clock
      const { voters, abstained, votes, options: sorted } = countAll()
      return {
        ...{ windowTicks, closesAtTick, decidesAtTick, phase },
        ...{ voters, abstained, votes, options: sorted },
        // Teams each need their own; their sum is what a picture can compare with all voters.
        quorum: ballots.reduce((sum, { count }) => sum + quorum(count), 0),
      }
    },
    withdraw: (userId) => ballots.forEach((each) => each.withdraw(userId)),
    withdrawMessage: (messageId) => ballots.forEach((each) => each.withdrawMessage(messageId)),
    withdrawSource: (source) => ballots.forEach((each) => each.withdrawSource(source)),
    get standing() {
      return ballots.reduce((sum, { given }) => sum + given, 0)
    },
    hold: (tick) => clock.hold(tick),
    steering: {
      veto: (label, isVetoed) => ballots.forEach((each) => each.veto(label, isVetoed)),
      get vetoed() {
        return ballots[0]!.vetoed
      },
      extend: (ticks) => clock.extend(ticks),
      end(how) {
        clock.end()
        isSkipped = how === 'undecided'
      },
    },
    close(tick, isIdle = false) {
      if (isIdle) {
        isSkipped = false
        clock.reopen(tick)
        dropAll(ballots, rules)
        return nothing
      }
      if (!clock.advance(tick, isSettled)) return nothing
      const wasSkipped = isSkipped
      isSkipped = false
      if (wasSkipped) rules.skip?.()
      const results = ballots.map(({ count }, index) => {
        const team = teams[index] ?? null
        if (wasSkipped) return { ...noWinner(count, 'skipped', 'the moderators skipped this vote'), team }
        // By tick, so that the lot of a window depends on nothing that was drawn before it.
        const random = createRandom(options.seed, `votes ${tick} ${team ?? ''}`)
        return { ...rules.decide(count, quorum(count), random), team }
      })
      for (const each of ballots) each.next()
      return { decisions: results.flatMap(decisionsOf), results }
    },
    save: () => ({ clock: clock.save(), ballots: ballots.map((each) => each.save()), isSkipped }),
    load(memory) {
      clock.load(memory.clock)
      ;({ isSkipped } = memory)
      for (const [index, each] of memory.ballots.entries()) ballots[index]?.load(each)
    },
  }
}

/** What could be voted on is no more, and so is what was said of it. */
function dropAll(ballots: readonly Ballots[], rules: Rules): void {
  rules.skip?.()
  for (const each of ballots) if (each.given > 0) each.next()
}

/** The bounds hold for all teams together, since one crowd is shared among them. */
function createBallots(spec: WindowSpec, teams: readonly (string | null)[]): readonly Ballots[] {
  const weigh = createWeigh(spec.weights)
  const bounds = {
    maxOptions: Math.floor(maxOptions / teams.length),
    maxVoters: Math.floor(maxVoters / teams.length),
  }
  return teams.map((team) => new Ballots({ weigh, team, ...bounds }))
}

/** The count of all ballots together, added up anew only where one of them has changed. */
function createCountAll(ballots: readonly Ballots[]): () => Count {
  let parts: readonly Count[] = []
  let whole: Count
  return () => {
    const latest = ballots.map(({ count }) => count)
    if (latest.some((count, index) => count !== parts[index])) whole = mergeCounts(latest)
    parts = latest
    return whole
  }
}

/**
 * Without anybody who voted lately there is no telling who still comes. A ballot that nobody uses and nobody is
 * expected at holds up nothing: an empty team.
 */
function isSettledIn(ballots: readonly Ballots[], quorum: (count: Count) => number, rules: Rules): boolean {
  const counts = ballots.map(({ count }) => count)
  const used = counts.filter((count) => count.voters + count.abstained > 0 || count.pending > 0)
  const isSettled = (count: Count) => count.voters + count.abstained >= quorum(count) && rules.isSettled(count)
  return used.some(({ recent }) => recent > 0) && used.every(isSettled)
}

function decisionsOf({ winner, team }: VoteOutcome): Close['decisions'] {
  return winner ? [{ command: winner, by: null, player: null, team }] : []
}
