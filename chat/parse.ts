import type { Command, CombineSpec, CommandSpecs } from '../game/index.ts'
import { countsAlone, isMeant, nearlyBare } from './bare.ts'
import { cleanText, maxText } from './clean.ts'
import { createGrammar, type Grammar } from './grammar/grammar.ts'
import { judge } from './grammar/judge.ts'
import { scanPress, scanSteps } from './grammar/scan.ts'
import { reject, type Outcome, type Rejection } from './outcome.ts'
import { commandOf, isPlain, isRejection, quote, readPress, type Reading } from './press.ts'
import { createSuggest, type Suggest } from './suggest.ts'
import { aliasOf, createVocabulary, type Entry, type Meaning, type Vocabulary } from './vocabulary.ts'

export type Parser = (text: string) => Outcome

/** All that may be typed. `GameRules` has the first two; `house` are the show's own words, with names like `!help`. */
export interface Spoken {
  readonly commands: CommandSpecs
  readonly combine?: CombineSpec
  readonly house?: CommandSpecs
}

/**
 * Makes the parser of a game out of its command specs.
 * The parser never throws, remembers nothing, and takes time in proportion to the message's length, up to the cap.
 *
 * @example
 * const parse = createParser({ commands: { colour: { words: ['red', 'blue'], help: 'paint' } } })
 * parse('RED!!') // { accepted: true, command: { name: 'colour', word: 'red', args: {}, label: 'red' } }
 * parse('rde') // { accepted: false, code: 'unknown-command', sentence: '`rde`: did you mean `red`?' }
 * @throws {TypeError} where the specs themselves make no sense
 */
export function createParser({ commands, combine, house }: Spoken): Parser {
  const vocabulary = createVocabulary(commands, { house, combine })
  checkAliases(vocabulary)
  const sides = Object.entries(combine?.sides ?? {})
  const canCombine = combine !== undefined || vocabulary.entries.some(({ form }) => form !== null)
  const language: Language = {
    vocabulary,
    isCombined: combine !== undefined,
    grammar: canCombine ? createGrammar(vocabulary, combine) : null,
    // The side itself can always be typed, since the label has it.
    sides: new Map([...sides, ...sides.map(([, side]) => [side, side] as const)]),
    suggest: suggestions(vocabulary, false),
    suggestPrefixed: suggestions(vocabulary, true),
  }
  const plain = plainOutcomes(language)
  return (text) => {
    const cleaned = cleanText(text)
    if (cleaned === null) return tooLong
    return plain.get(cleaned) ?? understand(language, cleaned)
  }
}

interface Language {
  readonly vocabulary: Vocabulary
  /** Whether the game has `combine`. */
  readonly isCombined: boolean
  /** Null where every message is read word by word. */
  readonly grammar: Grammar | null
  /** By what can be before a colon. */
  readonly sides: ReadonlyMap<string, string>
  readonly suggest: Suggest
  /** For a message with the prefix. */
  readonly suggestPrefixed: Suggest
}

const tooLong = Object.freeze(reject('too-long', `too long: at most ${maxText} characters are read`))
const empty = Object.freeze(reject('empty', 'there is nothing to read in it'))

function checkAliases({ entries, byWord }: Vocabulary): void {
  for (const { name, spec } of entries)
    for (const [alias, target] of Object.entries(spec.aliases ?? {})) {
      const { entry, word, values } = byWord.get(alias)!
      const reading =
        values.length > entry.keys.length ? countsAlone(word) : values.length && readPress(entry, word, values)
      if (reading && isRejection(reading))
        throw new TypeError(`command ${JSON.stringify(name)}: ${aliasOf(alias, target)}; ${reading.sentence}`)
    }
}

/** What most messages are, understood beforehand: a word alone, with the prefix or without. */
function plainOutcomes(language: Language): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  for (const [word, meaning] of language.vocabulary.byWord) {
    const outcome = readMeaning(language, meaning, [])
    if (!outcome.accepted) continue
    freeze(outcome)
    outcomes.set(`!${word}`, outcome)
    if (!meaning.entry.spec.prefixed) outcomes.set(word, outcome)
  }
  return outcomes
}

/** Frozen all through, since everybody who types the same word is given the same object. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
}

function suggestions({ byWord }: Vocabulary, isPrefixed: boolean): Suggest {
  const known = Array.from(byWord).filter(([, { entry }]) => isPrefixed || !entry.spec.prefixed)
  return createSuggest(known.map(([word, { entry }]) => [word, entry.spec.prefixed ? `!${word}` : word]))
}

function understand(language: Language, cleaned: string): Outcome {
  const isPrefixed = cleaned.startsWith('!')
  const text = isPrefixed ? cleaned.slice(cleaned[1] === ' ' ? 2 : 1) : cleaned
  if (text === '') return empty
  const colon = language.sides.size === 0 ? -1 : text.indexOf(':')
  const side = colon < 0 ? undefined : language.sides.get(text.slice(0, colon))
  if (side === undefined) return combined(language, text) ?? readWords(language, text, isPrefixed)
  return sided(language, text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1), side)
}

/** What is said of one side: a command of the game, of one press or several. */
function sided(language: Language, text: string, side: string): Outcome {
  const outcome = combined(language, text, side) ?? readWords(language, text, false)
  if (!outcome.accepted || outcome.command.side !== undefined) return outcome
  const { command } = outcome
  if (command.name.startsWith('!')) return reject('unknown-command', `${quote(text)}: it has no sides`)
  return { accepted: true, command: { ...command, label: `${side}:${command.label}`, side } }
}

/** Reads it as presses without blanks between words and arguments; null where it is none, and so may be anything else. */
function combined({ grammar, isCombined }: Language, text: string, side?: string): Outcome | null {
  if (grammar === null) return null
  if (isCombined) {
    const steps = scanSteps(grammar, text)
    return steps && outcomeOf(judge(grammar, text, steps, side))
  }
  const press = scanPress(grammar, text, 0)
  if (press === null || press.hold || press.end < text.length) return null
  const reading = press.reading ?? readPress(press.entry, press.word, press.values)
  return outcomeOf(isRejection(reading) ? reading : commandOf(reading, undefined))
}

function outcomeOf(command: Command | Rejection): Outcome {
  return isRejection(command) ? command : { accepted: true, command }
}

/** Reads it word by word: a command's word and its arguments, or the arguments alone. */
function readWords(language: Language, text: string, isPrefixed: boolean): Outcome {
  const { vocabulary } = language
  const words = text.split(' ', vocabulary.longest + 1)
  const [head = ''] = words
  const meaning = vocabulary.byWord.get(head)
  if (meaning && (isPrefixed || !meaning.entry.spec.prefixed)) return readMeaning(language, meaning, words.slice(1))
  let wrong: Rejection | null = null
  for (const entry of vocabulary.bare) {
    if (words.length < entry.required || words.length > entry.keys.length) continue
    const reading = readPress(entry, entry.words[0]!, words)
    if (!isRejection(reading)) return { accepted: true, command: plainCommand(language, entry, reading) }
    if (wrong === null && isMeant(entry, words)) wrong = reading
  }
  return nearlyBare(vocabulary.bare, words) ?? wrong ?? unknown(language, words, isPrefixed)
}

function readMeaning(language: Language, { entry, word, values }: Meaning, rest: readonly string[]): Outcome {
  const all = values.length === 0 ? rest : [...values, ...rest]
  if (all.length > entry.keys.length) return countsAlone(word)
  const reading = readPress(entry, word, all)
  return isRejection(reading) ? reading : { accepted: true, command: plainCommand(language, entry, reading) }
}

function plainCommand({ isCombined }: Language, entry: Entry, reading: Reading): Command {
  return commandOf(reading, isCombined && !entry.isHouse ? [[reading.press]] : undefined)
}

function didYouMean(typed: string, meant: string): Rejection {
  return { ...reject('unknown-command', `${quote(typed)}: did you mean \`${meant}\`?`), meant }
}

function unknown(language: Language, words: readonly string[], isPrefixed: boolean): Rejection {
  const typed = words[0] ?? ''
  // A sentence that happens to begin like a command is talk, and nobody's typing error.
  if (words.length === 1 && !isPrefixed && language.vocabulary.byWord.has(typed)) return didYouMean(typed, `!${typed}`)
  const isShort = words.length <= language.vocabulary.longest && isPlain(typed)
  const meant = isShort ? (isPrefixed ? language.suggestPrefixed : language.suggest)(typed) : null
  if (meant === null) return reject('unknown-command', `${quote(typed)}: not a command here`)
  return didYouMean(typed, meant)
}
