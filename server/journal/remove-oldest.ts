import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

/** A session that was written to so lately may still be going on: a running one writes every ten seconds. */
const restingMs = 60_000

export const sessionEnding = '.jsonl'

/** Of what stood in a journal behind a line that was damaged. */
const brokenEnding = '.broken'

/** File beside a journal that holds what was cut off it. */
export const brokenOf = (journal: string) => `${journal.slice(0, -sessionEnding.length)}${brokenEnding}`

/**
 * Removes the oldest sessions of a folder until all together have no more than so many bytes. Neither the one that is named nor one
 * that may still be going on is touched.
 *
 * @returns whether they have no more now
 */
export function removeOldest(current: string, maxBytes: number): boolean {
  const folder = path.dirname(current)
  const sessions = readdirSync(folder)
    .filter((name) => name.endsWith(sessionEnding))
    .flatMap((name) => sizeOf(path.join(folder, name)))
    .sort((a, b) => a.changedMs - b.changedMs)
  let total = sessions.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { file, bytes, changedMs } of sessions) {
    if (total <= maxBytes) break
    if (file === current || Date.now() - changedMs < restingMs) continue
    removeSession(file)
    total -= bytes
  }
  return total <= maxBytes
}

/** With its snapshots and whatever else lies beside it. A session that is on the air has been written to just now. */
function removeSession(file: string): void {
  const base = file.slice(0, -sessionEnding.length)
  for (const ending of [sessionEnding, '.tick', '.lock', '.snapshots', brokenEnding])
    rmSync(base + ending, { recursive: true, force: true })
}

function bytesBeside(file: string): number {
  const folder = `${file.slice(0, -sessionEnding.length)}.snapshots`
  const broken = statSync(brokenOf(file), { throwIfNoEntry: false })?.size ?? 0
  if (!existsSync(folder)) return broken
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size)
  return sizes.reduce((sum: number, size) => sum + (size ?? 0), broken)
}

/** Nothing for a file that has gone meanwhile: another show tidies the same folder. */
function sizeOf(file: string): { file: string; bytes: number; changedMs: number }[] {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? [{ file, bytes: stat.size + bytesBeside(file), changedMs: stat.mtimeMs }] : []
}
