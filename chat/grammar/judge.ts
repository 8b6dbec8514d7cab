import type { Command, Press } from '../../game/index.ts'
import { maxText } from '../clean.ts'
import { reject, type Rejection } from '../outcome.ts'
import { combinationOf, commandOf, isRejection, quote, readPress, type Reading } from '../press.ts'
import { isDigit } from './form.ts'
import type { Grammar } from './grammar.ts'
import type { TypedPress, TypedStep } from './scan.ts'

type Rules = Grammar['rules']
type Refuse = (why: string) => Rejection

/** Holds typed steps against the game's rules, and makes the command that they are. `text` is for the sentence. */
export function judge(grammar: Grammar, text: string, typed: readonly TypedStep[], side?: string): Command | Rejection {
  const refuse: Refuse = (why) => reject('bad-combination', `${quote(text)}: ${why}`)
  const { rules } = grammar
  let total = 0
  for (const { count } of typed) {
    if (count === 0 || count > rules.steps) return refuse(badRepeat(rules.steps))
    total += count
  }
  if (total > rules.steps) return refuse(tooManySteps(rules.steps))
  const steps: { readings: readonly Reading[]; count: number }[] = []
  const pressed: (readonly Press[])[] = []
  for (const { presses, count } of typed) {
    const readings = judgeStep(rules, presses, refuse)
    if (isRejection(readings)) return readings
    steps.push({ readings, count })
    const step = readings.map(({ press }) => press)
    for (let i = 0; i < count; i++) pressed.push(step)
  }
  const [only] = steps
  if (total === 1 && only?.readings.length === 1) return commandOf(only.readings[0]!, pressed, side)
  const label = labelOf(grammar, steps)
  if (label.length + (side?.length ?? 0) >= maxText) return refuse('too long when it is written out')
  return combinationOf(pressed, label, side)
}

function badRepeat(steps: number): string {
  return steps === 1 ? tooManySteps(steps) : `a repeat is a number from 1 to ${steps}`
}

function tooManySteps(steps: number): string {
  return steps === 1 ? 'one step a message, please' : `at most ${steps} steps in one message`
}

/** The presses of one step in the order of their labels, or the rule that they break. */
function judgeStep(rules: Rules, typed: readonly TypedPress[], refuse: Refuse): readonly Reading[] | Rejection {
  if (typed.length > rules.chord)
    return refuse(rules.chord === 1 ? 'nothing can be pressed together' : `at most ${rules.chord} pressed together`)
  const readings: Reading[] = []
  for (const press of typed) {
    if (press.hold && !rules.hold) return refuse('nothing can be held')
    const reading = press.reading ?? readPress(press.entry, press.word, press.values)
    if (isRejection(reading)) return reading
    readings.push(press.hold ? held(reading) : reading)
  }
  if (readings.length === 1) return readings
  const broken = brokenRule(rules, readings)
  return broken === null ? readings.sort((a, b) => (a.label < b.label ? -1 : 1)) : refuse(broken)
}

/** At most ten presses: pairs are cheap. */
function brokenRule({ solo, conflicts, several }: Rules, readings: readonly Reading[]): string | null {
  const words = readings.map(({ press }) => press.word)
  const alone = words.find((word) => solo.includes(word))
  if (alone !== undefined) return `${alone} stands alone in its step`
  const twice = words.find((word, index) => words.indexOf(word) < index && !several.includes(word))
  if (twice !== undefined) return `${twice} can be pressed once in a step`
  const bare = readings.map(({ label, press }) => (press.hold ? label.slice(0, -1) : label))
  const same = bare.find((label, index) => bare.indexOf(label) < index)
  if (same !== undefined) return `${same} can be pressed once in a step`
  for (const group of conflicts) {
    const clash = group.filter((word) => words.includes(word))
    if (clash.length > 1) return `${clash.join(' and ')} can’t be pressed together`
  }
  return null
}

function held({ press, label }: Reading): Reading {
  return { press: { ...press, hold: true }, label: `${label}-` }
}

/** `left left` and `left2` are the same choice: equal steps in a row are written once, with their number. */
function labelOf(grammar: Grammar, steps: readonly { readings: readonly Reading[]; count: number }[]): string {
  let text = ''
  let before = ''
  let last = ''
  let times = 0
  const write = () => {
    if (times > 0) text += `${text === '' ? '' : ' '}${before}${times === 1 ? '' : `${gap(grammar, last)}${times}`}`
  }
  for (const { readings, count } of steps) {
    const label = readings.length === 1 ? readings[0]!.label : readings.map((reading) => reading.label).join('+')
    if (label !== before) {
      write()
      times = 0
    }
    before = label
    last = readings.at(-1)!.label
    times += count
  }
  write()
  return text
}

/** A blank before the number where it would be read as part of the press: `l 2`, where `l2` is another word. */
function gap({ openEnded }: Grammar, last: string): string {
  return isDigit(last, last.length - 1) || openEnded.has(last) ? ' ' : ''
}
