/**
 * Makes `dist/`, which the package has in place of the sources: Node runs no TypeScript below `node_modules`. `npm run build`
 * In it are the program as JavaScript with its types, the pages as they are served, and all other files where the program looks for them.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages } from '../pages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dist = path.join(root, 'dist')

/** What isn't made by the compiler, and isn't only for a checkout. */
const others = '{chat,game,render,server}/**/*'
const left = ['server/web/**', 'server/package/**', 'server/chatarcade.js', '**/*.{ts,tsx,asm}']

export async function buildPackage(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  compile()
  for (const file of globSync('**/*.js', { cwd: dist })) nameModules(path.join(dist, file))
  for (const entry of globSync(others, { cwd: root, exclude: left, withFileTypes: true }))
    if (entry.isFile()) copy(path.join(entry.parentPath, entry.name))
  cpSync(path.join(root, 'server/init/template'), path.join(dist, 'server/init/template'), { recursive: true })
  cpSync(await buildPages(() => {}), path.join(dist, 'server/web/dist'), { recursive: true })
}

function compile(): void {
  const tsc = path.join(root, 'node_modules/.bin/tsc')
  execFileSync(tsc, ['-p', path.join(root, 'server/package/tsconfig.json')], { stdio: 'inherit' })
}

/** The compiler renames what is imported, and not the modules that threads and other programs are started from. */
function nameModules(file: string): void {
  const text = readFileSync(file, 'utf8')
  const named = text
    .replaceAll(/((['"`])(?:\.{1,2}\/|\$\{\w+\}\/)[^'"`\n]*)\.ts\2/g, '$1.js$2')
    .replaceAll(/(\/\*)\.ts(['"])/g, '$1.js$2')
  if (named !== text) writeFileSync(file, named)
}

function copy(file: string): void {
  const target = path.join(dist, path.relative(root, file))
  mkdirSync(path.dirname(target), { recursive: true })
  cpSync(file, target)
}

if (import.meta.main) await buildPackage()
