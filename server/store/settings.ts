import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

export interface StoredSetting {
  readonly key: string
  readonly value: unknown
  /** Name of the account that set it. */
  readonly by: string
  readonly atMs: number
}

/** What moderators have set, by key. What a value may be is the business of who reads it. */
export function createSettings(db: DatabaseSync) {
  const all = prepare<Omit<StoredSetting, 'value'> & { value: string }>(db, 'select * from settings order by key')
  const get = prepare<{ value: string }>(db, 'select value from settings where key = :key')
  const set = prepare(
    db,
    `insert into settings values (:key, :value, :by, :atMs)
     on conflict do update set value = excluded.value, "by" = excluded."by", atMs = excluded.atMs`,
  )
  const remove = prepare(db, 'delete from settings where key = :key')
  return {
    all: (): StoredSetting[] =>
      all.all().map(({ key, value, by, atMs }) => ({ key, value: fromJson(value), by, atMs })),
    /** Undefined where it isn’t set. */
    get(key: string): unknown {
      const row = get.get({ key })
      return row === undefined ? undefined : fromJson(row.value)
    },
    set(key: string, value: unknown, by: string, atMs: number): void {
      set.run({ key, value: JSON.stringify(value), by, atMs })
    },
    /**
     * Changes some fields of a setting that is a map, and leaves the others as they are; `undefined` takes one away.
     *
     * @returns the map as it was
     */
    change(key: string, fields: Readonly<Record<string, unknown>>, by: string, atMs: number): Record<string, unknown> {
      const row = get.get({ key })
      const value = row === undefined ? null : fromJson(row.value)
      const before = typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
      // JSON has no `undefined`: such a field is gone with it.
      set.run({ key, value: JSON.stringify({ ...before, ...fields }), by, atMs })
      return before
    },
    remove: (key: string): boolean => remove.run({ key }) > 0,
  }
}
