import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

/** How a vote went. */
export interface DecidedVote {
  /** The show that it was in, as its journal is named. */
  readonly session: string
  readonly tick: number
  readonly atMs: number
  /** The option that won; empty where nothing was decided. */
  readonly label: string
  /** What the winner got, by weight. */
  readonly votes: number
  readonly voters: number
  /** Why it was decided so: a word of a closed list, such as `majority`, `veto`. */
  readonly reason: string
}

export interface StoredVote extends DecidedVote {
  readonly id: number
}

export interface VoteSearch {
  readonly session?: string
  /** Only votes before the one with this number. */
  readonly before?: number
  readonly limit?: number
}

/** Votes that are remembered; beyond it the oldest go. */
const maxVotes = 100_000

/** The history of votes. */
export function createVotes(db: DatabaseSync) {
  const add = prepare(
    db,
    `insert into votes (session, tick, atMs, label, votes, voters, reason)
     values (:session, :tick, :atMs, :label, :votes, :voters, :reason)`,
  )
  const list = prepare<StoredVote>(db, 'select * from votes where id < :before order by id desc limit :limit')
  const ofSession = prepare<StoredVote>(
    db,
    'select * from votes where session = :session and id < :before order by id desc limit :limit',
  )
  const trim = prepare(db, `delete from votes where id <= (select max(id) from votes) - ${maxVotes}`)
  return {
    add(vote: DecidedVote): void {
      add.run({ ...vote })
    },
    /** The newest first. */
    list({ session, before = Number.MAX_SAFE_INTEGER, limit = 100 }: VoteSearch = {}): StoredVote[] {
      return session === undefined ? list.all({ before, limit }) : ofSession.all({ session, before, limit })
    },
    tidy(): void {
      trim.run()
    },
  }
}
