import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Game } from '../game/index.ts'
import { importGame, versionedGame } from '../render/index.ts'
import { explain } from './author/fault.ts'
import { findModule, isPath } from './author/find.ts'
import { openTrials, type Trials } from './author/trial.ts'
import { ServerError } from './error.ts'

const bundled = new URL('../game/bundled/', import.meta.url)

/** Ids of the bundled games: the folders that hold one. */
export function gameIds(): string[] {
  return readdirSync(bundled)
    .filter((id) => existsSync(new URL(`${id}/index.ts`, bundled)))
    .sort()
}

export interface LoadedGame {
  readonly game: Game
  /** The module that other threads load the same game from, beside which its files lie. Of a game outside the arcade it names a version. */
  readonly url: string
}

/**
 * Loads a bundled game by its id, or anybody's by where it lies: a file, or a folder with an `index.ts`. Such a game is tried out first.
 *
 * @throws ServerError `usage` for what names no game, `bad-game` for one that can't be played
 */
export async function loadGame(wish: string): Promise<LoadedGame> {
  const ids = gameIds()
  if (ids.includes(wish)) {
    const url = new URL(`${wish}/index.ts`, bundled).href
    return { game: await importGame(url), url }
  }
  if (!isPath(wish))
    throw new ServerError(
      'usage',
      `game is ${JSON.stringify(wish)}, and must be one of ${ids.join(', ')}, or the file or folder of another one`,
    )
  await using trials = openTrials()
  return await loadOwn(findModule(wish, ids), trials)
}

/** Of all games outside the arcade: a module is kept for ever by its URL, so each load has a number of its own. */
let versions = 0

/**
 * Loads a game outside the arcade as it is at this moment, once it has been tried out.
 *
 * @throws ServerError `bad-game`, whose `cause` is an `AuthorError`
 */
export async function loadOwn(file: string, trials: Trials): Promise<LoadedGame> {
  versions += 1
  const url = versionedGame(pathToFileURL(file).href, versions)
  const { fault, files } = await trials.run(url)
  if (fault === null) return { game: await importGame(url), url }
  const error = await explain(fault, files.length > 0 ? files : [file])
  throw new ServerError('bad-game', error.sentence, { cause: error })
}

/** The file of a game outside the arcade; null for a bundled one. */
export function ownFile({ url }: Pick<LoadedGame, 'url'>): string | null {
  return url.includes('?version=') ? fileURLToPath(url) : null
}

/** The game of a plan, as it was loaded. */
export function gameOf({ game, gameUrl }: { readonly game: Game; readonly gameUrl: string }): LoadedGame {
  return { game, url: gameUrl }
}
