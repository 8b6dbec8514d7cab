import type { DatabaseSync } from 'node:sqlite'
import { transact } from './database.ts'
import { migrations } from './migrations.ts'

/** Marks a database as ours in its header: "arcd". */
const applicationId = 0x61726364

/** The database was written by a later program, whose tables this one doesn’t know. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase'
}

/** The file is no database of ours, or not any more. */
export class NotOurs extends Error {
  override readonly name = 'NotOurs'
}

/**
 * Brings a database to the version of this program, step by step; what a step changes is there as a whole or not at all. The version
 * is kept twice: a flipped bit in the header must not make an old database look like a newer one.
 *
 * @returns the version that it had, 0 for a new one
 * @throws NewerDatabase, NotOurs
 */
export function migrate(db: DatabaseSync, steps: readonly string[] = migrations): number {
  const before = versionOf(db)
  if (before > steps.length)
    throw new NewerDatabase(`it has version ${before}, and this program knows versions up to ${steps.length}`)
  for (const [index, step] of steps.entries())
    if (index >= before)
      transact(db, () => {
        // Two processes may open it at the same moment.
        if (versionOf(db) > index) return
        db.exec(step)
        db.exec(`update about set version = ${index + 1}`)
        db.exec(`pragma user_version = ${index + 1}; pragma application_id = ${applicationId}`)
      })
  return before
}

function versionOf(db: DatabaseSync): number {
  const header = number(db, 'pragma user_version')
  if (number(db, 'select count(*) from sqlite_schema') === 0) {
    if (header === 0) return 0
    throw new NotOurs('its tables are gone')
  }
  if (number(db, 'pragma application_id') !== applicationId) throw new NotOurs('it is no database of this program')
  if (number(db, `select count(*) from sqlite_schema where name = 'about'`) === 0)
    throw new NotOurs('it has no version')
  const version = number(db, 'select max(version) from about')
  if (version !== header || version < 1) throw new NotOurs(`its version is ${version} and also ${header}`)
  return version
}

function number(db: DatabaseSync, text: string): number {
  return Number(Object.values(db.prepare(text).get() ?? {})[0] ?? 0)
}
