import type { Board } from './board.ts'
import type { OwnBallot } from './chat.ts'

/**
 * What has become of one's ballot by the board as it is now: `unseen` until its option is there, since the answer comes before the
 * state does; then `stands`, or `gone` where a moderator has taken the option off the vote, or the vote is no more. An option that is
 * beyond those that are shown stands.
 */
export function standingOf(ballot: OwnBallot, board: Board): 'unseen' | 'stands' | 'gone' {
  if (board.windowId !== ballot.windowId) return 'stands'
  // The game’s vote is held as it is for as long as a poll stands in its place.
  if (board.mode !== ballot.mode) return board.mode === 'poll' ? 'stands' : 'gone'
  if (board.options.some(({ label }) => label === ballot.label)) return 'stands'
  if (!ballot.isSeen) return 'unseen'
  const shown = board.options.reduce((sum, { votes }) => sum + votes, 0)
  return shown < board.votes ? 'stands' : 'gone'
}
