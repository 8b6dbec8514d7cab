import assert from 'node:assert/strict'
import { test } from 'node:test'
import { surplusOf } from '../../server/memory/thinning.ts'

const tickRate = 30

/** Snapshots of a show of so many seconds, one every five. @returns those that are left, the newest first, by their seconds */
function left(seconds: number, bytes = 1000): number[] {
  let kept: { tick: number; bytes: number }[] = []
  for (let at = 0; at <= seconds; at += 5) {
    kept.unshift({ tick: at * tickRate, bytes })
    const gone = new Set(surplusOf(kept, tickRate))
    kept = kept.filter((each) => !gone.has(each))
    assert.ok(kept.length <= 5 + 25 + 11 + 13)
  }
  return kept.map(({ tick }) => tick / tickRate)
}

test('snapshots are kept thinner the older they are, as if none had gone before', () => {
  const minutes = (...all: number[]) => all.map((each) => each * 60)
  assert.deepEqual(left(20), [20, 15, 10, 5, 0])
  const steps = (count: number) => Array.from({ length: count }, (_, n) => n * 5)
  assert.deepEqual(left(90), steps(19).toReversed())
  const hours = left(5 * 3600 + 120)
  // Two minutes in steps of five seconds, ten minutes by minutes, two hours by ten minutes.
  assert.deepEqual(
    hours.slice(0, 25),
    steps(25).map((each) => 5 * 3600 + 120 - each),
  )
  assert.deepEqual(hours.slice(25, 33), minutes(299, 298, 297, 296, 295, 294, 293, 292))
  assert.deepEqual(hours.slice(33), minutes(290, 280, 270, 260, 250, 240, 230, 220, 210, 200, 190))
})

test('snapshots that are large are fewer, and the newest stay', () => {
  const large = 30 * 2 ** 20
  assert.equal(left(3600, large).length, 8)
  assert.deepEqual(left(3600, 10 * large), [3600, 3595, 3590, 3585, 3580])
})
