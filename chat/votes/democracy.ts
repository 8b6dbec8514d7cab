import { createRandom, type DemocracySpec, type Random } from '../../game/index.ts'
import { Ballots, type Option } from './ballots.ts'
import type { Close, Tally, VoteMode, VoteOutcome } from './mode.ts'

/**
 * Plurality over fixed windows of `seconds · tickRate` ticks, which close at the end of every multiple of that.
 * Ties are drawn by lot from the seed.
 */
export function createDemocracy(spec: DemocracySpec, options: { tickRate: number; seed: number }): VoteMode {
  const windowTicks = Math.round(spec.seconds * options.tickRate)
  const random = createRandom(options.seed, 'votes')
  let ballots = new Ballots()
  let closesAtTick = windowTicks
  return {
    get tally(): Tally {
      return { mode: 'democracy', windowTicks, closesAtTick, voters: ballots.voters, options: ballots.options }
    },
    cast: (message, command) => ballots.cast(message.userId, command),
    close(tick): Close {
      closesAtTick = Math.ceil((tick + 1) / windowTicks) * windowTicks
      if (tick % windowTicks !== 0) return { decisions: [], result: null }
      const result = decide(ballots, random)
      ballots = new Ballots()
      return { decisions: result.winner ? [{ command: result.winner, by: null }] : [], result }
    },
  }
}

function decide(ballots: Ballots, random: Random): VoteOutcome {
  const { options, voters } = ballots
  const votes = options[0]?.votes ?? 0
  if (votes === 0) return { winner: null, votes: 0, voters: 0, tied: 0, reason: 'nobody voted' }
  const leaders = options.filter((option) => option.votes === votes)
  const winner = leaders.length === 1 ? leaders[0]! : draw(leaders, random)
  const reason = explain(winner, leaders.length, voters)
  return { winner: winner.command, votes, voters, tied: leaders.length, reason }
}

/** By lot, from an order that doesn't depend on who typed first: merged tallies have to draw the same. */
function draw(leaders: readonly Option[], random: Random): Option {
  const byLabel = [...leaders].sort((a, b) => (a.command.label < b.command.label ? -1 : 1))
  return random.pick(byLabel)
}

function explain(winner: Option, tied: number, voters: number): string {
  const { label } = winner.command
  if (tied > 1) return `${label} won a tie of ${tied}, drawn by lot`
  return voters === 1 ? `${label} won with the only vote` : `${label} won with ${winner.votes} of ${voters} votes`
}
