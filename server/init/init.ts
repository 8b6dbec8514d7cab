import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import { manifestOf, readOwnManifest } from './manifest.ts'

const template = fileURLToPath(new URL('template/', import.meta.url))

/** Files in which the game's name stands. */
const named = ['game.ts', 'README.md'] as const

/** What may be in a folder that counts as empty. */
const unnoticed: ReadonlySet<string> = new Set(['.git', '.DS_Store'])

export interface NewGame {
  readonly folder: string
  readonly id: string
}

/**
 * Makes a folder with a small game that runs: the game, its tests, and what a project needs.
 *
 * @param folder that is not there yet or is empty; its last part becomes the game's id
 * @throws ServerError `usage`
 */
export function makeGame(folder: string | undefined): NewGame {
  if (folder === undefined) throw new ServerError('usage', 'init needs the name of a folder, such as init my-game')
  const place = path.resolve(folder)
  const id = idOf(path.basename(place))
  if (existsSync(place) && !isEmpty(place))
    throw new ServerError('usage', `${folder} is there already and isn’t an empty folder; nothing was changed`)
  try {
    mkdirSync(place, { recursive: true })
    cpSync(template, place, { recursive: true })
    renameSync(path.join(place, 'gitignore'), path.join(place, '.gitignore'))
    for (const file of named) rename(path.join(place, file), id)
    const manifest = manifestOf(id, place, readOwnManifest())
    writeFileSync(path.join(place, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  } catch (cause) {
    throw new ServerError('usage', `${folder} can’t be made: ${messageOf(cause)}`, { cause })
  }
  return { folder, id }
}

function isEmpty(place: string): boolean {
  try {
    return readdirSync(place).every((name) => unnoticed.has(name))
  } catch {
    return false
  }
}

/** `My Game!` is `my-game`. @throws ServerError `usage` for a name of which nothing is left */
function idOf(name: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  if (id !== '') return id
  throw new ServerError(
    'usage',
    `${JSON.stringify(name)} gives no id for a game, which has lower-case letters, digits and hyphens, such as my-game`,
  )
}

function rename(file: string, id: string): void {
  const words = id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  const text = readFileSync(file, 'utf8')
    .replaceAll('my-game', id)
    .replaceAll('My Game', words.join(' '))
    .replaceAll('MyGame', words.join(''))
  writeFileSync(file, text)
}

/** What to do next, for the terminal. */
export function nextSteps({ folder, id }: NewGame): string {
  return [
    `${folder} holds a game that runs, ${id}: the game is game.ts, and its tests are game.test.ts.`,
    '',
    `  cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`,
    '  npm install',
    '  npm start        puts it on the air; save game.ts, and the running show has the new code',
    '  npm test         plays it without a clock',
    '',
  ].join('\n')
}
