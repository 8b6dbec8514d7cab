import { z } from 'zod'
import { reject, type Rejection } from './outcome.ts'
import { isPlain, isRejection, quote, readPress } from './press.ts'
import type { Entry } from './vocabulary.ts'

/** What no argument that knows its own words takes. */
const nonsense = ['zqxj', 'zqxj7'] as const

/**
 * What is said to somebody whose words are nearly a bare command: too few of them, too many, or not quite written like it.
 * Null where they are talk: then nothing in them is an argument that could not as well be a word of a sentence.
 */
export function nearlyBare(entries: readonly Entry[], words: readonly string[]): Rejection | null {
  for (const entry of entries) {
    const near = tooFew(entry, words) ?? tooMany(entry, words) ?? withUnit(entry, words) ?? apart(entry, words)
    if (near !== null) return near
  }
  return null
}

/** Whether words that an entry refuses were meant for it: a number is no talk, and neither is one of its own arguments in its place. */
export function isMeant(entry: Entry, words: readonly string[]): boolean {
  if (/^[-+]?[0-9]/.test(words[0] ?? '')) return true
  return words.some((word) => /[0-9]/.test(word)) && words.some((word, at) => isOwn(entry, at, word))
}

export function countsAlone(words: string): Rejection {
  return reject('unknown-command', `${quote(words)} counts alone: leave out what is after it`)
}

/** `b7` of `b7 red`. */
function tooFew(entry: Entry, words: readonly string[]): Rejection | null {
  const { keys, required, spec } = entry
  if (words.length >= required || !words.every((word, at) => isOwn(entry, at, word))) return null
  const missing = keys.slice(words.length, required).map((key) => `<${key}>`)
  const example = spec.usage === undefined ? '' : `, as in ${quote(spec.usage)}`
  return reject('bad-argument', `${quote(words.join(' '))} needs ${missing.join(' ')}${example}`)
}

/** `e4 lol`: the move alone would be a command. The longest that would is taken, and none of letters only: that is talk. */
function tooMany(entry: Entry, words: readonly string[]): Rejection | null {
  const first = words.findIndex((word) => /[^a-z']/.test(word))
  if (first < 0) return null
  for (let count = Math.min(words.length - 1, entry.keys.length); count > first; count--) {
    const some = words.slice(0, count)
    if (isRead(entry, some)) return countsAlone(some.join(' '))
  }
  return null
}

/** `440hz`, like `440 hz`. */
function withUnit(entry: Entry, [head = '']: readonly string[]): Rejection | null {
  const [, digits] = /^([0-9]{1,9})[a-z]+$/.exec(head) ?? []
  return digits !== undefined && isRead(entry, [digits]) ? countsAlone(digits) : null
}

/** `b 7 red`. */
function apart(entry: Entry, [letters = '', digits = '', ...rest]: readonly string[]): Rejection | null {
  if (!/^[a-z]{1,2}$/.test(letters) || !/^[0-9]{1,3}$/.test(digits)) return null
  const words = [`${letters}${digits}`, ...rest]
  if (!isRead(entry, words)) return null
  const meant = words.join(' ')
  return { ...reject('unknown-command', `${quote(`${letters} ${digits}`)}: did you mean ${quote(meant)}?`), meant }
}

function isRead(entry: Entry, words: readonly string[]): boolean {
  return words.length >= entry.required && !isRejection(readPress(entry, entry.words[0]!, words))
}

/** Whether the argument of this place takes the word, and doesn't take just any. */
function isOwn({ keys, spec }: Entry, at: number, word: string): boolean {
  const shape: z.ZodRawShape = spec.args?.shape ?? {}
  const schema = shape[keys[at] ?? '']
  if (schema === undefined || !isPlain(word)) return false
  const takes = (text: string): boolean => {
    try {
      return z.safeParse(schema, text).success
    } catch {
      // As in `readPress`: what a game's own refinement throws is no answer.
      return false
    }
  }
  return takes(word) && !nonsense.some(takes)
}
