import type { Random, WindowSpec } from '../../game/index.ts'
import { compareText, type Count } from './count.ts'
import type { TallyOption, VoteOutcome } from './mode.ts'
import { nameOf, votesOf } from './sentences.ts'

/** Ballots, with abstentions, that a decision needs: so that 5 viewers and 50,000 both feel quick. */
export function quorumOf({ least, share }: WindowSpec['quorum'], recent: number): number {
  // The product of a decimal share may lie a hair above the whole number that is meant.
  return Math.max(least, Math.ceil(share * recent - 1e-9))
}

/** Why nothing can be decided, where that is so: nobody voted, or too few. */
export function undecided(count: Count, quorum: number): VoteOutcome | null {
  const present = count.voters + count.abstained
  if (present > 0 && present < quorum)
    return noWinner(count, 'quorum-not-reached', `only ${present} of the ${quorum} ballots that it takes`)
  if (count.voters > 0) return null
  return noWinner(count, 'nobody-voted', present === 0 ? 'nobody voted' : 'everybody abstained')
}

/** The most votes win; a tie is drawn by lot. */
export function plurality(count: Count, random: Random): VoteOutcome {
  const leaders = leadersOf(count)
  const winner = draw(leaders, random)
  const isTie = leaders.length > 1
  const reason = isTie
    ? `${nameOf(winner.command)} won a tie of ${leaders.length}, drawn by lot`
    : wonWith(winner, count)
  return { ...noWinner(count, isTie ? 'tie-break' : 'plurality', reason), winner: winner.command }
}

/** Over half of the votes win; null where no option has so many. */
export function majority(count: Count): VoteOutcome | null {
  const [first] = count.options
  if (first === undefined || first.votes * 2 <= count.votes) return null
  return { ...noWinner(count, 'majority', wonWith(first, count)), winner: first.command }
}

/** One ballot is drawn: an option wins as often as it has votes. */
export function drawBallot(count: Count, random: Random): VoteOutcome {
  const winner = optionAt(count.options, random.integer(count.votes))
  const of = count.voters === 1 ? 'the only ballot' : `${count.voters} ballots`
  const reason = `${nameOf(winner.command)} was drawn from ${of}`
  return { ...noWinner(count, 'drawn', reason), winner: winner.command, votes: winner.votes }
}

/** The option that holds the vote of this number, counting through them from 0. */
function optionAt(options: readonly TallyOption[], vote: number): TallyOption {
  let counted = 0
  for (const option of options) {
    counted += option.votes
    if (vote < counted) return option
  }
  throw new RangeError(`there is no vote ${vote} among ${counted}`)
}

/** The two options with the most votes; who shares the last place is drawn by lot. Needs two options at least. */
export function topTwo(count: Count, random: Random): readonly [TallyOption, TallyOption] {
  const leaders = leadersOf(count)
  const first = draw(leaders, random)
  const rest = count.options.filter((option) => option !== first)
  const second = draw(
    rest.filter(({ votes }) => votes === rest[0]?.votes),
    random,
  )
  return leaders.length > 1 && compareText(second.command.label, first.command.label) < 0
    ? [second, first]
    : [first, second]
}

/** A result without a winner; `votes` are those of the first place all the same. */
export function noWinner(count: Count, why: VoteOutcome['why'], reason: string): VoteOutcome {
  const { voters, abstained } = count
  const [first] = count.options
  const counted = { votes: first?.votes ?? 0, ofVotes: count.votes, voters, abstained, tied: leadersOf(count).length }
  return { winner: null, ...counted, team: null, why, reason }
}

/** How far the first place is ahead of the second. */
export function leadOf({ options: [first, second] }: Count): number {
  return (first?.votes ?? 0) - (second?.votes ?? 0)
}

function leadersOf({ options }: Count): readonly TallyOption[] {
  return options.filter(({ votes }) => votes === options[0]?.votes)
}

/** By lot. A count's order doesn't depend on who typed first, so merged counts draw the same. */
function draw(options: readonly TallyOption[], random: Random): TallyOption {
  return options.length === 1 ? options[0]! : random.pick(options)
}

function wonWith({ command, votes }: TallyOption, count: Count): string {
  const of = count.voters === 1 ? 'the only vote' : votesOf(votes, count.votes)
  return `${nameOf(command)} won with ${of}`
}
