import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  anarchy,
  democracy,
  inputFor,
  inputModes,
  lottery,
  perPlayer,
  queue,
  runoff,
  slider,
  teams,
  type WindowOptions,
} from '../../game/index.ts'

const plain = {
  length: { seconds: 10 },
  graceSeconds: 0,
  quorum: { least: 1, share: 0.1 },
  earlyClose: true,
  weights: {},
}

describe('an input mode', () => {
  it('is a plain description', () => {
    assert.deepEqual(democracy(), { mode: 'democracy', window: plain })
    assert.deepEqual(lottery({ seconds: 3600 }), { mode: 'lottery', window: { ...plain, length: { seconds: 3600 } } })
    assert.deepEqual(runoff({ ticks: 1 }), { mode: 'runoff', window: { ...plain, length: { ticks: 1 } } })
    assert.deepEqual(teams(), { mode: 'teams', names: ['red', 'blue'], window: plain })
    assert.deepEqual(slider(), { mode: 'slider', threshold: 0.75, startsAs: 'anarchy', window: plain })
    assert.deepEqual(queue(), { mode: 'queue', waitSeconds: 3, capacity: 500 })
    assert.deepEqual(anarchy(), { mode: 'anarchy' })
    assert.deepEqual(perPlayer(), { mode: 'perPlayer' })
  })

  for (const [options, message] of [
    ...[0, 0.9, 3601, -1, NaN, Infinity].map((seconds) => [
      { seconds },
      `democracy: seconds is ${seconds}, and must be 1 to 3600`,
    ]),
    ...[0, 1.5, 216_001, NaN].map((ticks) => [
      { ticks },
      `democracy: ticks is ${ticks}, and must be a whole number from 1 to 216000`,
    ]),
    [{ seconds: 1, ticks: 2 }, 'democracy: a window has 1 seconds and 2 ticks, and must have one of them'],
    [{ graceSeconds: 61 }, 'democracy: graceSeconds is 61, and must be 0 to 60'],
    [{ quorum: { least: 0, share: 0 } }, 'democracy: quorum.least is 0, and must be a whole number from 1 to 250000'],
    [{ quorum: { least: 1, share: 1.1 } }, 'democracy: quorum.share is 1.1, and must be 0 to 1'],
    [{ weights: { vip: 6 } }, 'democracy: weights.vip is 6, and must be a whole number from 1 to 5'],
  ] as [WindowOptions, string][])
    it(`refuses ${message}`, () => assert.throws(() => democracy(options), { name: 'RangeError', message }))

  for (const names of [
    ['red'],
    ['red', 'red'],
    ['Red', 'blue'],
    ['red team', 'blue'],
    Array.from('abcdefghi'),
    ['', 'b'],
  ])
    it(`refuses the teams ${names.join(', ')}`, () =>
      assert.throws(() => teams({ names }), { name: 'RangeError', message: /two to eight different lower-case words/ }))

  it('refuses a slider that half of the votes would switch, and a queue that nobody could wait in', () => {
    for (const threshold of [0.5, 1.01, NaN]) assert.throws(() => slider({ threshold }), RangeError)
    for (const waitSeconds of [0, 61, NaN]) assert.throws(() => queue({ waitSeconds }), RangeError)
    for (const capacity of [0, 1.5, 10_001]) assert.throws(() => queue({ capacity }), RangeError)
  })
})

describe('inputFor', () => {
  it('makes each mode of each other', () => {
    for (const from of inputModes.map((mode) => inputFor(mode, democracy())))
      for (const mode of inputModes) assert.equal(inputFor(mode, from).mode, mode)
  })

  it('gives back an equal input for the mode that it has', () => {
    for (const input of [
      democracy({ ticks: 90, graceSeconds: 2, weights: { vip: 3 } }),
      teams({ names: ['a', 'b', 'c'], seconds: 5 }),
      slider({ threshold: 0.9, startsAs: 'democracy', earlyClose: false }),
      queue({ waitSeconds: 1, capacity: 3 }),
      anarchy(),
    ])
      assert.deepEqual(inputFor(input.mode, input), input)
  })

  it('keeps the window of the one in the other', () => {
    const window = { seconds: 20, graceSeconds: 3, quorum: { least: 5, share: 0 }, weights: { vip: 2 } }
    assert.deepEqual(inputFor('lottery', democracy(window)), lottery(window))
    assert.deepEqual(inputFor('teams', slider({ ...window, threshold: 0.8 })), teams(window))
    assert.deepEqual(inputFor('runoff', anarchy()), runoff())
  })

  it('changes only what is said, and a length by another unit', () => {
    const from = democracy({ ticks: 90, graceSeconds: 3 })
    assert.deepEqual(inputFor('democracy', from, { seconds: 5 }), democracy({ seconds: 5, graceSeconds: 3 }))
    assert.deepEqual(inputFor('runoff', from, { graceSeconds: 1 }), runoff({ ticks: 90, graceSeconds: 1 }))
    assert.deepEqual(inputFor('anarchy', from, { seconds: 5 }), anarchy())
    assert.throws(() => inputFor('democracy', from, { seconds: 0 }), /seconds is 0, and must be 1 to 3600/)
  })
})
