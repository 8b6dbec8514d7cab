import { z } from 'zod'
import { combination, type Command, type Press } from '../game/index.ts'
import { writeForm } from './grammar/form.ts'
import { reject, type Rejection } from './outcome.ts'
import type { Entry } from './vocabulary.ts'

/** One understood press with its canonical text. */
export interface Reading {
  readonly press: Press
  readonly label: string
}

/** Reads the arguments of one command. Whatever the game's schema throws is an answer too. */
export function readPress(entry: Entry, word: string, values: readonly string[]): Reading | Rejection {
  if (values.length < entry.required)
    return reject('bad-argument', `\`${word}\` needs ${missing(entry, values.length)}`)
  const { spec } = entry
  if (spec.args === undefined) return reading(entry, word, {}, values)
  const wrong = (why: string) => reject('bad-argument', `${quote(values.join(' '))}: ${why}`)
  if (!values.every(isPlain)) return wrong('only plain letters, digits and signs')
  try {
    const read = z.safeParse(spec.args, named(entry, values))
    if (read.success) return reading(entry, word, read.data, values)
    return wrong((read.error.issues[0]?.message ?? 'not understood').slice(0, 120))
  } catch {
    // `safeParse` passes on what a game's own refinement throws, and zod's own overflow in a deep `z.lazy`.
    return wrong('not understood')
  }
}

/** A press as a command of its own. */
export function commandOf({ press, label }: Reading, steps: Command['steps'], side?: string): Command {
  const { name, word, args } = press
  if (steps === undefined) return { name, word, args, label }
  return side === undefined
    ? { name, word, args, label, steps }
    : { name, word, args, label: `${side}:${label}`, steps, side }
}

/** Several presses as one command. */
export function combinationOf(steps: NonNullable<Command['steps']>, label: string, side?: string): Command {
  return side === undefined
    ? { name: combination, word: '', args: {}, label, steps }
    : { name: combination, word: '', args: {}, label: `${side}:${label}`, steps, side }
}

function reading(entry: Entry, word: string, args: Press['args'], values: readonly string[]): Reading {
  return { press: { name: entry.name, word, args, hold: false }, label: labelOf(entry, word, args, values) }
}

function named({ keys }: Entry, values: readonly string[]): Record<string, string> {
  const args: Record<string, string> = {}
  for (let i = 0; i < values.length; i++) args[keys[i]!] = values[i]!
  return args
}

/** Equal choices have equal labels, however they were typed: `0440`, `440` and `tone 440` are one option. */
function labelOf(entry: Entry, word: string, args: Press['args'], typed: readonly string[]): string {
  const { keys, form, spec, words } = entry
  if (keys.length > 0) {
    const values = keys.filter((key) => args[key] !== undefined).map((key) => valueLabel(args[key]))
    if (values.length > 0) {
      const isWhole = form !== null && values.length === keys.length
      const compact = isWhole ? (writeForm(form, word, values) ?? writeForm(form, word, typed)) : null
      if (compact !== null) return compact
      const text = values.join(' ')
      if (word === words[0] && entry.standsAlone(text)) return text
      return `${spec.prefixed ? '!' : ''}${word} ${text}`
    }
  }
  return spec.prefixed ? `!${word}` : word
}

function valueLabel(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}

function missing({ keys, required }: Entry, given: number): string {
  return keys
    .slice(given, required)
    .map((key) => `<${key}>`)
    .join(' ')
}

/** The allowlist for everything that enters the game or its labels. */
export function isPlain(word: string): boolean {
  return /^[\x21-\x7e]+$/.test(word)
}

/** At most 20 characters of cleaned text, with nothing in it that could end the quotation. */
export function quote(text: string): string {
  if (text.length <= 20) return `\`${text.replaceAll('`', '')}\``
  const units = Array.from(text.slice(0, 42))
  const head = units.slice(0, 20).join('').replaceAll('`', '')
  return `\`${head}${units.length > 20 ? '…' : ''}\``
}

export function isRejection(value: object): value is Rejection {
  return 'accepted' in value
}
