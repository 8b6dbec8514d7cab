import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

/** Numbers of a stretch of time, by name. */
export type Numbers = Readonly<Record<string, number>>

export interface Rollup {
  /** When the stretch begins. */
  readonly atMs: number
  readonly numbers: Numbers
}

/** How long stretches of each length are kept: ten seconds for an hour, five minutes for a day. */
const keptMs = { 10: 3600 * 1000, 300: 24 * 3600 * 1000 } as const

export type RollupSeconds = keyof typeof keptMs

export function createRollups(db: DatabaseSync) {
  const add = prepare(
    db,
    `insert into rollups values (:seconds, :atMs, :numbers) on conflict do update set numbers = excluded.numbers`,
  )
  const list = prepare<{ atMs: number; numbers: string }>(
    db,
    'select atMs, numbers from rollups where seconds = :seconds and atMs >= :sinceMs order by atMs',
  )
  const trim = prepare(db, 'delete from rollups where seconds = :seconds and atMs < :sinceMs')
  return {
    /** Those that have become too old go at the same time. */
    add(seconds: RollupSeconds, atMs: number, numbers: Numbers): void {
      add.run({ seconds, atMs, numbers: JSON.stringify(numbers) })
      trim.run({ seconds, sinceMs: atMs - keptMs[seconds] })
    },
    /** The oldest first. */
    list: (seconds: RollupSeconds, sinceMs = 0): Rollup[] =>
      list
        .all({ seconds, sinceMs })
        .map(({ atMs, numbers }) => ({ atMs, numbers: (fromJson(numbers) ?? {}) as Numbers })),
  }
}
