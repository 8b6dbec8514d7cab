import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ServerError } from '../error.ts'

/** What the module of a game in a folder may be called, the first one that is there. */
const entries = ['index.ts', 'index.mts', 'index.js', 'index.mjs'] as const

const moduleFile = /\.(?:ts|mts|js|mjs)$/

const manifest = z.object({ main: z.string().optional() })

/** Whether a game is named by where it lies, and not by an id. */
export function isPath(wish: string): boolean {
  return /[\\/]/.test(wish) || wish.startsWith('.') || moduleFile.test(wish) || existsSync(wish)
}

/**
 * The file of the module that is meant: a file, or of a folder its `index.ts` or what its `package.json` has as `main`.
 *
 * @param bundled ids that could have been meant
 * @throws ServerError `bad-game`
 */
export function findModule(wish: string, bundled: readonly string[]): string {
  const wrong = (why: string) =>
    new ServerError('bad-game', `game ${JSON.stringify(wish)}: ${why}; the bundled games are ${bundled.join(', ')}`)
  const place = path.resolve(wish)
  if (!existsSync(place)) throw wrong('there is no such file or folder')
  if (!statSync(place).isDirectory()) {
    if (!moduleFile.test(place)) throw wrong('a game is a module: a file that ends in .ts, .mts, .js or .mjs')
    return place
  }
  const file = [mainOf(place), ...entries].find((each) => each !== null && existsSync(path.join(place, each)))
  if (file) return path.join(place, file)
  throw wrong(`the folder has neither ${entries[0]} nor a package.json whose main is the game’s module`)
}

function mainOf(folder: string): string | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))).main ?? null
  } catch {
    return null
  }
}
