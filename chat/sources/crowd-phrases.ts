import { z } from 'zod'
import type { CombineSpec, Random } from '../../game/index.ts'
import { createParser, type Spoken } from '../parse.ts'
import { createVocabulary, type Entry } from '../vocabulary.ts'

/** Tries at guessing arguments, and different ones that are kept, for one command. */
const maxTries = 400
const maxKept = 24

const usual = ['440', '220', '880', '100', '1000', '300', '500', '1', '2', '3', '5', '10', 'a1', 'e4', 'e2e4', 'left']

/**
 * What a crowd can say in this game: for each command, texts that the game's own parser accepts.
 * Arguments are guessed, and the parser says which guesses are good, so that any game has a crowd.
 */
export function phrasesFor(game: Spoken, random: Random): readonly (readonly string[])[] {
  const { combine } = game
  const parse = createParser(game)
  const phrases = createVocabulary(game.commands).entries.map((entry) => {
    const kept = new Map<string, string>()
    for (const text of candidates(entry, random)) {
      const outcome = parse(text)
      if (outcome.accepted && outcome.command.name === entry.name) kept.set(outcome.command.label, text)
      if (kept.size >= maxKept) break
    }
    return Array.from(kept.values())
  })
  const plain = phrases.filter((texts) => texts.length > 0)
  const together =
    combine === undefined ? [] : combined(plain.flat(), combine, random).filter((text) => parse(text).accepted)
  return together.length === 0 ? plain : [...plain, together]
}

/** Pads are played by combinations: each guess joins a few plain commands in one of the ways that the game allows. */
function combined(words: readonly string[], combine: CombineSpec, random: Random): string[] {
  const { steps = 1, chord = 1, hold = false, sides = {} } = combine
  const ways: (() => string)[] = []
  if (steps > 1) ways.push(() => `${random.pick(words)}${2 + random.integer(Math.min(steps - 1, 8))}`)
  if (steps > 1) ways.push(() => `${random.pick(words)}${random.pick(words)}`)
  if (chord > 1) ways.push(() => `${random.pick(words)}+${random.pick(words)}`)
  if (hold) ways.push(() => `${random.pick(words)}-`)
  const named = Object.keys(sides)
  if (named.length > 0) ways.push(() => `${random.pick(named)}:${random.pick(words)}`)
  if (ways.length === 0 || words.length === 0) return []
  return Array.from({ length: maxKept }, () => random.pick(ways)())
}

function* candidates(entry: Entry, random: Random): Iterable<string> {
  yield* entry.words
  if (entry.keys.length === 0) return
  for (let i = 0; i < maxTries; i++) {
    const args = entry.keys.map((key) => guess(entry, key, random)).join(' ')
    yield entry.spec.bare === true ? args : `${random.pick(entry.words)} ${args}`
  }
}

function guess(entry: Entry, key: string, random: Random): string {
  const shape: z.ZodRawShape = entry.spec.args?.shape ?? {}
  const schema = shape[key]
  if (schema instanceof z.ZodEnum) return String(random.pick(schema.options))
  return random.next() < 0.5 ? random.pick(usual) : String(random.integer(10 ** (1 + random.integer(4))))
}

/** What a crowd says of how it plays, such as `anarchy` or `!join red`; empty where the mode has no words of its own. */
export function houseWordsFor({ house = {} }: Spoken): readonly string[] {
  return Object.values(house).flatMap(({ words = [], args, prefixed, usage }) => {
    if (args === undefined) return words.map((word) => (prefixed ? `!${word}` : word))
    // The help says what the argument may be: `!join red|blue`.
    const [word = '', choices = ''] = usage?.split(' ') ?? []
    return choices.split('|').map((choice) => `${word} ${choice}`)
  })
}
