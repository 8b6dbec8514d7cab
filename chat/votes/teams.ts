import { z } from 'zod'
import type { Command, CommandSpecs, TeamsSpec } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import { reject, type Rejection } from '../outcome.ts'
import { abstainCommand, abstainCommands, abstainIn } from './abstain.ts'
import type { Ballots } from './ballots.ts'
import { pluralityRules } from './democracy.ts'
import { Members, type MembersMemory } from './members.ts'
import { noTally, type Taken, type Tally, type VoteMode } from './mode.ts'
import { explain, secondsOf, windowSentences } from './sentences.ts'
import { createWindowVote, type WindowMemory } from './window-vote.ts'
import type { ModeOptions } from './window.ts'

const joinCommand = '!join'
const silent: Taken = { note: null }

interface TeamsMemory {
  readonly vote: WindowMemory
  readonly members: MembersMemory
}

/** Each team decides by plurality on a ballot of its own, all in the same windows. */
export function createTeams(spec: TeamsSpec, options: ModeOptions): VoteMode {
  const { names } = spec
  const vote = createWindowVote(spec.window, { ...options, teams: names }, pluralityRules)
  const members = new Members(names.length, (userId, team) => vote.ballots[team]!.has(userId))
  /** What a command does on a team's ballot; to join is to say nothing yet. */
  const give = (message: ChatMessage, command: Command, ballots: Ballots): Taken | Rejection => {
    if (command.name === joinCommand) return silent
    if (command.name === abstainCommand) return abstainIn(ballots, message)
    return ballots.cast(message, withoutSide(names, command)) ?? silent
  }
  const move = (userId: string, before: number, team: number): void => {
    members.join(userId, team)
    vote.ballots[before]!.withdraw(userId)
  }
  const inTeam = (team: number) => `you are in team ${names[team]}`
  return {
    get tally(): Tally {
      return { ...noTally, ...vote.tally, mode: 'teams', plays: 'teams' }
    },
    commands: { ...joinCommands(names), ...abstainCommands },
    explain() {
      const { windowTicks } = vote.tally
      const first = `teams ${names.join(', ')}: each has its own vote every ${secondsOf(windowTicks, options.tickRate)}.`
      return explain(first, ['`!join <team>` to choose yours.', ...windowSentences(spec.window, 0)])
    },
    teamOf: (userId, command) => names[teamNamed(names, command) ?? members.teamOf(userId) ?? members.smallest] ?? null,
    cast(message, command) {
      const { userId } = message
      const before = members.teamOf(userId)
      const team = teamNamed(names, command) ?? before ?? members.smallest
      if (before === null && !members.join(userId, team))
        return reject('too-many-voters', 'the teams are full: try again later')
      const given = give(message, command, vote.ballots[team]!)
      if ('code' in given) {
        if (before === null) members.leave(userId)
        return given
      }
      if (before === team) return command.name === joinCommand ? { note: `${inTeam(team)} already` } : given
      // Only now, so that a change of teams that can't be leaves the old ballot where it is.
      if (before !== null) move(userId, before, team)
      return { note: inTeam(team) }
    },
    withdraw(userId) {
      vote.withdraw(userId)
      // Those who are gone would make their team look large.
      members.leave(userId)
    },
    withdrawMessage: vote.withdrawMessage,
    withdrawSource: vote.withdrawSource,
    get standing() {
      return vote.standing
    },
    close: vote.close,
    hold: vote.hold,
    steering: vote.steering,
    save: (): TeamsMemory => ({ vote: vote.save(), members: members.save() }),
    load(memory: TeamsMemory) {
      vote.load(memory.vote)
      members.load(memory.members)
    },
  }
}

function joinCommands(names: readonly string[]): CommandSpecs {
  const team = z.enum(names, `a team: ${names.join(', ')}`)
  const usage = `!join ${names.join('|')}`
  // The prefix, since "join us" is talk.
  return {
    [joinCommand]: { words: ['join'], prefixed: true, args: z.object({ team }), usage, help: 'choose your team' },
  }
}

/** The team that a command names, by `!join red` or as the side of `red:up`. */
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
