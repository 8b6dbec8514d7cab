import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Modules of one game that are looked at: far more than any has. */
const maxModules = 1000

/**
 * A hash of a game's own modules: the one that is named, and what it imports beside itself and below. What it imports from elsewhere
 * is the arcade's, and not the game's.
 *
 * @param url of the module whose default export is the game
 */
export function gameSources(url: string): string {
  const main = fileURLToPath(url)
  const folder = path.dirname(main) + path.sep
  const texts = new Map<string, string>()
  const waiting = [main]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file) || texts.size >= maxModules || !file.startsWith(folder) || !existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    texts.set(file, text)
    for (const [, specifier = ''] of text.matchAll(/(?:\bfrom|\bimport)\s?\(?\s?['"](\.[^'"\n]{1,300})['"]/g))
      waiting.push(path.resolve(path.dirname(file), specifier))
  }
  const hash = createHash('sha256')
  for (const [file, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${file.slice(folder.length)}\n${text.length}\n${text}`)
  return hash.digest('hex').slice(0, 32)
}
