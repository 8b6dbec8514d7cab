import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import type { Game } from '../game/index.ts'

/** What a game outside the arcade imports the arcade by. */
const packageName = 'chatarcade'

/** Where the arcade itself lies, and the one face that games see of it. */
const root = new URL('..', import.meta.url).href
const face = new URL('../game/index.ts', import.meta.url).href

/** Packages of which a game must have our own copy: state of a second one would be encoded by nobody. */
const shared = /^(?:zod|@colyseus\/schema)(?:\/|$)/

/** Modules that are remembered of one version: far more than any game has. */
const maxModules = 500

/** Files of the versions of a game that this thread has begun to load, by version. */
const filesOf = new Map<string, Set<string>>()
/** Versions whose files are remembered. */
const maxVersions = 4

/**
 * The URL of a version of a game. Modules are kept for ever by their URL, so what has changed needs another one; all that it imports
 * of its author's files is of the same version.
 */
export function versionedGame(url: string, version: number): string {
  return `${url}?version=${version}`
}

/**
 * Loads a game: the default export of a module. One with a version, as `versionedGame` makes it, lies outside the arcade: it
 * may `import 'chatarcade'` wherever it is, and shares the arcade's `zod` and `@colyseus/schema`.
 *
 * @throws whatever the module throws, or SyntaxError
 */
export async function importGame(url: string): Promise<Game> {
  if (versionOf(url) !== null) watchImports()
  const { default: game } = (await import(url)) as { default: Game }
  return game
}

/** The author's own files of a version, as far as this thread has begun to load them, the last one last. */
export function filesOfGame(url: string): readonly string[] {
  return [...(filesOf.get(versionOf(url) ?? '') ?? [])]
}

let isWatching = false

function watchImports(): void {
  if (isWatching) return
  isWatching = true
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const own = versionOf(specifier)
      if (own !== null) note(specifier, own)
      const version = versionOf(context.parentURL)
      if (version === null)
        return own === null ? nextResolve(specifier, context) : asModule(nextResolve(specifier, context))
      if (specifier === packageName) return { url: face, shortCircuit: true }
      if (shared.test(specifier)) return nextResolve(specifier, { ...context, parentURL: import.meta.url })
      const resolved = nextResolve(specifier, context)
      if (!isAuthors(resolved.url)) return resolved
      note(resolved.url, version)
      return asModule({ ...resolved, url: `${resolved.url}?version=${version}` })
    },
  })
}

/**
 * Where no `package.json` says what kind of module a file is, Node finds it out by trying and warns of that in each thread, at the
 * terminal of somebody who only has a game in a folder. So it is told.
 */
function asModule<Resolved extends { readonly url: string; readonly format?: string | null | undefined }>(
  resolved: Resolved,
): Resolved {
  const { pathname } = new URL(resolved.url)
  const isOpen = resolved.format === undefined || resolved.format === null
  if (!isOpen || !/\.[tj]s$/.test(pathname) || !isModule(fileURLToPath(resolved.url))) return resolved
  return { ...resolved, format: pathname.endsWith('.ts') ? 'module-typescript' : 'module' }
}

/** Whether it can be nothing but a module; anything else, Node finds out as ever, such as a file that is not there. */
function isModule(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8')
    return file.endsWith('.ts') ? importsOrExports(text) : !isCommonJs(text)
  } catch {
    return false
  }
}

/** As Node tells them apart: what is no CommonJS can only be a module. Nothing of it is run. */
function isCommonJs(text: string): boolean {
  try {
    compileFunction(text.replace(/^#!.*/, ''), ['exports', 'require', 'module', '__filename', '__dirname'])
    return true
  } catch {
    return false
  }
}

/** Whether a line begins a static `import` or `export` of something that outlasts the stripping of types. Comments say nothing. */
function importsOrExports(text: string): boolean {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '')
  return /^[ \t]*(?:import|export)\b(?!\s*[(.]|\s+(?:type|interface)\b)/m.test(code)
}

function note(url: string, version: string): void {
  let files = filesOf.get(version)
  if (files === undefined) {
    filesOf.set(version, (files = new Set()))
    for (const old of [...filesOf.keys()].slice(0, -maxVersions)) filesOf.delete(old)
  }
  if (files.size < maxModules) files.add(fileURLToPath(url))
}

/** Whether a module belongs to the game, and neither to the arcade nor to a package. */
function isAuthors(url: string): boolean {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return false
  return !url.startsWith(root) || !/^(?:chat|render|server|game\/(?!bundled\/))/.test(url.slice(root.length))
}

function versionOf(url: string | undefined): string | null {
  return /\?version=(\d+)$/.exec(url ?? '')?.[1] ?? null
}
