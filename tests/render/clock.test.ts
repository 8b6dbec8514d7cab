import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { frameNs, framesDue, samplesBefore, tickAtFrame } from '../../render/clock.ts'
import { formatFps, parseFps, RenderError, samplesOf } from '../../render/index.ts'
import { frameRates } from '../helpers/media.ts'

const rates = fc.constantFrom(...frameRates.map(parseFps))
const sampleRates = fc.constantFrom(44_100, 48_000)
const frames = fc.oneof(fc.nat(200_000), fc.nat(10 ** 9))

/** Any frame rate that the product takes. */
const anyRate = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 9999 }))
  .filter(([num, den]) => num / den >= 10 && num / den <= 120)
  .map(([num, den]) => parseFps(`${num}/${den}`))

const floorDivide = (n: number, multiply: number, divide: number) =>
  Number((BigInt(n) * BigInt(multiply)) / BigInt(divide))

describe('parseFps', () => {
  const known = {
    '24': [24, 1],
    '25': [25, 1],
    '30': [30, 1],
    '60': [60, 1],
    '30000/1001': [30_000, 1001],
    '60000/1001': [60_000, 1001],
  }
  for (const [text, [num, den]] of Object.entries(known))
    it(`reads ${text}, and writes it the same`, () => {
      assert.deepEqual(parseFps(text), { num, den })
      assert.equal(formatFps(parseFps(text)), text)
    })

  it('reduces a fraction to its lowest terms', () => {
    assert.deepEqual(parseFps('60/2'), { num: 30, den: 1 })
    assert.deepEqual(parseFps('60000/2002'), { num: 30_000, den: 1001 })
  })

  for (const text of [
    '',
    '0',
    '9',
    '121',
    '29.97',
    '-30',
    '30/0',
    '0/0',
    '1e2',
    ' 30',
    '30\n',
    '30/',
    '/1',
    '30/1/1',
    '0x1e',
    'NaN',
    'Infinity',
    '9'.repeat(30),
    '300000/10001',
  ])
    it(`refuses ${JSON.stringify(text)}, and names it`, () =>
      assert.throws(
        () => parseFps(text),
        (error) =>
          error instanceof RenderError &&
          error.code === 'bad-fps' &&
          error.message.includes(`fps is ${JSON.stringify(text)},`),
      ))
})

describe('samples of a frame', () => {
  const first = (count: number, fps: string, rate: number) =>
    Array.from({ length: count }, (_, n) => samplesOf(n, parseFps(fps), rate))

  it('are the numbers of the design', () => {
    assert.deepEqual(first(5, '30', 48_000), [1600, 1600, 1600, 1600, 1600])
    assert.deepEqual(first(5, '30', 44_100), [1470, 1470, 1470, 1470, 1470])
    assert.deepEqual(first(10, '30000/1001', 48_000), [1601, 1602, 1601, 1602, 1602, 1601, 1602, 1601, 1602, 1602])
    assert.deepEqual(first(4, '24', 44_100), [1837, 1838, 1837, 1838])
  })

  it('sum up to floor(n · rate · den / num), as whole-number arithmetic has it', () => {
    fc.assert(
      fc.property(frames, rates, sampleRates, (n, fps, rate) => {
        const [before, after] = [n, n + 1].map((at) => floorDivide(at, rate * fps.den, fps.num)) as [number, number]
        assert.equal(samplesBefore(n, fps, rate), before)
        assert.equal(samplesOf(n, fps, rate), after - before)
      }),
      { numRuns: 2000 },
    )
  })

  it('are exact for every frame rate and sample rate that can be set, for years', () => {
    fc.assert(
      fc.property(frames, anyRate, fc.integer({ min: 8000, max: 192_000 }), (n, fps, rate) =>
        assert.equal(samplesBefore(n, fps, rate), floorDivide(n, rate * fps.den, fps.num)),
      ),
      { numRuns: 2000 },
    )
  })
})

describe('tickAtFrame', () => {
  it('is the last tick that is due', () => {
    const ticks = (fps: string, tickRate: number) =>
      Array.from({ length: 7 }, (_, n) => tickAtFrame(n, parseFps(fps), tickRate))
    assert.deepEqual(ticks('30', 30), [0, 1, 2, 3, 4, 5, 6])
    assert.deepEqual(ticks('60', 30), [0, 0, 1, 1, 2, 2, 3])
    assert.deepEqual(ticks('24', 30), [0, 1, 2, 3, 5, 6, 7])
    fc.assert(
      fc.property(frames, anyRate, fc.integer({ min: 1, max: 60 }), (n, fps, tickRate) =>
        assert.equal(tickAtFrame(n, fps, tickRate), floorDivide(n, tickRate * fps.den, fps.num)),
      ),
    )
  })
})

describe('framesDue', () => {
  it('is the inverse of frameNs at its edges: one nanosecond decides', () => {
    fc.assert(
      fc.property(frames, fc.oneof(rates, anyRate), (n, fps) => {
        assert.equal(framesDue(frameNs(n, fps), fps), n + 1)
        assert.equal(framesDue(frameNs(n, fps) - 1n, fps), n)
      }),
      { numRuns: 2000 },
    )
  })

  it('is floor(t · fps) + 1: the first frame begins at once, and none before the start', () => {
    const fps = parseFps('30000/1001')
    assert.deepEqual(
      [-1n, 0n, 33_366_666n, 33_366_667n, 1_001_000_000n, 3_600_000_000_000n].map((ns) => framesDue(ns, fps)),
      [0, 1, 1, 2, 31, 107_893],
    )
  })
})
