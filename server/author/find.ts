import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ServerError } from '../error.ts'

/** What the source of a game in a folder may be called, and its module where it is written in JavaScript; the first one that is there. */
const sources = ['index.ts', 'index.mts', 'game.ts', 'game.mts'] as const
const entries = ['index.js', 'index.mjs'] as const

const moduleFile = /\.(?:ts|mts|js|mjs)$/

const manifest = z.object({ main: z.string().optional() })

/** Whether a game is named by where it lies, and not by an id. */
export function isPath(wish: string): boolean {
  return /[\\/]/.test(wish) || wish.startsWith('.') || moduleFile.test(wish) || existsSync(wish)
}

/**
 * The file of the module that is meant: a file, or of a folder its source (`index.ts`, `game.ts`), or what its `package.json` has as `main`.
 * An installed package is played as it was compiled, since Node runs no TypeScript there.
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
  const main = mainOf(place)
  const isInstalled = place.split(path.sep).includes('node_modules')
  const file = [...(isInstalled ? [] : sources), main, ...entries].find(
    (each) => each !== null && existsSync(path.join(place, each)),
  )
  if (file) return path.join(place, file)
  if (main !== null) throw wrong(`its main is ${main}, which is not there: compile it, or name the game’s source`)
  throw wrong(`the folder has neither ${sources[0]} nor game.ts, nor a package.json whose main is the game’s module`)
}

function mainOf(folder: string): string | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))).main ?? null
  } catch {
    return null
  }
}
