import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'
import type { createLeaderboards, Leader } from './leaderboards.ts'
import type { createVotes, DecidedVote } from './votes.ts'

/** What one tick of a show has decided and won. */
export interface TickResults {
  /** The show that it was in, as its journal is named; empty for one that is never gone on with. */
  readonly session: string
  readonly tick: number
  readonly game: string
  readonly atMs: number
  readonly awards: readonly Leader[]
  readonly votes: readonly Omit<DecidedVote, 'session' | 'tick' | 'atMs'>[]
}

/** Sessions whose place is remembered: only the latest ones are ever gone on with. */
const maxSessions = 1000

/**
 * Results, each once: a tick that is played again after a crash has told of them before. So beside them is kept how far a session has come,
 * in the same transaction.
 */
export function createResults(
  db: DatabaseSync,
  leaderboards: Pick<ReturnType<typeof createLeaderboards>, 'award'>,
  history: Pick<ReturnType<typeof createVotes>, 'add'>,
) {
  const get = prepare<{ tick: number }>(db, 'select tick from reached where session = :session')
  const set = prepare(
    db,
    'insert into reached values (:session, :tick, :atMs) on conflict do update set tick = excluded.tick, atMs = excluded.atMs',
  )
  const trim = prepare(
    db,
    `delete from reached where session in (select session from reached order by atMs desc limit -1 offset ${maxSessions})`,
  )
  /** The last tick whose results are here, and those of all before it; null for a session that nothing is known of. */
  const reached = (session: string): number | null => get.get({ session })?.tick ?? null
  return {
    /** Whatever is known already is left out. */
    keep({ session, tick, game, atMs, awards, votes }: TickResults): void {
      if (session !== '') {
        if (tick <= (reached(session) ?? -1)) return
        set.run({ session, tick, atMs })
      }
      leaderboards.award(game, awards, atMs)
      for (const vote of votes) history.add({ ...vote, session, tick, atMs })
    },
    reached,
    /** Nothing that isn’t here came until this tick. */
    reach(session: string, tick: number, atMs: number): void {
      if (tick > (reached(session) ?? -1)) set.run({ session, tick, atMs })
    },
    /** The show goes on from this tick, and what came later before is none of it: what comes now counts. */
    goOn(session: string, tick: number, atMs: number): void {
      if (tick < (reached(session) ?? tick)) set.run({ session, tick, atMs })
    },
    tidy(): void {
      trim.run()
    },
  }
}
