import assert from 'node:assert/strict'
import { openDatabase } from '../../server/store/database.ts'
import { failureOf } from '../../server/store/error.ts'
import { migrate } from '../../server/store/migrate.ts'
import { createTables } from '../../server/store/tables.ts'

/** The store's tables in memory and in this thread, with their database. */
export function tables() {
  const db = openDatabase(':memory:')
  migrate(db)
  return { ...createTables(db), db, [Symbol.dispose]: () => db.close() }
}

/** Rows as they arrive in the other thread: plain objects. */
export const same = (actual: unknown, expected: unknown) => assert.deepEqual(structuredClone(actual), expected)

export const isConflict = (error: unknown) => failureOf(error).code === 'conflict'
