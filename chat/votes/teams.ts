import { z } from 'zod'
import type { Command, CommandSpecs, TeamsSpec } from '../../game/index.ts'
import { reject } from '../outcome.ts'
import { abstainCommand, abstainCommands, abstainIn } from './abstain.ts'
import { pluralityRules } from './democracy.ts'
import { Members } from './members.ts'
import { noTally, type Tally, type VoteMode } from './mode.ts'
import { explain, secondsOf, windowSentences } from './sentences.ts'
import { createWindowVote } from './window-vote.ts'
import type { ModeOptions } from './window.ts'

const joinCommand = '!join'

/** Each team decides by plurality on a ballot of its own, all in the same windows. */
export function createTeams(spec: TeamsSpec, options: ModeOptions): VoteMode {
  const { names } = spec
  const vote = createWindowVote(spec.window, { ...options, teams: names }, pluralityRules)
  const members = new Members(names.length, (userId, team) => vote.ballots[team]!.has(userId))
  /** Joins a team, a ballot in another one given up; the note where that is news, or null where there is no room. */
  const join = (userId: string, team: number): { readonly news: string | null } | null => {
    const before = members.teamOf(userId)
    if (before === team) return { news: null }
    if (!members.join(userId, team)) return null
    if (before !== null) vote.ballots[before]!.withdraw(userId)
    return { news: `you are in team ${names[team]}` }
  }
  return {
    get tally(): Tally {
      return { ...noTally, ...vote.tally, mode: 'teams', plays: 'teams' }
    },
    commands: { ...joinCommands(names), ...abstainCommands },
    explain() {
      const { windowTicks, quorum } = vote.tally
      const first = `teams ${names.join(', ')}: each has its own vote every ${secondsOf(windowTicks, options.tickRate)}.`
      return explain(first, ['`join <team>` to choose yours.', ...windowSentences(spec.window, quorum)])
    },
    cast(message, command) {
      const { userId } = message
      const team = teamNamed(names, command) ?? members.teamOf(userId) ?? members.smallest
      const joined = join(userId, team)
      if (joined === null) return reject('too-many-voters', 'the teams are full: try again later')
      const { news } = joined
      if (command.name === joinCommand) return { note: news ?? `you are in team ${names[team]} already` }
      const ballots = vote.ballots[team]!
      const abstains = command.name === abstainCommand
      const given = abstains ? abstainIn(ballots, message) : ballots.cast(message, withoutSide(names, command))
      return given && (news === null || 'code' in given) ? given : { note: news }
    },
    withdraw(userId) {
      vote.withdraw(userId)
      // Those who are gone would make their team look large.
      members.leave(userId)
    },
    withdrawMessage: vote.withdrawMessage,
    withdrawSource: vote.withdrawSource,
    close: vote.close,
  }
}

function joinCommands(names: readonly string[]): CommandSpecs {
  const team = z.enum(names, `a team: ${names.join(', ')}`)
  return {
    [joinCommand]: { words: ['join'], args: z.object({ team }), usage: `join ${names[0]}`, help: 'choose your team' },
  }
}

/** The team that a command names, by `join red` or as the side of `red:up`. */
function teamNamed(names: readonly string[], { name, args, side }: Command): number | null {
  const team = name === joinCommand ? args['team'] : side
  const index = names.findIndex((each) => each === team)
  return index < 0 ? null : index
}

/** `red:up` and `up` are one choice of the red team. */
function withoutSide(names: readonly string[], command: Command): Command {
  const { side, ...rest } = command
  if (side === undefined || !names.includes(side)) return command
  const prefix = `${side}:`
  return { ...rest, label: rest.label.startsWith(prefix) ? rest.label.slice(prefix.length) : rest.label }
}
