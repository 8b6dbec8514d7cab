import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { z } from 'zod'
import { createParser } from '../../chat/parse.ts'
import { integer, type Command, type CombineSpec, type CommandSpecs, type Press } from '../../game/index.ts'

const words = ['a', 'b', 'start', 'select', 's', 'up', 'down', 'left', 'right', 'wait', 'l', 'l2']
const commands: CommandSpecs = {
  button: { words, aliases: { n: 'up', honk: 'b', home: 'a' }, help: 'press' },
  stick: {
    words: ['cup', 'cdown'],
    args: z.object({ strength: integer(1, 9).optional() }),
    compact: '{word}.{strength:1}',
    help: 'push',
  },
  touch: {
    args: z.object({ x: integer(0, 239), y: integer(0, 159) }),
    bare: true,
    compact: '{x},{y}',
    aliases: { move1: '42,69', middle: 'touch 120 80' },
    help: 'touch',
  },
  fly: { args: z.object({ height: integer(1, 999).optional() }), compact: '{word}{height}', help: 'fly' },
  name: { args: z.object({ who: z.string() }), help: 'name the hero' },
  reset: { prefixed: true, help: 'begin again' },
}
const combine = {
  steps: 6,
  chord: 3,
  hold: true,
  sides: { left: 'left', r: 'right' },
  conflicts: [
    ['up', 'down'],
    ['left', 'right'],
  ],
  solo: ['wait'],
  several: ['touch'],
} satisfies CombineSpec
const house: CommandSpecs = {
  '!help': { words: ['help'], prefixed: true, help: 'explains' },
  '!pass': { words: ['pass'], help: 'abstain' },
}
const parse = createParser({ commands, combine, house })

function command(text: string): Command {
  const outcome = parse(text)
  assert.ok(outcome.accepted, `${text}: ${JSON.stringify(outcome)}`)
  return outcome.command
}

function refusal(text: string): string {
  const outcome = parse(text)
  return outcome.accepted ? `accepted as ${outcome.command.label}` : `${outcome.code} ${outcome.sentence}`
}

const press = (word: string, hold = false): Press => ({ name: 'button', word, args: {}, hold })

describe('a message of several presses', () => {
  it('says what is pressed together, step by step', () => {
    assert.deepEqual(command('a+b2select'), {
      name: 'combination',
      word: '',
      args: {},
      label: 'a+b2 select',
      steps: [[press('a'), press('b')], [press('a'), press('b')], [press('select')]],
    })
  })

  it('is an ordinary command where it is one press, with the press as its only step', () => {
    assert.deepEqual(command('!LEFT.'), {
      name: 'button',
      word: 'left',
      args: {},
      label: 'left',
      steps: [[press('left')]],
    })
    const held = command('left-')
    assert.deepEqual(
      [held.name, held.word, held.label, held.steps],
      ['button', 'left', 'left-', [[press('left', true)]]],
    )
    assert.deepEqual(command('name bob').steps, [[{ name: 'name', word: 'name', args: { who: 'bob' }, hold: false }]])
    assert.equal(command('!pass').steps, undefined)
  })

  const labels = {
    left2: ['left left', 'left2', 'LEFT 2', 'leftleft', 'left,left', 'left1left', 'left , left'],
    'a+b': ['a+b', 'b+a', 'a + b', 'honk+home', 'B+A!'],
    'a-+b-': ['a-+b-', 'b- + a-'],
    'left2 down2': ['left2down2', 'left left down down', 'left 2 down 2', 'left,left down2'],
    'up2 a': ['n2a', 'up n a'],
    'a 234,123 a': ['a234,123a', 'a 234,123 a', 'a,234,123,a', 'a0234,123a'],
    'cup.9': ['cup.9', 'CUP.9'],
    'cup.2 2': ['cup.22', 'cup.2 cup.2', 'cup.2 2'],
    '42,69 2': ['move12', 'move1 42,69'],
    '42,69': ['move1', '42 69', 'touch 42 69', '042,0069'],
    '120,80': ['middle'],
    '11,22+42,69': ['11,22+move1', '42,69+11,22'],
    'l 2': ['l l', 'l 2', 'l,l'],
    l2: ['l2'],
    fly12: ['fly12', 'fly012'],
    'fly 2': ['flyfly', 'fly fly', 'fly 2'],
    'fly12 2': ['fly12 2', 'fly12fly12'],
    'l2 2': ['l22', 'l2l2'],
    'left:a': ['left:a', 'LEFT: a'],
    'right:a2 b': ['r:aab', 'right:a2b'],
    's select': ['sselect', 's select'],
    '!reset': ['!reset', '!RESET!'],
    '!help': ['!help'],
    wait6: ['wait6'],
  }
  for (const [label, texts] of Object.entries(labels))
    it(`is called ${label} however it is typed: ${texts.join('  ')}`, () => {
      for (const text of [label, ...texts]) assert.equal(command(text).label, label, text)
    })

  it('has a side that is named before a colon', () => {
    assert.equal(command('r:a').side, 'right')
    assert.equal(command('r:a2').side, 'right')
    assert.equal(command('left').side, undefined)
    assert.match(refusal('r:help'), /^unknown-command/)
    assert.match(refusal('r:pass'), /^unknown-command/)
    assert.match(refusal('x:a'), /^unknown-command/)
  })

  const refused = {
    'up+down': 'up and down can’t be pressed together',
    'a+n+down': 'up and down can’t be pressed together',
    'a+a': 'a can be pressed once in a step',
    'a-+a': 'a can be pressed once in a step',
    'cup+cup.1': 'cup can be pressed once in a step',
    '11,22+11,22': '11,22 can be pressed once in a step',
    'a+wait': 'wait stands alone in its step',
    'a+b+up+left': 'at most 3 pressed together',
    a7: 'a repeat is a number from 1 to 6',
    a0: 'a repeat is a number from 1 to 6',
    a02: 'a repeat is a number from 1 to 6',
    a99999999999999999999: 'a repeat is a number from 1 to 6',
    a4b4: 'at most 6 steps in one message',
    abababab: 'at most 6 steps in one message',
  }
  for (const [text, why] of Object.entries(refused))
    it(`is refused with the rule that it breaks: ${text}`, () => {
      const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text
      assert.equal(refusal(text), `bad-combination \`${shown}\`: ${why}`)
    })

  it('is refused for an argument that a command doesn’t take', () => {
    assert.equal(refusal('a 240,0'), 'bad-argument `240 0`: a whole number from 0 to 239')
    assert.match(refusal('cup.0'), /^bad-argument/)
  })

  it('is talk where anything in it is no press', () => {
    for (const text of ['a nice day', 'left right wrong', 'ab!?', 'a,', 'a+', '+a', 'a++b', 'a,,b', '-a', '2a', 'abc'])
      assert.match(refusal(text), /^unknown-command/, text)
    for (const text of ['help', 'reset', 'reset now', 'cup.x', 'touch', 'namebob'])
      assert.match(refusal(text), /^(unknown-command|bad-argument)/, text)
    assert.equal(refusal('lefft'), 'unknown-command `lefft`: did you mean `left`?')
    assert.doesNotMatch(refusal('lefft is what I would go for'), /did you mean/)
    assert.equal(refusal('!hepl'), 'unknown-command `hepl`: did you mean `!help`?')
    assert.doesNotMatch(refusal('hepl'), /did you mean/)
  })
})

describe('a game that allows less', () => {
  const pad = { button: { words: ['a', 'b'], help: 'press' } }
  const code = (text: string, spec?: CombineSpec) => {
    const outcome = createParser({ commands: pad, ...(spec && { combine: spec }) })(text)
    return outcome.accepted ? 'accepted' : `${outcome.code}: ${outcome.sentence}`
  }

  it('takes nothing that it doesn’t name', () => {
    assert.equal(code('a', {}), 'accepted')
    assert.equal(code('ab', {}), 'bad-combination: `ab`: one step a message, please')
    assert.equal(code('a2', {}), 'bad-combination: `a2`: one step a message, please')
    assert.equal(code('a+b', { steps: 9 }), 'bad-combination: `a+b`: nothing can be pressed together')
    assert.equal(code('a-', { steps: 9 }), 'bad-combination: `a-`: nothing can be held')
    assert.match(code('left:a', { steps: 9 }), /^unknown-command/)
  })

  it('reads one command a message where nothing can be combined', () => {
    for (const text of ['ab', 'a2', 'a+b', 'a-', 'a b', 'a,b']) assert.match(code(text), /^unknown-command/, text)
    const canvas = createParser({ commands: { touch: commands['touch']! } })
    for (const text of ['12,34', '!012,34', '12 34', 'touch 12 34']) {
      const outcome = canvas(text)
      assert.ok(outcome.accepted)
      assert.deepEqual(outcome.command, { name: 'touch', word: 'touch', args: { x: 12, y: 34 }, label: '12,34' })
    }
    for (const text of ['12,34,', '12,34-', '12,34 12,34', '12,']) assert.equal(canvas(text).accepted, false, text)
  })
})

describe('any message to a game with a pad', () => {
  const pieces = [
    ...words,
    'n',
    'move1',
    'cup.2',
    'fly',
    '12,34',
    '2',
    '7',
    '+',
    '-',
    ',',
    ' ',
    'r:',
    '!',
    '.',
    'x',
    '\u0301',
  ]
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(fc.constantFrom(...words, 'fly', '+', '2', ' '), { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 600 }),
  )

  it('gets a code, or a command within the game’s bounds whose label means the same again', () => {
    let accepted = 0
    const property = fc.property(text, (raw) => {
      const outcome = parse(raw)
      if (!outcome.accepted) return assert.ok(outcome.sentence.isWellFormed() && outcome.sentence.length <= 200)
      accepted += 1
      const { label, steps = [] } = outcome.command
      const again = parse(label)
      assert.ok(again.accepted, `${label} is not understood`)
      assert.deepEqual(again.command, outcome.command)
      assert.ok(steps.length <= combine.steps)
      for (const step of steps) {
        assert.ok(step.length >= 1 && step.length <= combine.chord)
        for (const { name, word, args } of step) {
          if (name === 'touch') assert.ok(Number(args['x']) < 240 && Number(args['y']) < 160)
          assert.ok(Object.hasOwn(commands, name) && (words.includes(word) || name !== 'button'))
        }
      }
    })
    fc.assert(property, { numRuns: 10_000 })
    assert.ok(accepted > 500, `only ${accepted} were accepted`)
  })

  it('is read in time that grows with its length, and no faster', () => {
    const long = createParser({ commands, combine: { ...combine, steps: 100 } })
    const worst = [
      'ab'.repeat(250),
      'a+'.repeat(250),
      '1,'.repeat(250),
      '1'.repeat(500),
      'selec'.repeat(100),
      'a '.repeat(250),
    ]
    const timeOf = (texts: readonly string[]) => {
      const start = performance.now()
      for (let i = 0; i < 50; i++) for (const each of texts) long(each)
      return performance.now() - start
    }
    timeOf(worst)
    assert.ok(timeOf(worst) < 500)
  })
})
