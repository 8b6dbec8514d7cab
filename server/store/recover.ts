import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { databaseEndings, listBackups, removeDatabase, stampOf, syncFolder } from './backups.ts'
import { Damage, openSound, type Sound } from './examine.ts'
import { NewerDatabase } from './migrate.ts'

/** Damaged files that are kept for whoever wants to look at them; the oldest go. */
const maxBroken = 3

export interface Recovered {
  readonly sound: Sound
  /** Null where nothing is kept beyond this show. */
  readonly file: string | null
  /** What whoever runs the show has to know. */
  readonly warnings: readonly string[]
}

export const fileOf = (data: string) => path.join(data, 'arcade.db')

/**
 * Opens the database of a data directory, whatever it looks like: a damaged one is moved aside and the newest good backup takes its
 * place; without one it begins anew; where the disk takes nothing, it is in memory.
 *
 * @throws NewerDatabase and nothing else
 */
export function recover(data: string, nowMs: number): Recovered {
  try {
    mkdirSync(data, { recursive: true })
    return openOrRestore(data, nowMs)
  } catch (error) {
    if (error instanceof NewerDatabase) throw error
    const why = error instanceof Error ? error.message : String(error)
    const warnings = [
      `the store ${fileOf(data)} can’t be opened (${why}). The show goes on, and nothing of scores, settings and accounts is kept.`,
    ]
    return { sound: openSound(':memory:'), file: null, warnings }
  }
}

function openOrRestore(data: string, nowMs: number): Recovered {
  const file = fileOf(data)
  const found = lookAt(file)
  const hasBackups = listBackups(data).length > 0
  if (typeof found !== 'string') {
    if (!found.isBare || !hasBackups) return { sound: found, file, warnings: [] }
    found[Symbol.dispose]()
  } else if (found === nothing && !hasBackups) return { sound: openSound(file), file, warnings: [] }
  const why = typeof found === 'string' ? found : 'it is empty, and its backups are not'
  const aside = moveAside(file, nowMs)
  const restored = restore(data, file)
  if (restored === null && typeof found !== 'string') return { sound: openSound(file), file, warnings: [] }
  const kept = aside === null ? '' : ` What was there is kept as ${aside}.`
  const outcome =
    restored === null ? 'and there is no good backup, so it begins anew' : `so the backup ${restored} was restored`
  return { sound: openSound(file), file, warnings: [`the store ${file} is damaged (${why}), ${outcome}.${kept}`] }
}

const nothing = 'there is nothing in it'

/** What is there, or why it can’t be used. */
function lookAt(file: string): Sound | string {
  // Before SQLite sees it, which removes the log of an empty file.
  if (!existsSync(file) || statSync(file).size === 0) return nothing
  try {
    return openSound(file)
  } catch (error) {
    if (error instanceof Damage) return error.message
    throw error
  }
}

/** @returns the name that the backup has */
function restore(data: string, file: string): string | null {
  const part = `${file}.part`
  for (const backup of listBackups(data)) {
    removeDatabase(part)
    copyFileSync(backup.file, part)
    chmodSync(part, 0o600)
    const copy = lookAt(part)
    if (typeof copy === 'string') continue
    copy[Symbol.dispose]()
    if (copy.isBare) continue
    renameSync(part, file)
    syncFolder(data)
    return path.basename(backup.file)
  }
  removeDatabase(part)
  return null
}

/** @returns the name that the file has now; null where there was none */
function moveAside(file: string, nowMs: number): string | null {
  const aside = `${file}.broken-${stampOf(nowMs)}`
  for (const ending of databaseEndings)
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${aside}${ending}`)
  const prefix = `${path.basename(file)}.broken-`
  const asides = readdirSync(path.dirname(file)).filter((name) => name.startsWith(prefix) && /-\d{6}$/.test(name))
  for (const old of asides.toSorted().toReversed().slice(maxBroken)) removeDatabase(path.join(path.dirname(file), old))
  return existsSync(aside) ? path.basename(aside) : null
}
