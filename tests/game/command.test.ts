import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { z } from 'zod'
import { helpLines, integer, type CombineSpec } from '../../game/index.ts'

describe('integer', () => {
  const hz = integer(20, 2000)

  it('takes whole numbers within its range, the ends included', () => {
    for (const [text, value] of [
      ['20', 20],
      ['440', 440],
      ['0440', 440],
      ['2000', 2000],
    ] as const)
      assert.equal(hz.parse(text), value)
    assert.equal(integer(-5, 5).parse('-5'), -5)
  })

  const refused = [
    '',
    '4e2',
    '0x10',
    '0b11',
    ' 1',
    '1 ',
    '1\n',
    '1.0',
    '1e999',
    'NaN',
    'Infinity',
    '+1',
    '--1',
    '-',
    '1_0',
    '１',
    '٣',
    '1n',
  ]
  for (const text of refused)
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(integer(-1e9, 1e9).safeParse(text).success, false))

  it('refuses what is out of range, and says what the range is', () => {
    for (const text of ['19', '2001', '-440', '0', '9'.repeat(400)]) {
      const { error } = hz.safeParse(text)
      assert.ok(error?.issues.every((issue) => issue.message === 'a whole number from 20 to 2000'))
    }
  })

  it('refuses what is no text, and takes exactly the numbers that are in range', () => {
    for (const value of [440, null, undefined, ['440'], { length: 3 }]) assert.equal(hz.safeParse(value).success, false)
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), (value) =>
        assert.equal(hz.safeParse(String(value)).success, value >= 20 && value <= 2000),
      ),
    )
  })

  it('reads -0 as 0, since a journal could not tell them apart', () => {
    assert.ok(Object.is(integer(-5, 5).parse('-0'), 0))
  })
})

describe('helpLines', () => {
  it('shows words, then arguments, in the order that the game declares them', () => {
    const args = z.object({ from: z.string(), to: z.string() })
    assert.deepEqual(
      helpLines({
        colour: { words: ['red', 'green'], help: 'paint' },
        jump: { help: 'leap' },
        move: { args, help: 'go' },
        tone: { args: z.object({ hz: integer(1, 2) }), bare: true, help: 'hum' },
        pitch: { args, usage: '20 … 2000', help: 'sing' },
      }),
      [
        { usage: 'red green', help: 'paint' },
        { usage: 'jump', help: 'leap' },
        { usage: 'move <from> <to>', help: 'go' },
        { usage: '<hz>', help: 'hum' },
        { usage: '20 … 2000', help: 'sing' },
      ],
    )
    assert.deepEqual(helpLines({}), [])
  })

  it('shows the prefix where there must be one, and no aliases', () => {
    assert.deepEqual(
      helpLines({ help: { prefixed: true, words: ['help', 'h'], aliases: { '?': 'help' }, help: 'x' } }),
      [{ usage: '!help !h', help: 'x' }],
    )
  })

  it('shows an example of each way to combine that the game allows', () => {
    const pad = { button: { words: ['up', 'down', 'a'], help: 'press' }, pause: { words: ['wait'], help: 'wait' } }
    const usage = (combine: CombineSpec) => helpLines(pad, combine).slice(2)
    const all: CombineSpec = {
      steps: 4,
      chord: 2,
      hold: true,
      sides: { l: 'left' },
      conflicts: [['up', 'down']],
      solo: ['wait'],
    }
    assert.deepEqual(usage(all), [{ usage: 'up+a  up2down2  up-  left:up', help: 'combine' }])
    assert.deepEqual(usage({ steps: 2 }), [{ usage: 'updown', help: 'combine' }])
    assert.deepEqual(usage({}), [])
    assert.deepEqual(helpLines({}, all), [])
  })
})
