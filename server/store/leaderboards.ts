import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

export interface Leader {
  readonly player: string
  readonly name: string
  readonly points: number
}

/** Players that a game remembers; beyond it the lowest go. */
const maxPlayers = 100_000

/** Points never pass what a number of JavaScript holds exactly. */
const maxPoints = Number.MAX_SAFE_INTEGER

/** What players have won in each game, added up over all shows. */
export function createLeaderboards(db: DatabaseSync) {
  const add = prepare(
    db,
    `insert into leaderboards values (:game, :player, :name, :points, :atMs) on conflict do update set
     name = excluded.name, points = min(points + excluded.points, ${maxPoints}), atMs = excluded.atMs`,
  )
  const top = prepare<Leader>(
    db,
    'select player, name, points from leaderboards where game = :game order by points desc, atMs limit :limit',
  )
  const erase = prepare(db, 'delete from leaderboards where player = :player')
  const reset = prepare(db, 'delete from leaderboards where game = :game')
  const games = prepare<{ game: string }>(
    db,
    `select game from leaderboards group by game having count(*) > ${maxPlayers}`,
  )
  const trim = prepare(
    db,
    `delete from leaderboards where game = :game and player in (select player from leaderboards
     where game = :game order by points desc, atMs limit -1 offset ${maxPlayers})`,
  )
  return {
    award(game: string, awards: readonly Leader[], atMs: number): void {
      for (const { player, name, points } of awards) add.run({ game, player, name, points, atMs })
    },
    /** The best of a game, first the one with the most points; of equals who had them first. */
    top: (game: string, limit = 100): Leader[] => top.all({ game, limit }),
    /** Forgets a person in every game. */
    erase: (player: string): number => erase.run({ player }),
    reset: (game: string): number => reset.run({ game }),
    tidy(): void {
      for (const { game } of games.all()) trim.run({ game })
    },
  }
}
