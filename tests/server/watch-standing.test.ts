import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Board } from '../../server/web/watch/board.ts'
import { standingOf } from '../../server/web/watch/standing.ts'

const ballot = { label: 'red', windowId: 4, mode: 'democracy', isSeen: true }

/** What of a board one’s own ballot hangs on. */
function board(options: Readonly<Record<string, number>>, rest: Partial<Board> = {}): Board {
  const rows = Object.entries(options).map(([label, votes]) => ({ label, votes, team: '', percent: 0 }))
  const votes = rows.reduce((sum, row) => sum + row.votes, 0)
  return { options: rows, votes, windowId: 4, mode: 'democracy', ...rest } as Board
}

test('one’s own ballot stands while its option is there, and is gone when that was taken off the vote', () => {
  assert.equal(standingOf(ballot, board({ red: 1, blue: 2 })), 'stands')
  assert.equal(standingOf(ballot, board({ blue: 2 })), 'gone')
  assert.equal(standingOf(ballot, board({})), 'gone')
})

test('the answer comes before the state: an option that was not there yet is waited for', () => {
  assert.equal(standingOf({ ...ballot, isSeen: false }, board({ blue: 2 })), 'unseen')
  assert.equal(standingOf({ ...ballot, isSeen: false }, board({ red: 1 })), 'stands')
})

test('an option beyond those that are shown stands, and so does a ballot of a vote that is over', () => {
  assert.equal(standingOf(ballot, board({ blue: 2 }, { votes: 3 })), 'stands')
  assert.equal(standingOf(ballot, board({ blue: 2 }, { windowId: 9 })), 'stands')
})

test('a poll holds the vote and its ballots; another way to play ends them', () => {
  assert.equal(standingOf(ballot, board({ yes: 2 }, { mode: 'poll' })), 'stands')
  assert.equal(standingOf(ballot, board({}, { mode: 'lottery' })), 'gone')
})
