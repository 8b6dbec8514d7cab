import { z } from 'zod'
import { checkCommands, type CombineSpec, type CommandSpec, type CommandSpecs } from '../game/index.ts'
import { createForm, matchForm, type Form } from './grammar/form.ts'

/** A command as the parser needs it: its argument names in order, and how many of them have to be there. */
export interface Entry {
  readonly name: string
  readonly spec: CommandSpec
  readonly words: readonly string[]
  readonly keys: readonly string[]
  readonly required: number
  /** How its arguments are written without spaces; null where they can't be. */
  readonly form: Form | null
  /** Whether it is the show's own word, and none of the game's. */
  readonly isHouse: boolean
  /** Whether these arguments without the word are read as this command: then the label needs no word either. */
  standsAlone(values: string): boolean
}

/** What a typed word or alias stands for: a word of a command, and the arguments that an alias brings along. */
export interface Meaning {
  readonly entry: Entry
  readonly word: string
  readonly values: readonly string[]
}

/** What is understood, by word. A Map, since viewers choose the keys that are looked up: `__proto__`. */
export interface Vocabulary {
  /** The game's commands, in its order. */
  readonly entries: readonly Entry[]
  /** Words and aliases, the show's own included. */
  readonly byWord: ReadonlyMap<string, Meaning>
  /** Commands whose arguments may stand alone. */
  readonly bare: readonly Entry[]
  /** The most words that any command can have. */
  readonly longest: number
}

/**
 * Names of `house` begin with `!`, so that they never are those of a game; where both have a word, it is the game's.
 *
 * @throws {TypeError} where a word could never be typed, belongs to two commands, or an alias stands for nothing
 */
export function createVocabulary(
  specs: CommandSpecs,
  {
    house = {},
    combine,
  }: { readonly house?: CommandSpecs | undefined; readonly combine?: CombineSpec | undefined } = {},
): Vocabulary {
  checkCommands(specs, combine, wrong)
  checkCommands(withoutMark(house), undefined, wrong)
  const byWord = new Map<string, Meaning>()
  // Of several bare commands the first one that takes the values has them, so only the first can be sure of its own.
  const standsAlone = (entry: Entry, values: string) => bare[0] === entry && !byWord.has(values.split(' ', 1)[0] ?? '')
  const entries = Object.entries(specs).map(([name, spec]) => createEntry(name, spec, false, standsAlone))
  const houseEntries = Object.entries(house).map(([name, spec]) => createEntry(name, spec, true, standsAlone))
  for (const entry of [...entries, ...houseEntries])
    for (const [word, meaning] of meanings(entry)) if (!byWord.has(word)) byWord.set(word, meaning)
  const bare = entries.filter(({ spec, keys }) => spec.bare === true && keys.length > 0)
  const lengths = [...entries, ...houseEntries].map(({ keys }) => keys.length)
  return { entries, byWord, bare, longest: 1 + Math.max(0, ...lengths) }
}

function wrong(what: string): never {
  throw new TypeError(what)
}

function withoutMark(house: CommandSpecs): CommandSpecs {
  return Object.fromEntries(
    Object.entries(house).map(([name, spec]) =>
      name.startsWith('!') ? [name.slice(1), spec] : wrong(`the show’s own command ${JSON.stringify(name)} needs a !`),
    ),
  )
}

function createEntry(
  name: string,
  spec: CommandSpec,
  isHouse: boolean,
  standsAlone: (entry: Entry, values: string) => boolean,
): Entry {
  const keys = Object.keys(spec.args?.shape ?? {})
  const required = keys.findLastIndex((key) => !isOptional(spec, key)) + 1
  const words = spec.words ?? [isHouse ? name.slice(1) : name]
  const form = spec.compact === undefined ? null : createForm(spec.compact, keys)
  const entry: Entry = {
    ...{ name, spec, words, keys, required, form, isHouse },
    standsAlone: (values) => standsAlone(entry, values),
  }
  return entry
}

function isOptional(spec: CommandSpec, key: string): boolean {
  const shape: z.ZodRawShape = spec.args?.shape ?? {}
  const schema = shape[key]
  return schema !== undefined && z.safeParse(schema, undefined).success
}

function* meanings(entry: Entry): Iterable<[string, Meaning]> {
  for (const word of entry.words) yield [word, { entry, word, values: [] }]
  for (const [alias, target] of Object.entries(entry.spec.aliases ?? {})) {
    const meaning = meaningOf(entry, target)
    if (!meaning) wrong(`command ${JSON.stringify(entry.name)}: ${aliasOf(alias, target)}, which it doesn’t understand`)
    else yield [alias, meaning]
  }
}

/** For messages to the author. */
export function aliasOf(alias: string, target: string): string {
  return `the alias ${JSON.stringify(alias)} stands for ${JSON.stringify(target)}`
}

/** Reads what an alias stands for, as the parser would, but of one command only. */
function meaningOf(entry: Entry, target: string): Meaning | null {
  const [head = '', ...values] = target.split(' ')
  if (entry.words.includes(head)) return { entry, word: head, values }
  const { form, words } = entry
  const word = words.toSorted((a, b) => b.length - a.length).find((each) => target.startsWith(each))
  const isWordFirst = form?.startsWithWord === true
  const match = form && (word !== undefined || !isWordFirst) && matchForm(form, target, isWordFirst ? word!.length : 0)
  if (match && match.end === target.length)
    return { entry, word: isWordFirst ? word! : words[0]!, values: match.values }
  return entry.spec.bare === true ? { entry, word: words[0]!, values: [head, ...values] } : null
}
