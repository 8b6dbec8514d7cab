import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** How long another process that holds the database is waited for. */
const busyMs = 3000

/** What the log of changes may keep on the disk after it was taken over into the database. */
const maxLogBytes = 16 * 2 ** 20

/**
 * Opens a file, or `:memory:`. Each commit is on the disk before it is answered: with `synchronous=NORMAL` a power cut takes commits
 * back that were answered.
 */
export function openDatabase(file: string): DatabaseSync {
  // SQLite makes its files for everybody; those beside this one then get its mode.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
  const db = new DatabaseSync(file, { timeout: busyMs, enableForeignKeyConstraints: true, defensive: true })
  try {
    db.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma trusted_schema = off;
      pragma journal_size_limit = ${maxLogBytes}`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** What a statement is given: `:name` in its text is the field `name`. */
type Values = Readonly<Record<string, SQLInputValue>>

/** A prepared statement whose rows have a type. Tables are `strict`, so that a column holds what it says. */
export interface Query<Row> {
  all(values?: Values): Row[]
  get(values?: Values): Row | undefined
  /** @returns how many rows it changed */
  run(values?: Values): number
}

export function prepare<Row = never>(db: DatabaseSync, text: string): Query<Row> {
  const statement = db.prepare(text)
  return {
    all: (values = {}) => statement.all(values) as Row[],
    get: (values = {}) => statement.get(values) as Row | undefined,
    run: (values = {}) => Number(statement.run(values).changes),
  }
}

/** Runs it as a whole or not at all. */
export function transact<T>(db: DatabaseSync, run: () => T): T {
  db.exec('begin immediate')
  try {
    const result = run()
    db.exec('commit')
    return result
  } catch (error) {
    // A full disk has already rolled back.
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

/** Within a transaction: runs it as a whole or not at all, and leaves the rest of the transaction as it was. */
export function nest<T>(db: DatabaseSync, run: () => T): T {
  db.exec('savepoint step')
  try {
    const result = run()
    db.exec('release step')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('rollback to step; release step')
    throw error
  }
}

/** What is stored as JSON, read again. Null where it can’t be: the tables check it, so then somebody else wrote it. */
export function fromJson(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
