import type { CombineSpec, CommandSpec, CommandSpecs } from './command.ts'
import { combination } from './command.ts'
import { compactParts, type CompactPart } from './compact.ts'

/** Tells the author what is wrong, in a sentence. */
export type Wrong = (what: string) => never

/** Checks what viewers may type, once, so that the parser can rely on it. What aliases stand for, the parser checks itself. */
export function checkCommands(specs: CommandSpecs, combine: CombineSpec | undefined, wrong: Wrong): void {
  const owners = new Map<string, string>()
  for (const [name, spec] of Object.entries(specs)) {
    const wrongHere: Wrong = (what) => wrong(`command ${JSON.stringify(name)}${what}`)
    checkSpec(name, spec, wrongHere)
    checkCompact(spec, combine !== undefined, wrongHere)
    for (const word of [...(spec.words ?? [name]), ...Object.keys(spec.aliases ?? {})]) {
      checkWord(word, combine !== undefined, wrongHere)
      const owner = owners.get(word)
      if (owner !== undefined) wrong(`the word ${JSON.stringify(word)} belongs to ${twice(owner, name)}`)
      owners.set(word, name)
    }
  }
  if (combine) checkCombine(specs, combine, wrong)
}

function twice(owner: string, name: string): string {
  return owner === name ? `command ${JSON.stringify(name)} twice` : `two commands, ${owner} and ${name}`
}

function checkSpec(name: string, spec: CommandSpec, wrong: Wrong): void {
  if (!/^[a-z][A-Za-z0-9-]{0,39}$/.test(name))
    wrong(': a name begins with a lower-case letter and has only letters, digits and hyphens, 40 at most')
  if (name === combination) wrong(' has the name that combined commands have')
  // A game need not have been checked by a compiler.
  if (typeof spec.help !== 'string' || spec.help.trim() === '') wrong(' has no help text')
  if (spec.words?.length === 0) wrong(' has an empty list of words')
  if (spec.bare && !hasArguments(spec)) wrong(' is bare, and so needs args')
}

function hasArguments(spec: CommandSpec): boolean {
  return Object.keys(spec.args?.shape ?? {}).length > 0
}

/** Whether it is what cleaning leaves of a typed word: lower case, nothing at its ends that cleaning takes away. */
function isTypable(word: string): boolean {
  return /^[\x22-\x3f\x5b-\x7e][\x21-\x40\x5b-\x7e]{0,39}$/.test(word) && !/[!.]$/.test(word)
}

function checkWord(word: string, isCombined: boolean, wrong: Wrong): void {
  if (!isTypable(word)) wrong(`: nobody can type the word ${JSON.stringify(word)}`)
  if (isCombined && (/[+,:]|-$/.test(word) || /^[0-9-]/.test(word)))
    wrong(`: the word ${JSON.stringify(word)} would be taken for a repeat, a hold, a chord, a step or a side`)
}

function checkCompact(spec: CommandSpec, isCombined: boolean, wrong: Wrong): void {
  if (spec.compact === undefined) return
  const wrongForm: Wrong = (what) => wrong(`: the compact form ${JSON.stringify(spec.compact)} ${what}`)
  const parts = compactParts(spec.compact) ?? wrongForm('is not made of {word}, {argument}, {argument:digits} and text')
  const keys = Object.keys(spec.args?.shape ?? {})
  const named = parts.flatMap((part) => (part.type === 'argument' ? [part.key] : []))
  if (keys.length === 0 || named.length !== keys.length || !keys.every((key) => named.includes(key)))
    wrongForm('must name each argument once')
  const words = parts.filter(({ type }) => type === 'word').length
  if (words > 0 ? words > 1 || parts[0]?.type !== 'word' : spec.bare !== true)
    wrongForm('must begin with {word}, or belong to a bare command')
  if (parts.some((part, index) => isEndless(part, parts[index + 1])))
    wrongForm('must have text between two numbers, or say how many digits the first has')
  const text = parts.map((part) => (part.type === 'text' ? part.text : '0')).join('')
  if (!isTypable(text)) wrongForm('can’t be typed')
  if (isCombined && words === 0 && /^[0-9]+$/.test(text)) wrongForm('would be taken for a repeat')
}

/** Whether a run of digits would go on into what follows it. */
function isEndless(part: CompactPart, next: CompactPart | undefined): boolean {
  if (part.type !== 'argument' || part.digits !== null || next === undefined) return false
  return next.type === 'argument' || (next.type === 'text' && /^[0-9]/.test(next.text))
}

function checkCombine(specs: CommandSpecs, combine: CombineSpec, wrong: Wrong): void {
  const { steps = 1, chord = 1, sides = {}, conflicts = [], solo = [], several = [] } = combine
  const bound = (what: string, value: number, most: number) => {
    if (!Number.isInteger(value) || value < 1 || value > most)
      wrong(`combine: ${what} is ${value}, and must be a whole number from 1 to ${most}`)
  }
  bound('steps', steps, 100)
  bound('chord', chord, 10)
  for (const side of [...Object.keys(sides), ...Object.values(sides)])
    if (!/^[a-z0-9-]{1,20}$/.test(side))
      wrong(`combine: the side ${JSON.stringify(side)} must be lower-case letters, digits and hyphens, 20 at most`)
  const known = new Set(Object.entries(specs).flatMap(([name, spec]) => spec.words ?? [name]))
  for (const word of [...conflicts.flat(), ...solo, ...several])
    if (!known.has(word)) wrong(`combine: ${JSON.stringify(word)} is not a word of any command`)
}
