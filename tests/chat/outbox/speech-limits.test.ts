import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSpeechLimits } from '../../../chat/outbox/speech-limits.ts'

/** Lines that leave for channels in turn, asked for every 10 ms. */
function speak(channels: readonly string[], isModerator: boolean, untilMs: number): number[] {
  const allowance = createSpeechLimits()
  const times: number[] = []
  for (let ms = 0; ms <= untilMs; ms += 10)
    for (const channel of channels)
      if (allowance.allows(channel, isModerator, ms)) {
        allowance.spend(channel, ms)
        times.push(ms)
      }
  return times
}

describe('the pace of one account', () => {
  it('is twenty lines in thirty seconds, and goes on when the first of them is that old', () => {
    const times = speak(['a', 'b', 'c'], false, 30_000)
    assert.equal(times.length, 20)
    assert.equal(speak(['a', 'b', 'c'], false, 30_500).length, 23)
  })

  it('is a hundred where it is a moderator', () => {
    assert.equal(speak(['a', 'b', 'c', 'd', 'e'], true, 30_000).length, 100)
  })

  it('is a line a second in one channel, moderator or not', () => {
    for (const isModerator of [false, true]) {
      const times = speak(['a'], isModerator, 10_000)
      assert.ok(times.length >= 9)
      assert.ok(times.every((ms, i) => i === 0 || ms - (times[i - 1] ?? 0) >= 1000))
    }
  })

  it('counts what it said as a moderator where it is none', () => {
    const allowance = createSpeechLimits()
    for (let i = 0; i < 20; i++) allowance.spend(`mine ${i}`, 0)
    assert.equal(allowance.allows('mine', true, 10_000), true)
    assert.equal(allowance.allows('other', false, 10_000), false)
    assert.equal(allowance.allows('other', false, 31_000), true)
  })

  it('says nothing by a clock that is no number or goes back', () => {
    const allowance = createSpeechLimits()
    allowance.spend('a', 5000)
    assert.equal(allowance.allows('a', false, 4000), false)
    assert.equal(allowance.allows('a', false, Number.NaN), false)
  })
})
