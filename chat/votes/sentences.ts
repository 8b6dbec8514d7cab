import type { Command, WindowSpec } from '../../game/index.ts'
import type { VoteOutcome } from './mode.ts'

/** The longest answer to `!how`, in UTF-16 units. */
const maxExplanation = 200

/** A command as a sentence names it: a long combination is cut. Labels are plain ASCII. */
export function nameOf({ label }: Command): string {
  return label.length > 40 ? `${label.slice(0, 39)}…` : label
}

export function votesOf(votes: number, ofVotes: number): string {
  return `${votes} of ${ofVotes} votes`
}

/** `10 s`; tenths only where there are any. */
export function secondsOf(ticks: number, tickRate: number): string {
  return `${Math.round((ticks * 10) / tickRate) / 10} s`
}

/** How a window ended, in one line; of teams the short form: `red: up (2 of 3), blue: nobody voted`. Empty where none ended. */
export function resultSentence(results: readonly VoteOutcome[]): string {
  return results.map(sentenceOf).join(', ')
}

function sentenceOf({ team, winner, votes, ofVotes, reason }: VoteOutcome): string {
  if (team === null) return reason
  return `${team}: ${winner === null ? reason : `${nameOf(winner)} (${votes} of ${ofVotes})`}`
}

/** What the settings of a window mean for a viewer, the most important first. */
export function windowSentences({ weights, earlyClose }: WindowSpec, quorum: number, early = 'it is clear'): string[] {
  const badges = Object.entries(weights).filter(([, weight]) => weight > 1)
  return [
    'One vote each, the last one counts.',
    ...(quorum > 1 ? [`It takes ${quorum} ballots.`] : []),
    ...(badges.length > 0 ? [`Badges: ${badges.map(([badge, weight]) => `${badge} ${weight}`).join(', ')}.`] : []),
    ...(earlyClose ? [`Closes early when ${early}.`] : []),
  ]
}

/** As many of the sentences as an answer has room for. */
export function explain(first: string, rest: readonly string[] = []): string {
  let text = first.slice(0, maxExplanation)
  for (const sentence of rest) {
    if (text.length + 1 + sentence.length > maxExplanation) break
    text += ` ${sentence}`
  }
  return text
}
