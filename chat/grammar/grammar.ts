import type { CombineSpec } from '../../game/index.ts'
import { isRejection, readPress, type Reading } from '../press.ts'
import type { Entry, Meaning, Vocabulary } from '../vocabulary.ts'
import { createWordTree, type WordTree } from './words.ts'

/** What may be pressed in a combination, and how it may be combined. */
export interface Grammar {
  readonly words: WordTree<Pressable>
  /** Commands that begin with a compact form instead of a word: `234,123`. */
  readonly bare: readonly Entry[]
  readonly rules: Required<CombineSpec>
  /** Texts of presses after which a digit would not be read as a repeat: `l`, where `l2` is a word as well. */
  readonly openEnded: ReadonlySet<string>
}

export interface Pressable extends Meaning {
  /** The press of the word alone, frozen since everybody is given the same; null where arguments are still missing. */
  readonly reading: Reading | null
}

/** Commands without arguments or with a compact form take part; those of the show, those with a prefix and acts of one’s own never do. */
export function createGrammar({ entries, byWord }: Vocabulary, combine: CombineSpec = {}): Grammar {
  const pressable = Array.from(byWord).filter(([, { entry }]) => takesPart(entry))
  const words = pressable.map(([text, meaning]) => [text, { ...meaning, reading: readingOf(meaning) }] as const)
  return {
    words: createWordTree(words.filter(([, { reading, entry }]) => reading || entry.form?.startsWithWord)),
    bare: entries.filter((entry) => takesPart(entry) && entry.form?.startsWithWord === false),
    rules: { steps: 1, chord: 1, hold: false, sides: {}, conflicts: [], solo: [], several: [], ...combine },
    openEnded: new Set(pressable.flatMap(([text, { entry }]) => openEnds(text, entry))),
  }
}

function takesPart(entry: Entry): boolean {
  return !entry.isHouse && !entry.spec.prefixed && !entry.spec.own && (entry.keys.length === 0 || entry.form !== null)
}

function readingOf({ entry, word, values }: Meaning): Reading | null {
  const reading = readPress(entry, word, values)
  if (isRejection(reading)) return null
  Object.freeze(reading.press.args)
  return Object.freeze({ press: Object.freeze(reading.press), label: reading.label })
}

function openEnds(text: string, { form }: Entry): string[] {
  const ends = Array.from(text, (char, index) => (/[0-9]/.test(char) ? text.slice(0, index) : ''))
  const first = form?.startsWithWord ? form.parts[0] : undefined
  const goesOn = first !== undefined && (!('text' in first) || /^[0-9]/.test(first.text))
  return goesOn ? [...ends, text] : ends
}
