import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { backoffMs } from '../../server/web/link/backoff.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a page that lost its server knocks at least once a second for the time of a restart', () =>
  fc.assert(
    fc.property(fc.array(chance, { minLength: 20, maxLength: 20 }), (chances) => {
      let sinceMs = 0
      for (const [attempt, each] of chances.entries()) {
        const ms = backoffMs(attempt, each)
        if (sinceMs < 6000) assert.ok(ms <= 1000, `${ms} ms as wait ${attempt}, ${sinceMs} ms after the loss`)
        sinceMs += ms
      }
    }),
  ))

test('and ever more rarely afterwards, up to once in eight seconds, no two at the same moment', () => {
  for (const attempt of [16, 30, 10_000]) {
    assert.equal(backoffMs(attempt, 0), 4000)
    assert.equal(backoffMs(attempt, 0.999_999), 8000)
  }
})
