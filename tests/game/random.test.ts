import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../../game/index.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

function draw(seed: number, label: string, count: number): number[] {
  const random = createRandom(seed, label)
  return Array.from({ length: count }, () => random.next())
}

describe('random', () => {
  it('gives the same stream for the same seed and label, on every machine', () => {
    // Numbers from the first run: a change of them breaks every journal that was ever written.
    assert.deepEqual(
      draw(7, 'game', 3).map((value) => value * 2 ** 32),
      [1_458_484_346, 2_109_737_935, 1_872_078_810],
    )
    fc.assert(
      fc.property(seeds, fc.string(), (seed, label) => assert.deepEqual(draw(seed, label, 20), draw(seed, label, 20))),
    )
  })

  it('gives another stream for another seed or label', () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        fc.pre(a !== b)
        assert.notDeepEqual(draw(a, 'game', 4), draw(b, 'game', 4))
      }),
    )
    assert.notDeepEqual(draw(7, 'game', 4), draw(7, 'votes', 4))
  })

  it('does not shift one stream when another is drawn from', () => {
    const [game, votes] = [createRandom(7, 'game'), createRandom(7, 'votes')]
    const mixed = Array.from({ length: 50 }, () => (votes.next(), votes.next(), game.next()))
    assert.deepEqual(mixed, draw(7, 'game', 50))
  })

  it('keeps streams of different labels unrelated', () => {
    const [a, b] = [draw(7, 'game', 20_000), draw(7, 'votes', 20_000)]
    const correlation = a.reduce((sum, value, i) => sum + (value - 0.5) * ((b[i] as number) - 0.5), 0) / (a.length / 12)
    assert.ok(Math.abs(correlation) < 0.035, `correlation is ${correlation}`)
  })

  it('stays within [0, 1), and its whole numbers within [0, below)', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, below) => {
        const random = createRandom(seed, 'x')
        for (let i = 0; i < 20; i++) {
          const [part, whole] = [random.next(), random.integer(below)]
          assert.ok(part >= 0 && part < 1)
          assert.ok(Number.isInteger(whole) && whole >= 0 && whole < below)
        }
      }),
    )
  })

  it('is uniform: chi squared over 16 bins is unsuspicious for every one of many seeds', () => {
    for (let seed = 0; seed < 20; seed++) {
      const bins = Array.from({ length: 16 }, () => 0)
      const random = createRandom(seed, 'dice')
      for (let i = 0; i < 16_000; i++) {
        const bin = random.integer(16)
        bins[bin] = (bins[bin] as number) + 1
      }
      const chi = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
      // 15 degrees of freedom: beyond 50 once in 80,000 draws.
      assert.ok(chi < 50, `seed ${seed}: ${chi}`)
    }
  })

  it('picks every item of a list, and refuses an empty one', () => {
    const random = createRandom(1, 'pick')
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])))
    assert.deepEqual([...picked].sort(), ['a', 'b', 'c'])
    assert.throws(() => random.pick([]), /^RangeError: pick\(\) needs at least one item$/)
  })
})
