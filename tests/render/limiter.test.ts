import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../../game/index.ts'
import { Limiter } from '../../render/sound/limiter.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { measureLoudness } from '../helpers/loudness.ts'

/** Feeds the limiter in frames of the given lengths, in turn. */
function limit(left: Float64Array, right = left, { rate = 48_000, frames = [1600], gain = 1 } = {}) {
  const limiter = new Limiter(rate)
  const out = { left: new Float32Array(left.length), right: new Float32Array(left.length) }
  for (let at = 0, n = 0; at < left.length; n++) {
    const to = Math.min(left.length, at + (frames[n % frames.length] as number))
    const into = { left: out.left.subarray(at, to), right: out.right.subarray(at, to) }
    limiter.run({ left: left.subarray(at, to), right: right.subarray(at, to) }, into, to - at, gain)
    at = to
  }
  return { ...out, limiter }
}

const sine = (hz: number, gain: number, seconds = 1, rate = 48_000) =>
  Float64Array.from({ length: seconds * rate }, (_, i) => gain * Math.sin((2 * Math.PI * hz * i) / rate))
const highest = (samples: Float32Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('the limiter', () => {
  it('lets through what is not too loud, bit for bit, later by a constant', () => {
    const samples = sine(440, 0.45)
    const { left, limiter } = limit(samples)
    assert.equal(limiter.delay, 78)
    assert.deepEqual(left.subarray(78), Float32Array.from(samples).subarray(0, -78))
    assert.ok(left.subarray(0, 78).every((value) => value === 0))
  })

  it('keeps silence exactly silent, before loud sound and after it', () => {
    const loud = sine(100, 3, 0.5)
    const { left } = limit(Float64Array.of(...new Float64Array(4800), ...loud, ...new Float64Array(48_000)))
    assert.ok(left.subarray(0, 4800 + 78).every((value) => value === 0))
    assert.ok(left.subarray(-47_000).every((value) => value === 0))
  })

  it('lets go again after a peak: a second later the sound passes as it is', () => {
    const samples = sine(440, 0.3, 3)
    samples.fill(4, 1000, 1010)
    const { left } = limit(samples)
    assert.deepEqual(left.subarray(-1600), Float32Array.from(samples).subarray(-1600 - 78, -78))
  })

  it('gives the same samples however they are cut into frames', () => {
    const random = createRandom(1, 'limiter')
    const samples = Float64Array.from({ length: 20_000 }, () => 3 * (random.next() - 0.5))
    const whole = limit(samples, samples, { frames: [64] })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), (multiples) => {
        const cut = limit(samples, samples, { frames: multiples.map((each) => each * 64) })
        assert.deepEqual(cut.left, whole.left)
      }),
      { numRuns: 20 },
    )
  })

  const noise = (seed: number, gain: number) => {
    const random = createRandom(seed, 'noise')
    return Float64Array.from({ length: 2 * 48_000 }, () => gain * (2 * random.next() - 1))
  }
  const bursts = noise(3, 6).map((value, i) => (i % 4000 < 30 ? value : value / 100))
  /** A quarter of the sample rate, sampled beside its peaks: each sample has 0.707 of the wave's height. */
  const between = Float64Array.from({ length: 96_000 }, (_, i) => 1.4 * Math.sin(Math.PI * (i / 2 + 0.25)))
  const square = sine(997, 1, 2).map((value) => Math.sign(value) * 2)
  for (const [name, samples] of Object.entries({ noise: noise(1, 2), bursts, between, square, bass: sine(30, 5, 2) }))
    it(`holds ${name} within −1 dBTP as ffmpeg measures it, at 44.1 and 48 kHz`, async () => {
      for (const rate of [44_100, 48_000]) {
        const { left, right } = limit(samples, samples.toReversed(), { rate, frames: [1601, 1602] })
        assert.ok(highest(left) <= 0.8319 && highest(right) <= 0.8319)
        const { truePeak } = await measureLoudness([new Uint8Array(toPcm16(left, right))], rate)
        assert.ok(truePeak <= -1, `${truePeak} dBTP`)
        assert.ok(truePeak > -4, `${truePeak} dBTP is too careful`)
      }
    })

  it('turns what is no number into silence, and counts it', () => {
    const wild = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 1e300, 5e-324))
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1, maxLength: 500 }), (values) => {
        const samples = new Float64Array(2000)
        samples.set(values)
        const { left, right, limiter } = limit(samples)
        assert.ok(highest(left) <= 0.8319 && left.every(Number.isFinite) && right.every(Number.isFinite))
        assert.equal(limiter.mended, 2 * values.filter((value) => !(Math.abs(value) < 1e6)).length)
      }),
    )
  })
})
