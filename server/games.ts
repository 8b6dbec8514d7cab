import { existsSync, readdirSync } from 'node:fs'
import type { Game } from '../game/index.ts'
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
  /** The module that other threads load the same game from. */
  readonly url: string
}

/** @throws ServerError `usage` for an id that names no game */
export async function loadGame(id: string): Promise<LoadedGame> {
  const ids = gameIds()
  if (!ids.includes(id))
    throw new ServerError('usage', `game is ${JSON.stringify(id)}, and must be one of ${ids.join(', ')}`)
  const url = new URL(`${id}/index.ts`, bundled).href
  const { default: game } = (await import(url)) as { default: Game }
  return { game, url }
}
