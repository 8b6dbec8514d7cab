import type { ChatTick, Tally } from '../chat/index.ts'
import { FeedEntry, maxFeed, maxOptions, VoteOption, type Show } from '../game/index.ts'

/** A tick in which nobody said anything. */
export const quietTick: ChatTick = { decisions: [], inputs: [], results: [], events: [], overloaded: false }

/** Writes what chat did in a tick into the part of the state that every picture shows. */
export function updateShow(show: Show, chat: ChatTick, tally: Tally): void {
  showTally(show, tally)
  showOptions(show, tally)
  show.status = chat.overloaded ? 'overloaded' : 'live'
  // What would leave the feed again in the same tick never enters it.
  for (const { name, command } of chat.inputs.slice(-maxFeed)) {
    show.feed.push(new FeedEntry().assign({ name, label: command.label, tick: show.tick }))
    if (show.feed.length > maxFeed) show.feed.shift()
  }
  if (chat.results.length > 0) showResult(show, chat.results)
}

/** One window, one sentence; where teams decide, one sentence of all of them, and the last one's numbers. */
function showResult(show: Show, results: ChatTick['results']): void {
  const reason = results.map((each) => (each.team === null ? each.reason : `${each.team}: ${each.reason}`)).join('; ')
  for (const { winner, votes, voters } of results.slice(-1))
    show.result.assign({ label: winner?.label ?? '', votes, voters, reason, tick: show.tick })
}

/** A field that is given the value it has is no change, so a quiet tick costs no bytes. */
function showTally(show: Show, tally: Tally): void {
  show.mode = tally.mode
  show.plays = tally.plays
  show.windowTicks = tally.windowTicks
  show.closesAtTick = tally.closesAtTick
  show.decidesAtTick = tally.decidesAtTick
  show.phase = tally.phase
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

/** Changes only what differs, so that a patch holds only what changed. */
function showOptions(show: Show, tally: Tally): void {
  const shown = tally.options.slice(0, maxOptions)
  while (show.options.length > shown.length) show.options.pop()
  for (const [rank, { command, votes, team }] of shown.entries()) {
    const values = { label: command.label, votes, team: team ?? '' }
    const option = show.options[rank]
    if (!option) show.options.push(new VoteOption().assign(values))
    else {
      if (option.label !== values.label) option.label = values.label
      if (option.votes !== values.votes) option.votes = values.votes
      if (option.team !== values.team) option.team = values.team
    }
  }
}
