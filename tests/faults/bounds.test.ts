import assert from 'node:assert/strict'
import { test } from 'node:test'
import { broken } from './bounds.ts'
import { watchWallClock } from './wall-clock.ts'

test('a fault that costs more than it may is told, number by number; one that was not measured as well', () => {
  const report = { framesLost: 16, samplesLost: 0, more: { noticedMs: 3001 } }
  assert.deepEqual(broken({}, report), [])
  assert.deepEqual(broken({ framesLost: 16, samplesLost: 0, noticedMs: 3001 }, report), [])
  assert.deepEqual(broken({ framesLost: 15, samplesLost: 0, noticedMs: 3000, retriedMs: 500 }, report), [
    '16 frames lost, at most 15 allowed',
    '3001 ms until it was noticed, at most 3000 allowed',
    'NaN ms until the first retry, at most 500 allowed',
  ])
})

test('a wall clock that jumps counts who asks it for the time, in each way of asking, and is itself again afterwards', () => {
  const own = Date
  {
    using clock = watchWallClock()
    clock.jump(3_600_000)
    const now = own.now()
    for (const shown of [Date.now(), new Date().getTime(), Date.parse(Date())])
      assert.ok(Math.abs(shown - now - 3_600_000) < 5000)
    assert.equal(new Date(0).getTime(), 0)
    assert.ok(new Date() instanceof Date)
    assert.equal(clock.readings, 4)
  }
  assert.equal(Date, own)
})
