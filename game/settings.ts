import { z } from 'zod'
import type { Game, GameSettings } from './define.ts'

const files = new WeakSet<z.ZodType>()

/** Bytes of a file that a streamer names, at most 4 MB: the server reads it, and a journal remembers what was in it. */
export function file() {
  const schema = z.instanceof(Uint8Array).optional()
  files.add(schema)
  return schema
}

/** Keys of the game's settings whose values are names of files. */
export function fileSettings({ settings }: Pick<Game, 'settings'>): string[] {
  return Object.entries(settings?.shape ?? {})
    .filter(([, schema]) => files.has(schema as z.ZodType))
    .map(([key]) => key)
}

/** What a game plays by where nobody set anything. */
export function defaultSettings({ settings }: Pick<Game, 'settings'>): GameSettings {
  return settings?.parse({}) ?? {}
}
