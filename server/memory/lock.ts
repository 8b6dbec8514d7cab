import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Something that one process has and no other. */
export interface Lock {
  /** @param mayBeTakenAgain whether the file of the lock stays, for whoever goes on */
  release(mayBeTakenAgain: boolean): void
}

/**
 * Takes a lock by the file of this name, empty for ever. It is SQLite’s own file lock: the kernel lets go of it with the process, however
 * that ends, it holds on network drives and for containers that share one, and no child of ours inherits it.
 *
 * @returns null where another process has it
 * @throws where the file can’t be made
 */
export function takeLock(file: string): Lock | null {
  const database = new DatabaseSync(file)
  try {
    // With no journal beside it, since nothing is ever written.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  return {
    release(mayBeTakenAgain) {
      if (!database.isOpen) return
      // While it is still ours, or somebody who waits for it would find it under a name that is gone.
      if (!mayBeTakenAgain) rmSync(file, { force: true })
      database.close()
    },
  }
}

const busy = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === busy
}

/** Of a session, by its journal. Null where another process has it, or where no lock can be had there at all. */
export function lockSession(journal: string): Lock | null {
  try {
    return takeLock(lockFileOf(journal))
  } catch {
    return null
  }
}

export const lockFileOf = (journal: string) => `${journal.replace(/\.jsonl$/, '')}.lock`
