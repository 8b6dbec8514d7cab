import type { ChatTick, Tally } from '../chat/index.ts'
import { FeedEntry, maxFeed, maxOptions, VoteOption, type Show } from '../game/index.ts'

/** Writes what chat did in a tick into the part of the state that every picture shows. */
export function updateShow(show: Show, chat: ChatTick, tally: Tally): void {
  show.mode = tally.mode
  show.windowTicks = tally.windowTicks
  show.closesAtTick = tally.closesAtTick
  show.voters = tally.voters
  showOptions(show, tally)
  // What would leave the feed again in the same tick never enters it.
  for (const { name, command } of chat.inputs.slice(-maxFeed)) {
    show.feed.push(new FeedEntry().assign({ name, label: command.label, tick: show.tick }))
    if (show.feed.length > maxFeed) show.feed.shift()
  }
  if (chat.result) {
    const { winner, votes, voters, reason } = chat.result
    show.result.assign({ label: winner?.label ?? '', votes, voters, reason, tick: show.tick })
  }
}

/** Changes only what differs, so that a patch holds only what changed. */
function showOptions(show: Show, tally: Tally): void {
  const shown = tally.options.slice(0, maxOptions)
  while (show.options.length > shown.length) show.options.pop()
  for (const [rank, { command, votes }] of shown.entries()) {
    const option = show.options[rank]
    if (!option) show.options.push(new VoteOption().assign({ label: command.label, votes }))
    else {
      if (option.label !== command.label) option.label = command.label
      if (option.votes !== votes) option.votes = votes
    }
  }
}
