import { resultSentence, type Chat, type ChatTick, type Tally } from '../chat/index.ts'
import { HelpEntry, Leader, maxLeaders, maxOptions, VoteOption, type GameRules, type Show } from '../game/index.ts'

/** A tick in which nobody said anything. */
export const quietTick: ChatTick = {
  ...{ decisions: [], inputs: [], refusals: [], results: [], poll: null, events: [] },
  overloaded: false,
}

/** What the broadcast is like, besides what chat says of it. */
export interface Condition {
  /** The game stands still. */
  readonly isPaused: boolean
  /** An output is lost, and comes back by itself. */
  readonly isRecovering: boolean
  /** An output's network takes less than is made, and pictures are left out there. */
  readonly isSlow: boolean
  /** How far the broadcast is behind, 0 where that is not worth a word. */
  readonly delaySeconds: number
}

export const asUsual: Condition = { isPaused: false, isRecovering: false, isSlow: false, delaySeconds: 0 }

/** Writes what chat did in a tick into the part of the state that every picture shows. */
export function updateShow(
  show: Show,
  said: ChatTick,
  { tally, help }: Pick<Chat, 'tally' | 'help'>,
  condition: Condition = asUsual,
): void {
  showTally(show, tally)
  showOptions(show, tally)
  showHelp(show, help)
  showStatus(show, said.overloaded, condition)
  if (said.results.length > 0) showResult(show, said.results)
}

function showStatus(show: Show, isOverloaded: boolean, condition: Condition): void {
  const { isPaused, isRecovering, isSlow, delaySeconds } = condition
  show.delaySeconds = Math.min(255, Math.max(0, Math.round(delaySeconds)))
  if (isPaused) show.status = 'paused'
  else if (isRecovering) show.status = 'recovering'
  else if (isSlow) show.status = 'slow'
  else if (isOverloaded) show.status = 'overloaded'
  else show.status = show.delaySeconds > 0 ? 'delayed' : 'live'
}

/** Longest name on the leader board, in UTF-16 units. */
const maxName = 60
/** Longest unit of a score, in UTF-16 units. */
const maxUnit = 4

/** Writes who leads. A score that is no number is shown as 0: the game's mistake must not reach the encoder. */
export function showLeaders(show: Show, leaders: ReturnType<NonNullable<GameRules['leaders']>>): void {
  const shown = leaders.slice(0, maxLeaders)
  while (show.leaders.length > shown.length) show.leaders.pop()
  for (const [rank, { name, score, unit }] of shown.entries()) {
    const values = { name: name.slice(0, maxName).toWellFormed(), score: Number.isFinite(score) ? score : 0 }
    const leader = show.leaders[rank] ?? new Leader()
    leader.assign(values)
    const shownUnit = unit?.slice(0, maxUnit).toWellFormed()
    if (leader.unit !== shownUnit) leader.unit = shownUnit
    if (show.leaders[rank] === undefined) show.leaders.push(leader)
  }
}

/** The sentence of one window or of all teams, and the numbers of the last. */
function showResult(show: Show, results: ChatTick['results']): void {
  for (const { winner, votes, voters } of results.slice(-1))
    show.result.assign({
      ...{ label: winner?.label ?? '', votes, voters },
      ...{ reason: resultSentence(results), tick: show.tick },
    })
}

/** A field that is given the value it has is no change, so a quiet tick costs no bytes. */
function showTally(show: Show, tally: Tally): void {
  show.mode = tally.mode
  show.plays = tally.plays
  show.question = tally.question ?? ''
  show.windowTicks = tally.windowTicks
  show.closesAtTick = tally.closesAtTick
  show.decidesAtTick = tally.decidesAtTick
  show.phase = tally.phase
  // Given no value it hasn’t got, since that would be a change: there is none in the state until the game first has people wait.
  if (tally.awaits !== show.awaits) show.awaits = tally.awaits
  show.votes = tally.votes
  show.voters = tally.voters
  show.abstained = tally.abstained
  show.quorum = tally.quorum
  show.round = tally.round
  show.waiting = tally.waiting
  show.forAnarchy = tally.slider?.anarchy ?? 0
  show.forDemocracy = tally.slider?.democracy ?? 0
  show.switchPercent = Math.round(100 * (tally.slider?.threshold ?? 0))
}

function showHelp(show: Show, lines: Chat['help']): void {
  const isSame = lines.length === show.help.length && lines.every(({ usage }, at) => show.help[at]?.usage === usage)
  if (isSame) return
  while (show.help.length > 0) show.help.pop()
  for (const line of lines) show.help.push(new HelpEntry().assign(line))
}

/** Changes only what differs, so that a patch holds only what changed. */
function showOptions(show: Show, tally: Tally): void {
  const shown = tally.options.slice(0, maxOptions)
  const ofTeam = teamVotes(tally)
  while (show.options.length > shown.length) show.options.pop()
  for (const [rank, { command, votes, team }] of shown.entries()) {
    const ofVotes = team === null ? tally.votes : (ofTeam.get(team) ?? votes)
    const values = { label: command.label, votes, ofVotes, team: team ?? '' }
    const option = show.options[rank]
    if (option) option.assign(values)
    else show.options.push(new VoteOption().assign(values))
  }
}

/** What a share of a team's option is a share of: the votes of its own ballot. Empty where there are no teams. */
function teamVotes({ options }: Tally): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { team, votes } of options) {
    if (team === null) break
    sums.set(team, (sums.get(team) ?? 0) + votes)
  }
  return sums
}
