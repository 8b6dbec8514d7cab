import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { Damage, openSound } from './examine.ts'

/** How many are kept. */
const maxBackups = 3

const namePattern = /^arcade-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.db$/

export interface Backup {
  readonly file: string
  /** When it was made, by the clock on the wall. */
  readonly madeMs: number
}

const folderOf = (data: string) => path.join(data, 'backups')

/** More than SQLite ever has. */
const allPages = 2 ** 31 - 1

/** The backups of a data directory, the newest first. */
export function listBackups(data: string): Backup[] {
  const folder = folderOf(data)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const [, ...parts] = namePattern.exec(name) ?? []
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
      if (parts.length === 0) return []
      return [{ file: path.join(folder, name), madeMs: Date.UTC(year, month - 1, day, hour, minute, second) }]
    })
    .sort((a, b) => b.madeMs - a.madeMs)
}

/**
 * Copies the database as it is at this moment, while it is used, and looks the copy through before it counts as a backup. The oldest
 * ones go.
 */
export async function makeBackup(data: string, file: string, nowMs: number): Promise<void> {
  const folder = folderOf(data)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = path.join(folder, `arcade-${stampOf(nowMs)}.db`)
  const part = `${made}.part`
  try {
    closeSync(openSync(part, 'w', 0o600))
    // A connection of its own reads one moment, whatever is written meanwhile; all in one step, or each write would begin it anew.
    using source = new DatabaseSync(file, { readOnly: true })
    await backup(source, part, { rate: allPages })
    using copy = openSound(part)
    if (copy.isBare) throw new Damage('the copy is empty')
  } catch (error) {
    removeDatabase(part)
    throw error
  }
  renameSync(part, made)
  syncFolder(folder)
  for (const { file: old } of listBackups(data).slice(maxBackups)) removeDatabase(old)
}

/** The time as it stands in names of files, in UTC. */
export function stampOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}

/** What SQLite keeps beside a database. */
export const databaseEndings = ['', '-wal', '-shm', '-journal']

export function removeDatabase(file: string): void {
  for (const ending of databaseEndings) rmSync(`${file}${ending}`, { force: true })
}

/** A new name is on the disk only when its folder is. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
