import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Game } from '../../game/index.ts'
import { childEnv } from '../../render/index.ts'
import { ownFile, type LoadedGame } from '../games.ts'
import { gameSources } from '../journal/game-sources.ts'
import type { Log } from '../log.ts'

/** Games outside the arcade, as the page loads them. */
export interface Views {
  /** Folder that `viewsPath` serves. */
  readonly folder: string
  /** Where the page finds the game, once it is built; null for a bundled one, which is in the page, and for one that can't be built. */
  addressOf(game: LoadedGame): Promise<string | null>
}

export const viewsPath = '/game/'

/** Versions that are kept, so that a page which is a moment late finds its own. */
const maxKept = 8

const program = fileURLToPath(new URL('./view-build.ts', import.meta.url))
const buildPatienceMs = 30_000

/** @param data directory of the show, where they are kept by their content */
export function openViews(data: string, log: Log): Views {
  const folder = path.join(data, 'games')
  mkdirSync(folder, { recursive: true })
  const known = new Map<string, Promise<string | null>>()
  const build = async ({ game, url }: LoadedGame, file: string): Promise<string | null> => {
    const key = gameSources(url)
    const place = path.join(folder, key)
    const address = `${viewsPath}${key}/`
    if (existsSync(path.join(place, 'view.js'))) return address
    const fresh = `${place}-${process.pid}`
    try {
      mkdirSync(fresh, { recursive: true })
      await promisify(execFile)(process.execPath, [program, file, fresh, address], {
        ...{ env: childEnv(), timeout: buildPatienceMs },
      })
      copyAssets(game, path.dirname(file), path.join(fresh, 'files'))
      // Where another show was quicker, its own is the same.
      await rename(fresh, place).catch(() => {})
      forgetOldest(folder)
      return address
    } catch (cause) {
      log.warn(`${game.id} can't be built for the page: ${(cause as { stderr?: string }).stderr || String(cause)}`)
      return null
    } finally {
      rmSync(fresh, { recursive: true, force: true })
    }
  }
  return {
    folder,
    async addressOf(loaded) {
      const file = ownFile(loaded)
      if (file === null) return null
      const address = known.get(loaded.url) ?? build(loaded, file)
      known.clear()
      known.set(loaded.url, address)
      return await address
    },
  }
}

/** The files that the game names, and no other of its author's. They have been checked and loaded by then. */
function copyAssets({ images = {}, fonts = {}, sounds = {} }: Game, from: string, to: string): void {
  for (const each of [...Object.values(images), ...Object.values(fonts), ...Object.values(sounds)]) {
    const name = typeof each === 'string' ? each : each.file
    cpSync(path.join(from, name), path.join(to, name))
  }
}

function forgetOldest(folder: string): void {
  const places = readdirSync(folder).map((name) => path.join(folder, name))
  const byAge = places.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const place of byAge.slice(maxKept)) rmSync(place, { recursive: true, force: true })
}
