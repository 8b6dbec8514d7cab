import type { DatabaseSync } from 'node:sqlite'
import { openDatabase } from './database.ts'
import { failureOf } from './error.ts'
import { migrate, NotOurs } from './migrate.ts'
import { createTables, type Tables } from './tables.ts'

/** A database that has been looked through, and can be used. */
export interface Sound extends Disposable {
  readonly db: DatabaseSync
  readonly tables: Tables
  /** Nothing was ever put into it, or all has gone. */
  readonly isBare: boolean
}

/** What lies there is no database, or a damaged one; the message says why. */
export class Damage extends Error {
  override readonly name = 'Damage'
}

/**
 * Opens a file and makes sure that it is whole: the pages, what they hold, and the tables. Brings it to the version of this program.
 *
 * @throws Damage, NewerDatabase, or what the disk says
 */
export function openSound(file: string): Sound {
  let db: DatabaseSync | null = null
  try {
    db = openDatabase(file)
    check(db)
    migrate(db)
    const tables = createTables(db)
    const opened = db
    return { db, tables, isBare: isBare(db), [Symbol.dispose]: () => opened.close() }
  } catch (error) {
    db?.close()
    throw asDamage(error)
  }
}

/**
 * Pages, indexes, and what the tables themselves say of what is in them: types, `not null`, that JSON is JSON. `quick_check` would be
 * twice as fast and leaves indexes out, and then one of forty flipped bits makes rows vanish.
 */
function check(db: DatabaseSync): void {
  const { integrity_check: found } = db.prepare('pragma integrity_check(1)').get() ?? {}
  if (found !== 'ok') throw new Damage(String(found).replaceAll(/\s+/g, ' '))
}

function asDamage(error: unknown): unknown {
  if (error instanceof NotOurs) return new Damage(error.message, { cause: error })
  const isOfSqlite = (error as { code?: string }).code === 'ERR_SQLITE_ERROR'
  const { code, message } = failureOf(error)
  // What is well formed and has other tables than ours is a statement that can’t be prepared.
  return isOfSqlite && (code === 'damaged' || code === 'failed') ? new Damage(message, { cause: error }) : error
}

function isBare(db: DatabaseSync): boolean {
  const names = db.prepare(`select name from sqlite_schema where type = 'table' and name <> 'about'`).all()
  return names.every(({ name }) => db.prepare(`select 1 from "${String(name)}" limit 1`).get() === undefined)
}
