import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { rules, type ColourTone } from '../../game/bundled/colour-tone/rules.ts'
import { view } from '../../game/bundled/colour-tone/view.ts'
import {
  anarchy,
  defineGame,
  democracy,
  integer,
  type CombineSpec,
  type CommandSpecs,
  type Game,
} from '../../game/index.ts'

const good: Game<ColourTone> = { ...rules, ...view }
const withCommand = (name: string, spec: Game['commands'][string]) => ({ ...good, commands: { [name]: spec } })

describe('defineGame', () => {
  it('gives back a good game as it is', () => {
    assert.equal(defineGame(good), good)
    for (const id of ['a', 'chess', 'tic-tac-toe-3d', 'a'.repeat(40)]) assert.equal(defineGame({ ...good, id }).id, id)
    for (const tickRate of [1, 20, 60]) assert.equal(defineGame({ ...good, tickRate }).tickRate, tickRate)
  })

  for (const id of ['', 'Chess', 'tic tac', '3d', '-a', '../x', 'a'.repeat(41), 'café', 'a\n'])
    it(`refuses the id ${JSON.stringify(id)}, and names it`, () =>
      assert.throws(() => defineGame({ ...good, id }), {
        name: 'TypeError',
        message: `game ${JSON.stringify(id)}: id must be lower-case letters, digits and hyphens`,
      }))

  for (const tickRate of [0, -1, 61, 29.97, NaN, Infinity])
    it(`refuses a tick rate of ${tickRate}, and names it`, () =>
      assert.throws(() => defineGame({ ...good, tickRate }), {
        name: 'TypeError',
        message: `game "colour-tone": tickRate is ${tickRate}, and must be a whole number from 1 to 60`,
      }))

  it('refuses a command that viewers could not be told about', () =>
    assert.throws(() => defineGame(withCommand('jump', { help: ' ' })), /command "jump" has no help text/))

  it('refuses bare arguments that are none', () => {
    assert.throws(
      () => defineGame(withCommand('n', { help: 'x', bare: true })),
      /command "n" is bare, and so needs args/,
    )
    assert.ok(defineGame(withCommand('n', { help: 'x', bare: true, args: z.object({ n: z.string() }) })))
  })
})

describe('the vocabulary of a game', () => {
  const args = z.object({ x: integer(0, 9), y: integer(0, 9) })
  const check = (commands: CommandSpecs, combine?: CombineSpec) => () =>
    defineGame({ ...good, commands, ...(combine && { combine }) })
  const press = { words: ['a', 'up', 'down'], help: 'press' }
  const refused: [what: string, run: () => unknown, why: RegExp][] = [
    ['a name with a blank', check({ 'go on': { help: 'x' } }), /command "go on": a name begins with/],
    ['the name of combinations', check({ combination: { help: 'x' } }), /has the name that combined commands have/],
    ['an empty list of words', check({ a: { words: [], help: 'x' } }), /command "a" has an empty list of words/],
    ['a word in capitals', check({ a: { words: ['Up'], help: 'x' } }), /nobody can type the word "Up"/],
    ['an alias with a blank', check({ a: { aliases: { 'a b': 'a' }, help: 'x' } }), /nobody can type the word "a b"/],
    ['a word of two commands', check({ a: press, b: press }), /the word "a" belongs to two commands, a and b/],
    ['a word twice', check({ a: { words: ['b', 'b'], help: 'x' } }), /the word "b" belongs to command "a" twice/],
    ['a compact form without args', check({ a: { compact: '{word}', help: 'x' } }), /must name each argument once/],
    [
      'an argument twice',
      check({ a: { args, compact: '{word}{x:1}{x:1}', help: 'x' } }),
      /must name each argument once/,
    ],
    ['unknown braces', check({ a: { args, compact: '{word}{x:0}', help: 'x' } }), /is not made of/],
    ['a form without a word', check({ a: { args, compact: '{x},{y}', help: 'x' } }), /must begin with \{word\}/],
    [
      'a word inside',
      check({ a: { args, bare: true, compact: '{x}{word}{y}', help: 'x' } }),
      /must begin with \{word\}/,
    ],
    [
      'numbers that run together',
      check({ a: { args, compact: '{word}{x}{y}', help: 'x' } }),
      /text between two numbers/,
    ],
    ['a form with a blank', check({ a: { args, compact: '{word} {x}.{y}', help: 'x' } }), /can’t be typed/],
    ['a number alone', check({ a: { args, bare: true, compact: '{x:1}{y:1}', help: 'x' } }, {}), /taken for a repeat/],
    ['a word that is a number', check({ a: { words: ['1'], help: 'x' } }, {}), /"1" would be taken for a repeat/],
    ['a word with a plus', check({ a: { words: ['a+b'], help: 'x' } }, {}), /"a\+b" would be taken for/],
    ['no step', check({ press }, { steps: 0 }), /combine: steps is 0, and must be a whole number from 1 to 100/],
    ['a big chord', check({ press }, { chord: 11 }), /combine: chord is 11, and must be a whole number from 1 to 10/],
    ['an unknown conflict', check({ press }, { conflicts: [['up', 'dwon']] }), /"dwon" is not a word of any command/],
    ['an unknown solo word', check({ press }, { solo: ['wait'] }), /"wait" is not a word of any command/],
    ['an unknown several', check({ press }, { several: ['touch'] }), /"touch" is not a word of any command/],
    ['an odd side', check({ press }, { sides: { 'l:': 'left' } }), /the side "l:" must be/],
  ]
  for (const [what, run, why] of refused)
    it(`can’t have ${what}`, () => assert.throws(run, { name: 'TypeError', message: why }))

  it('may have words with numbers, signs and compact forms', () => {
    const commands: CommandSpecs = {
      pad: { words: ['l1', 'l2', 'a', '\\o/'], aliases: { x1: 'a' }, help: 'x' },
      touch: { args, bare: true, compact: '{x},{y}', help: 'x' },
      push: { args, compact: '{word}.{y:1}{x:2}', help: 'x' },
    }
    assert.ok(check(commands, { steps: 100, chord: 10, solo: ['a'], several: ['touch'], sides: { l: 'left' } })())
    assert.ok(check({ plain: { words: ['1', 'a+b', 'a-'], help: 'x' } })())
  })
})

describe('an input mode', () => {
  const window = { graceSeconds: 0, quorum: { least: 1, share: 0.1 }, earlyClose: true, weights: {} }

  it('is a plain description', () => {
    assert.deepEqual(democracy(), { mode: 'democracy', window: { length: { seconds: 10 }, ...window } })
    assert.deepEqual(democracy({ ticks: 90 }), { mode: 'democracy', window: { length: { ticks: 90 }, ...window } })
    assert.deepEqual(anarchy(), { mode: 'anarchy' })
  })

  for (const seconds of [0, 0.9, 3601, -1, NaN, Infinity])
    it(`refuses a window of ${seconds} s, and names it`, () =>
      assert.throws(() => democracy({ seconds }), {
        name: 'RangeError',
        message: `democracy: seconds is ${seconds}, and must be 1 to 3600`,
      }))
})
