import assert from 'node:assert/strict'
import { test } from 'node:test'
import { surplusOf } from '../../server/memory/thinning.ts'

const tickRate = 30
const minute = 60

interface Played {
  readonly bytes?: number
  /** Seconds from and to which a slate is up, so that there are no pictures. */
  readonly slate?: readonly [from: number, to: number]
  /** Looks at what is kept after each snapshot: the seconds of those with a picture, the newest first. */
  readonly look?: (at: number, seen: readonly number[]) => void
}

/** Snapshots of a show of so many seconds, one every five. @returns those that are left, the newest first, by their seconds */
function left(seconds: number, { bytes = 1000, slate = [0, 0], look }: Played = {}): number[] {
  let kept: { tick: number; bytes: number; picture: string | null }[] = []
  for (let at = 0; at <= seconds; at += 5) {
    const isSlated = at >= slate[0] && at < slate[1]
    kept.unshift({ tick: at * tickRate, bytes, picture: isSlated ? null : 'a.jpg' })
    const gone = new Set(surplusOf(kept, tickRate))
    kept = kept.filter((each) => !gone.has(each))
    // What there is at most: the newest, and what is kept before each of two ends.
    assert.ok(kept.length <= 5 + 2 * (25 + 31 + 13))
    assert.deepEqual(
      kept.slice(0, 5).map(({ tick }) => tick / tickRate),
      [at, at - 5, at - 10, at - 15, at - 20].filter((each) => each >= 0),
    )
    look?.(
      at,
      kept.flatMap(({ tick, picture }) => (picture === null ? [] : [tick / tickRate])),
    )
  }
  return kept.map(({ tick }) => tick / tickRate)
}

test('snapshots are kept thinner the older they are, as if none had gone before', () => {
  const minutes = (from: number, to: number, step = 1) =>
    Array.from({ length: (from - to) / step + 1 }, (_, n) => (from - n * step) * minute)
  assert.deepEqual(left(20), [20, 15, 10, 5, 0])
  const steps = (count: number) => Array.from({ length: count }, (_, n) => n * 5)
  assert.deepEqual(left(90), steps(19).toReversed())
  const hours = left(5 * 3600 + 120)
  // Two minutes in steps of five seconds, half an hour by minutes, two hours by ten minutes.
  assert.deepEqual(
    hours.slice(0, 25),
    steps(25).map((each) => 5 * 3600 + 120 - each),
  )
  assert.deepEqual(hours.slice(25), [...minutes(299, 272), ...minutes(270, 190, 10)])
})

test('snapshots that are large are fewer, and the newest stay', () => {
  const large = 30 * 2 ** 20
  assert.equal(left(3600, { bytes: large }).length, 8)
  assert.deepEqual(left(3600, { bytes: 10 * large }), [3600, 3595, 3590, 3585, 3580])
})

test('what lay before a panic can be chosen while it lasts, and for half an hour of play after it', () => {
  for (const length of [3 * minute, 40 * minute]) {
    const panic: readonly [number, number] = [20 * minute, 20 * minute + length]
    const before: readonly number[] = Array.from({ length: 24 }, (_, n) => panic[0] - 5 * (n + 1))
    const earlier = Array.from({ length: 19 }, (_, n) => (18 - n) * minute)
    left(panic[1] + 30 * minute, {
      slate: panic,
      look(at, seen) {
        if (at < panic[0]) return
        assert.deepEqual(
          [...before, ...earlier].filter((each) => !seen.includes(each)),
          [],
          `${at} s`,
        )
      },
    })
  }
})

test('what lay before a slate is kept thinner too, once the game has been seen for long again', () => {
  const kept = left(80 * minute, { slate: [20 * minute, 40 * minute] })
  assert.deepEqual(
    kept.filter((each) => each < 40 * minute),
    [10 * minute, 0],
  )
})

test('of a slate that stays for a night only the newest snapshots are kept beside what was to be seen', () => {
  const kept = left(8 * 3600, { slate: [600, 9 * 3600] })
  assert.deepEqual(
    kept.filter((each) => each >= 600),
    [28_800, 28_795, 28_790, 28_785, 28_780],
  )
})
