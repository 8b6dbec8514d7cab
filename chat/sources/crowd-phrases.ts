import { z } from 'zod'
import type { CommandSpecs, Random } from '../../game/index.ts'
import { createParser } from '../parse.ts'
import { createVocabulary, type Entry } from '../vocabulary.ts'

/** Tries at guessing arguments, and different ones that are kept, for one command. */
const maxTries = 400
const maxKept = 24

const usual = ['440', '220', '880', '100', '1000', '300', '500', '1', '2', '3', '5', '10', 'a1', 'e4', 'e2e4', 'left']

/**
 * What a crowd can say in this game: for each command, texts that the game's own parser accepts.
 * Arguments are guessed, and the parser says which guesses are good, so that any game has a crowd.
 */
export function phrasesFor(specs: CommandSpecs, random: Random): readonly (readonly string[])[] {
  const parse = createParser(specs)
  const phrases = createVocabulary(specs).entries.map((entry) => {
    const kept = new Map<string, string>()
    for (const text of candidates(entry, random)) {
      const outcome = parse(text)
      if (outcome.accepted && outcome.command.name === entry.name) kept.set(outcome.command.label, text)
      if (kept.size >= maxKept) break
    }
    return Array.from(kept.values())
  })
  return phrases.filter((texts) => texts.length > 0)
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
