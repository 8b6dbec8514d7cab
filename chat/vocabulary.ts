import { z } from 'zod'
import type { CommandSpec, CommandSpecs } from '../game/index.ts'

/** A command as the parser needs it: its argument names in order, and how many of them have to be there. */
export interface Entry {
  readonly name: string
  readonly spec: CommandSpec
  readonly words: readonly string[]
  readonly keys: readonly string[]
  readonly required: number
}

/** What the game understands, by word. A Map, since viewers choose the keys that are looked up: `__proto__`. */
export interface Vocabulary {
  readonly entries: readonly Entry[]
  readonly byWord: ReadonlyMap<string, Entry>
  /** Commands whose arguments may stand alone. */
  readonly bare: readonly Entry[]
  /** The most words that any command of the game can have. */
  readonly longest: number
}

/** @throws {TypeError} where a word could never be typed, or belongs to two commands: a mistake of the game's author */
export function createVocabulary(specs: CommandSpecs): Vocabulary {
  const entries = Object.entries(specs).map(([name, spec]) => createEntry(name, spec))
  const byWord = new Map<string, Entry>()
  for (const entry of entries) for (const word of entry.words) addWord(byWord, word, entry)
  const bare = entries.filter(({ spec, keys }) => spec.bare === true && keys.length > 0)
  return { entries, byWord, bare, longest: 1 + Math.max(0, ...entries.map(({ keys }) => keys.length)) }
}

function createEntry(name: string, spec: CommandSpec): Entry {
  const keys = Object.keys(spec.args?.shape ?? {})
  const required = keys.findLastIndex((key) => !isOptional(spec, key)) + 1
  return { name, spec, words: spec.words ?? [name], keys, required }
}

function isOptional(spec: CommandSpec, key: string): boolean {
  const shape: z.ZodRawShape = spec.args?.shape ?? {}
  const schema = shape[key]
  return schema !== undefined && z.safeParse(schema, undefined).success
}

function addWord(byWord: Map<string, Entry>, word: string, entry: Entry): void {
  // What cleaning leaves of a typed word: lower case, no leading `!`, no `!` or `.` at the end.
  if (
    !/^[\x22-\x7e]([\x21-\x7e]{0,38}[\x22-\x2d\x2f-\x7e])?$/.test(word) ||
    word !== word.toLowerCase() ||
    word === '.'
  )
    throw new TypeError(`command ${JSON.stringify(entry.name)}: nobody can type the word ${JSON.stringify(word)}`)
  if (byWord.has(word)) throw new TypeError(`the word ${JSON.stringify(word)} belongs to two commands`)
  byWord.set(word, entry)
}
