import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { messageOf } from '../chat/index.ts'
import { defaultSettings, fileSettings, type Game, type GameSettings } from '../game/index.ts'
import { ServerError } from './error.ts'

/** Largest file that a game is given. */
const maxFileBytes = 4 * 2 ** 20

/** Settings as they were written, for a journal: of a file where it was and what was in it. */
export interface WrittenSettings {
  readonly settings: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, WrittenFile>>
}

export interface WrittenFile {
  readonly name: string
  readonly sha256: string
}

export interface ReadSettings {
  readonly values: GameSettings
  readonly written: WrittenSettings
}

type WithSettings = Pick<Game, 'id' | 'settings'>

/** Keys of a game's own settings. */
export function settingKeys({ settings }: Pick<Game, 'settings'>): string[] {
  return Object.keys(settings?.shape ?? {})
}

/**
 * Reads a game's own settings, as a flag or a file has them.
 *
 * @param general keys that every game has, for the sentence
 * @throws ServerError `bad-config`, one sentence that names the key, the value and what is valid
 */
export function readGameSettings(
  game: WithSettings,
  given: Readonly<Record<string, unknown>>,
  general: readonly string[],
): ReadSettings {
  const keys = settingKeys(game)
  const files: Record<string, WrittenFile> = {}
  const settings: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(given)) {
    if (!keys.includes(key)) throw unknownSetting(game, key, general)
    const text = textOf(key, value)
    if (fileSettings(game).includes(key)) {
      const { bytes, file } = readFile(key, text)
      values[key] = bytes
      files[key] = file
    } else settings[key] = values[key] = text
  }
  return { values: parse(game, values), written: { settings, files } }
}

function unknownSetting(game: WithSettings, key: string, general: readonly string[]): ServerError {
  const own = settingKeys(game)
  const names = `${general.join(', ')}${own.length > 0 ? `, and of ${game.id}: ${own.join(', ')}` : ''}`
  return new ServerError('bad-config', `there is no setting ${JSON.stringify(key)}; the settings are ${names}`)
}

/** A config file has numbers and switches as well as texts. */
function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new ServerError(
    'bad-config',
    `set.${key} is ${JSON.stringify(value)}, and must be a text, a number or true or false`,
  )
}

function readFile(key: string, name: string): { readonly bytes: Uint8Array; readonly file: WrittenFile } {
  const file = path.resolve(name)
  const wrong = (why: string, cause?: unknown) =>
    new ServerError('bad-config', `set.${key} is ${JSON.stringify(name)}, ${why}`, { cause })
  let bytes: Buffer
  try {
    const { size } = statSync(file)
    if (size > maxFileBytes) throw wrong(`which has ${size} bytes, and at most ${maxFileBytes} are read`)
    bytes = readFileSync(file)
  } catch (cause) {
    throw cause instanceof ServerError ? cause : wrong(`which can't be read: ${messageOf(cause)}`, cause)
  }
  return {
    bytes: new Uint8Array(bytes),
    file: { name: file, sha256: createHash('sha256').update(bytes).digest('hex') },
  }
}

function parse(game: WithSettings, values: Readonly<Record<string, unknown>>): GameSettings {
  if (game.settings === undefined) return defaultSettings(game)
  const result = game.settings.safeParse(values)
  if (result.success) return result.data
  const issue = result.error.issues[0] as z.core.$ZodIssue
  const key = String(issue.path[0])
  throw new ServerError(
    'bad-config',
    `set.${key} is ${JSON.stringify(values[key])}, and must be ${issue.message.replace(/^must be /, '')}`,
  )
}

/** A setting as the list of games has it: what it is called, and what it is where nobody sets it. */
export interface SettingLine {
  readonly key: string
  /** Its default as text; `a file` where it is one. */
  readonly usual: string
  /** What the game says of it, where it does. */
  readonly help: string
}

export function settingLines(game: Pick<Game, 'settings'>): readonly SettingLine[] {
  const usual = defaultSettings(game)
  const ofFile = fileSettings(game)
  const shape: z.ZodRawShape = game.settings?.shape ?? {}
  return settingKeys(game).map((key) => {
    const schema = shape[key]
    return {
      key,
      usual: ofFile.includes(key) ? 'a file' : String(usual[key]),
      help: schema instanceof z.ZodType ? (schema.description ?? '') : '',
    }
  })
}
