import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { childEnv } from '../render/index.ts'
import { ServerError } from './error.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const pages = path.join(root, 'server', 'web', 'dist')
const viteConfig = path.join(root, 'server', 'web', 'vite.config.ts')
const vite = path.join(path.dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js')

/** What the pages are made of: a change in any of these makes the built ones stale. */
const sources = ['server/web', 'render', 'game', 'package-lock.json']

/**
 * Builds the pages when they are missing or older than their sources, and gives their directory.
 * @param tell called when it takes a moment
 * @throws ServerError `no-pages`
 */
export async function buildPages(tell: () => void): Promise<string> {
  const built = path.join(pages, 'index.html')
  // The package has them built, and not what they are made of.
  if (!existsSync(viteConfig)) return pages
  if (existsSync(built) && statSync(built).mtimeMs > newest()) return pages
  tell()
  // Built beside the old pages, which a running show goes on serving until the new ones are whole.
  const building = await mkdtemp(`${pages}-`)
  const fresh = path.join(building, 'pages')
  try {
    // A process of its own: the bundler's memory goes with it, and a show runs for weeks.
    const args = [vite, 'build', '--config', viteConfig, '--outDir', fresh, '--logLevel', 'error']
    await promisify(execFile)(process.execPath, args, { env: childEnv() })
    await replaceFolder(pages, fresh, path.join(building, 'last'))
    return pages
  } catch (cause) {
    throw new ServerError(
      'no-pages',
      `the pages can't be built: ${(cause as { stderr?: string }).stderr ?? String(cause)}`,
      { cause },
    )
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}

/**
 * Scripts that the pages begin with, by the names of their files, which have the content of all that they lead to in them: a page whose
 * own is not among them was built from something else. Read anew each time, since another show may build the pages meanwhile.
 */
export async function scriptsOf(folder: string): Promise<string[]> {
  const texts = await Promise.all(
    ['index.html', 'panel.html'].map((page) => readFile(path.join(folder, page), 'utf8').catch(unless('ENOENT'))),
  )
  return texts.flatMap((text) =>
    [...(text ?? '').matchAll(/<script[^>]+src="[^"]*?([^/"]+)"/g)].map(([, name = '']) => name),
  )
}

/**
 * Puts a folder in the place of another one, which goes to a name of its own first: a folder that is emptied in its place could be filled by
 * somebody else meanwhile. Two shows that start at once build the same pages, and whose are there in the end is all the same.
 */
export async function replaceFolder(place: string, fresh: string, last: string): Promise<void> {
  await rename(place, last).catch(unless('ENOENT'))
  await rename(fresh, place).catch(unless('ENOTEMPTY', 'EEXIST'))
}

const unless =
  (...codes: readonly string[]) =>
  (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? '')) throw error
  }

const newest = () => Math.max(...sources.map((source) => newestIn(path.join(root, source))))

/** Other shows may build and tidy beside the pages at this moment, so nothing there is looked at. */
function newestIn(at: string): number {
  if (!statSync(at).isDirectory()) return statSync(at).mtimeMs
  const within = readdirSync(at).map((name) => path.join(at, name))
  return Math.max(0, ...within.filter((each) => !each.startsWith(pages)).map(newestIn))
}
