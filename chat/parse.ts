import { z } from 'zod'
import type { Command, CommandSpecs } from '../game/index.ts'
import { cleanText, maxText } from './clean.ts'
import { reject, type Outcome, type Rejection } from './outcome.ts'
import { suggest } from './suggest.ts'
import { createVocabulary, type Entry, type Vocabulary } from './vocabulary.ts'

export type Parser = (text: string) => Outcome

/**
 * Makes the parser of a game out of its command specs.
 * The parser never throws, remembers nothing, and takes time in proportion to the message's length, up to the cap.
 *
 * @example
 * const parse = createParser({ colour: { words: ['red', 'blue'], help: 'paint' } })
 * parse('RED!!') // { accepted: true, command: { name: 'colour', word: 'red', args: {}, label: 'red' } }
 * parse('rde') // { accepted: false, code: 'unknown-command', sentence: '`rde`: did you mean `red`?' }
 * @throws {TypeError} where the specs themselves make no sense
 */
export function createParser(specs: CommandSpecs): Parser {
  const vocabulary = createVocabulary(specs)
  return (text) => {
    const cleaned = cleanText(text)
    if (cleaned === null) return reject('too-long', `too long: at most ${maxText} characters are read`)
    const words = (cleaned.startsWith('!') ? cleaned.slice(1) : cleaned).split(' ')
    if (words[0] === '') return reject('empty', 'there is nothing to read in it')
    return understand(vocabulary, words)
  }
}

function understand(vocabulary: Vocabulary, words: readonly string[]): Outcome {
  const [head = '', ...rest] = words
  const entry = vocabulary.byWord.get(head)
  if (entry) return rest.length > entry.keys.length ? tooMany(head) : readArgs(entry, head, rest)
  let wrong: Rejection | null = null
  for (const candidate of vocabulary.bare) {
    if (words.length < candidate.required || words.length > candidate.keys.length) continue
    const outcome = readArgs(candidate, null, words)
    if (outcome.accepted) return outcome
    wrong ??= outcome
  }
  // A number that no command takes was meant as an argument; any other word is chatter.
  return wrong !== null && /^[-+]?[0-9]/.test(head) ? wrong : unknown(vocabulary, words)
}

function readArgs(entry: Entry, word: string | null, values: readonly string[]): Outcome {
  if (values.length < entry.required)
    return reject('bad-argument', `\`${word}\` needs ${missing(entry, values.length)}`)
  const wrong = (why: string) => reject('bad-argument', `${quote(values.join(' '))}: ${why}`)
  if (!values.every(isPlain)) return wrong('only plain letters, digits and signs')
  if (entry.spec.args === undefined) return { accepted: true, command: createCommand(entry, word, {}) }
  try {
    const read = z.safeParse(entry.spec.args, named(entry, values))
    if (!read.success) return wrong((read.error.issues[0]?.message ?? 'not understood').slice(0, 120))
    return { accepted: true, command: createCommand(entry, word, read.data) }
  } catch {
    // `safeParse` passes on what a game's own refinement throws, and zod's own overflow in a deep `z.lazy`.
    return wrong('not understood')
  }
}

function named({ keys }: Entry, values: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key, index) => (index < values.length ? [[key, values[index]]] : [])))
}

/** Equal choices have equal labels, however they were typed: `0440`, `440` and `tone 440` are one option. */
function createCommand(entry: Entry, typed: string | null, args: Readonly<Record<string, unknown>>): Command {
  const word = typed ?? entry.words[0] ?? entry.name
  const values = entry.keys.filter((key) => args[key] !== undefined).map((key) => valueLabel(args[key]))
  const isDefault = entry.spec.bare === true && word === entry.words[0] && values.length > 0
  return { name: entry.name, word, args, label: (isDefault ? values : [word, ...values]).join(' ') }
}

function valueLabel(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function missing({ keys, required }: Entry, given: number): string {
  return keys
    .slice(given, required)
    .map((key) => `<${key}>`)
    .join(' ')
}

function tooMany(head: string): Rejection {
  return reject('unknown-command', `type \`${head}\` alone, with nothing after it that it doesn't take`)
}

function unknown({ byWord, longest }: Vocabulary, words: readonly string[]): Rejection {
  const typed = words[0] ?? ''
  // A sentence that happens to begin like a command is talk, and nobody's typing error.
  const meant = words.length <= longest && isPlain(typed) ? suggest(typed, byWord.keys()) : null
  return reject(
    'unknown-command',
    `${quote(typed)}: ${meant === null ? 'not a command here' : `did you mean \`${meant}\`?`}`,
  )
}

/** The allowlist for everything that enters the game or its labels. */
function isPlain(word: string): boolean {
  return /^[\x21-\x7e]+$/.test(word)
}

/** At most 20 characters of cleaned text, with nothing in it that could end the quotation. */
function quote(text: string): string {
  const units = Array.from(text)
  const head = units.slice(0, 20).join('').replaceAll('`', '')
  return `\`${head}${units.length > 20 ? '…' : ''}\``
}
