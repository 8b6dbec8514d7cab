import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where all is that a snapshot holds something of, besides the game itself. */
const sources = ['chat/**/*.ts', 'game/*.ts', 'server/*.ts', 'server/memory/*.ts']

let version: string | null = null

/** A hash of the program’s own modules that remember anything: what one version saved, another can’t go on with. */
export function codeVersion(): string {
  return (version ??= readVersion())
}

function readVersion(): string {
  const cwd = fileURLToPath(new URL('../../', import.meta.url))
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd }).toSorted()) {
    const text = readFileSync(`${cwd}${file}`)
    hash.update(`${file}\n${text.length}\n`).update(text)
  }
  return hash.digest('hex').slice(0, 32)
}
