import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../package.json', import.meta.url))
/** The checkout's own, while a package is made. */
const kept = `${file}.checkout`

interface Manifest {
  readonly exports: Readonly<Record<string, string>>
}

/** Has package.json lead to what was built, where a checkout leads to its sources. npm packs it as it stands then. */
export function leadToDist(): void {
  restoreManifest()
  const text = readFileSync(file, 'utf8')
  const manifest = JSON.parse(text) as Manifest
  const exports = Object.fromEntries(Object.entries(manifest.exports).map(([name, target]) => [name, built(target)]))
  writeFileSync(kept, text)
  writeFileSync(file, `${JSON.stringify({ ...manifest, exports }, null, 2)}\n`)
}

/** Puts back the checkout's own; nothing where it is there. */
export function restoreManifest(): void {
  if (existsSync(kept)) renameSync(kept, file)
}

function built(target: string): string | { readonly types: string; readonly default: string } {
  const module = /^\.\/(.*)\.ts$/.exec(target)?.[1]
  return module === undefined ? target : { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` }
}
