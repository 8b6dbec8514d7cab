import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseFps, samplesOf, tickAtFrame } from '../../render/clock.ts'
import { excerptFrom, framesUntil } from '../../render/excerpt.ts'
import { frameRates } from '../helpers/media.ts'

describe('an excerpt', () => {
  for (const rate of frameRates)
    for (const sampleRate of [44_100, 48_000])
      test(`at ${rate} fps and ${sampleRate} Hz begins where a round of samples does, at the time or just before it`, () => {
        const fps = parseFps(rate)
        for (const seconds of [0, 0.01, 7, 750, 86_400.5]) {
          const { begin, first } = excerptFrom(seconds, fps, sampleRate)
          assert.ok(begin >= 0 && begin <= first)
          const late = seconds - (first * fps.den) / fps.num
          assert.ok(late > -1e-5 && late < 3.4, `${first} is ${late} s early`)
          for (let n = 0; n < 120; n++)
            assert.equal(samplesOf(first + n, fps, sampleRate), samplesOf(n, fps, sampleRate), `${first} + ${n}`)
        }
        assert.ok(excerptFrom(750, fps, sampleRate).begin > 0)
      })

  test('of a second at 30 frames begins at its very frame', () => {
    assert.deepEqual(excerptFrom(60, parseFps('30'), 48_000), { begin: 1650, first: 1800 })
  })
})

test('frames are counted that show a tick or one before it', () => {
  for (const rate of frameRates)
    for (const tickRate of [1, 7, 20, 30, 60])
      for (const tick of [0, 1, 29, 30, 1001, 123_456]) {
        const fps = parseFps(rate)
        const frames = framesUntil(tick, fps, tickRate)
        assert.ok(tickAtFrame(frames, fps, tickRate) > tick && tickAtFrame(frames - 1, fps, tickRate) <= tick)
      }
})
