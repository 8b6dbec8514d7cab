import type { Entry } from '../vocabulary.ts'
import { endOfDigits, isDigit, matchForm, type FormMatch } from './form.ts'
import type { Grammar } from './grammar.ts'
import type { Reading } from '../press.ts'

/** A press as it was typed: of a word alone, or with the arguments that are still to be checked. */
export interface TypedPress {
  readonly reading: Reading | null
  readonly entry: Entry
  readonly word: string
  readonly values: readonly string[]
  readonly hold: boolean
  readonly end: number
}

/** What is pressed together, and how many times; 0 where the number is badly written or out of all bounds. */
export interface TypedStep {
  readonly presses: readonly TypedPress[]
  readonly count: number
  readonly end: number
}

/** The most that is kept of a step and of a message: one more than any game can allow. */
const maxPresses = 11
const maxSteps = 101

/**
 * Reads a message as steps of presses, from left to right and each piece as long as it goes: `select` before `s`, and
 * never a second try, so that `sselect` is `s`, `select`. Each place is looked at by the tree of words (40 letters at
 * most) and by each compact form (a few digits), so the time is linear in the message's length.
 *
 * Digits after a press are its repeat, unless a compact form begins with them: `a234,123` is `a` and a point.
 *
 * @returns null where anything in it is no press: it is talk then
 */
export function scanSteps(grammar: Grammar, text: string): readonly TypedStep[] | null {
  const steps: TypedStep[] = []
  for (let at = 0; ;) {
    // A separator has to separate something, so that `a,` is no sequence.
    const step = scanStep(grammar, text, at)
    if (step === null) return null
    if (steps.length < maxSteps) steps.push(step)
    if (step.end === text.length) return steps
    at = afterSeparator(text, step.end)
  }
}

function scanStep(grammar: Grammar, text: string, start: number): TypedStep | null {
  const presses: TypedPress[] = []
  let at: number | null = start
  let end = start
  while (at !== null) {
    const press = scanPress(grammar, text, at)
    if (press === null) return null
    if (presses.length < maxPresses) presses.push(press)
    end = press.end
    at = afterPlus(text, end)
  }
  const digits = text[end] === ' ' ? end + 1 : end
  if (!isDigit(text, digits) || scanForm(grammar, text, digits)) return { presses, count: 1, end }
  end = endOfDigits(text, digits, text.length)
  const count = text[digits] === '0' || end - digits > 3 ? 0 : Number(text.slice(digits, end))
  return { presses, count, end }
}

/** The longest press at `at`; a word wins over a form of the same length. */
export function scanPress(grammar: Grammar, text: string, at: number): TypedPress | null {
  const byWord = scanWord(grammar, text, at)
  const byForm = scanForm(grammar, text, at)
  const press = byForm && byForm.end > (byWord?.end ?? at) ? byForm : byWord
  return press && text[press.end] === '-' ? { ...press, hold: true, end: press.end + 1 } : press
}

function scanWord({ words }: Grammar, text: string, at: number): TypedPress | null {
  const found = words.longest(text, at)
  if (found === null) return null
  const { entry, word, reading } = found.value
  const form = entry.form?.startsWithWord && found.value.values.length === 0 ? entry.form : null
  const match = form && matchForm(form, text, found.end)
  if (match) return { reading: null, entry, word, values: match.values, hold: false, end: match.end }
  return reading && { reading, entry, word, values: [], hold: false, end: found.end }
}

function scanForm({ bare }: Grammar, text: string, at: number): TypedPress | null {
  let best: (FormMatch & { entry: Entry }) | null = null
  for (const entry of bare) {
    const match = matchForm(entry.form!, text, at)
    if (match && match.end > (best?.end ?? at)) best = { ...match, entry }
  }
  if (best === null) return null
  const { entry, values, end } = best
  return { reading: null, entry, word: entry.words[0]!, values, hold: false, end }
}

function afterSeparator(text: string, end: number): number {
  let at = text[end] === ' ' ? end + 1 : end
  if (text[at] !== ',') return at
  at += 1
  return text[at] === ' ' ? at + 1 : at
}

/** Where the next press of a chord begins, or null where there is no plus. */
function afterPlus(text: string, end: number): number | null {
  const plus = text[end] === ' ' ? end + 1 : end
  if (text[plus] !== '+') return null
  return text[plus + 1] === ' ' ? plus + 2 : plus + 1
}
