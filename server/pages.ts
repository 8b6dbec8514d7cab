import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
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
 * @param building called when it takes a moment
 * @throws ServerError `no-pages`
 */
export async function buildPages(building: () => void): Promise<string> {
  const built = path.join(pages, 'index.html')
  if (existsSync(built) && statSync(built).mtimeMs > newest()) return pages
  building()
  // Built beside the old pages, which a running show goes on serving until the new ones are whole.
  const fresh = `${pages}-${process.pid}`
  try {
    // A process of its own: the bundler's memory goes with it, and a show runs for weeks.
    const args = [vite, 'build', '--config', viteConfig, '--outDir', fresh, '--logLevel', 'error']
    await promisify(execFile)(process.execPath, args, { env: childEnv() })
    await replacePages(fresh)
    return pages
  } catch (cause) {
    throw new ServerError(
      'no-pages',
      `the pages can't be built: ${(cause as { stderr?: string }).stderr ?? String(cause)}`,
      { cause },
    )
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Two shows that start at once build the same pages: whose are in place first is all the same. */
async function replacePages(fresh: string): Promise<void> {
  await rm(pages, { recursive: true, force: true })
  await rename(fresh, pages).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

function newest(): number {
  const files = sources.flatMap((source) => {
    const at = path.join(root, source)
    if (!statSync(at).isDirectory()) return [at]
    return readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(pages))
      .map((entry) => path.join(entry.parentPath, entry.name))
  })
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}
