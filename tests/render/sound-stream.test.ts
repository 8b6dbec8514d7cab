import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createSound, createSynth, formatFps, parseFps, type Sound } from '../../render/browser.ts'
import { frequencyOf, largestJump } from '../helpers/media.ts'

const tickRate = 60
const perTick = 400

/** The samples of a tick of a tone. */
function toneOf(tick: number, hz: number, gain = 0.5): Float32Array {
  const rate = perTick * tickRate
  return Float32Array.from(
    { length: perTick },
    (_, n) => gain * Math.sin((2 * Math.PI * hz * (tick * perTick + n)) / rate),
  )
}

/** Names the blocks of the last eight ticks, as a game does; `has` tells which of them there are. */
function name(
  sound: Pick<Sound, 'synth'>,
  tick: number,
  hz: number,
  has: (tick: number) => boolean = () => true,
): void {
  for (let atTick = tick - 7; atTick <= tick; atTick++)
    if (has(atTick)) sound.synth.stream('console', { atTick, samples: toneOf(atTick, hz), gain: 1 })
}

/** A show of so many frames, each with the newest tick that is due when it is. */
function play(
  fps: string,
  sampleRate: number,
  frames: number,
  hz: number,
  has?: (tick: number) => boolean,
): Float64Array {
  const rate = parseFps(fps)
  const sound = createSound({ sampleRate, fps: rate, tickRate })
  const out: number[] = []
  for (let number = 0; number < frames; number++) {
    const tick = Math.floor((number * tickRate * rate.den) / rate.num)
    sound.begin(number, tick)
    name(sound, tick, hz, has)
    out.push(...sound.take().left)
  }
  return Float64Array.from(out)
}

describe('a stream of a game’s own samples', () => {
  for (const fps of ['60', '30', '24', '30000/1001', '25', '50'])
    for (const sampleRate of [44_100, 48_000])
      it(`is one tone without a gap at ${formatFps(parseFps(fps))} frames and ${sampleRate} samples a second`, () => {
        const rate = parseFps(fps)
        const samples = play(fps, sampleRate, Math.round((rate.num / rate.den) * 1.5), 500)
        const middle = samples.subarray(sampleRate / 4)
        const measured = frequencyOf(middle, sampleRate)
        assert.ok(Math.abs(measured - 500) < 0.02, `${measured} Hz`)
        const step = (2 * Math.PI * 500 * 0.5) / sampleRate
        assert.ok(largestJump(middle) < step * 1.05, `jumps ${largestJump(middle)}, a step is ${step}`)
        const peak = middle.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        assert.ok(Math.abs(peak - 0.5) < 0.01, `peak ${peak}`)
      })

  it('keeps what is made of a 24 kHz stream 40 dB below a tone of 3 kHz', () => {
    const samples = play('60', 48_000, 60, 3000).subarray(24_000)
    // Of a tone of an exact part of the rate, each period is the same 16 samples.
    const at = (phase: number) => samples.filter((_, n) => n % 16 === phase)
    const spread = Array.from({ length: 16 }, (_, phase) => Math.max(...at(phase)) - Math.min(...at(phase)))
    assert.ok(Math.max(...spread) < 0.01, `${Math.max(...spread)}`)
  })

  it('fades where blocks are missing, and comes back, without a click', () => {
    const samples = play('30', 48_000, 60, 500, (tick) => tick >= 1 && (tick < 40 || tick > 70))
    const step = (2 * Math.PI * 500 * 0.5) / 48_000 + 0.5 / (0.005 * 48_000) + 1e-3
    assert.ok(largestJump(samples) < step, `jumps ${largestJump(samples)}`)
    const level = (from: number, to: number) =>
      samples.subarray(from * 800, to * 800).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    assert.ok(level(20, 38) > 0.4)
    assert.ok(level(46, 68) < 1e-6, `${level(46, 68)} in the gap`)
    assert.ok(level(80, 100) > 0.4)
  })

  it('goes on later where blocks come late, as on a page, and then has no more gaps', () => {
    const sound = createSound({ sampleRate: 48_000, fps: { num: 60, den: 1 }, tickRate })
    const out: number[] = []
    for (let number = 0; number < 180; number++) {
      sound.begin(number, number)
      // From the 60th frame on the network is five ticks late.
      name(sound, number < 60 ? number : number - 5, 500)
      out.push(...sound.take().left)
    }
    const samples = Float64Array.from(out)
    const step = (2 * Math.PI * 500 * 0.5) / 48_000 + 0.5 / (0.005 * 48_000) + 1e-3
    assert.ok(largestJump(samples) < step, `jumps ${largestJump(samples)}`)
    const after = samples.subarray(80 * 800)
    assert.ok(Math.abs(frequencyOf(after, 48_000) - 500) < 0.02)
    assert.ok(largestJump(after) < ((2 * Math.PI * 500 * 0.5) / 48_000) * 1.05)
  })

  it('takes each block once, whatever is named again, and makes the same of the same', () => {
    const once = play('30', 48_000, 30, 700)
    assert.deepEqual(play('30', 48_000, 30, 700), once)
    const sound = createSound({ sampleRate: 48_000, fps: { num: 30, den: 1 }, tickRate })
    const out: number[] = []
    for (let number = 0; number < 30; number++) {
      sound.begin(number, 2 * number)
      for (let again = 0; again < 3; again++) name(sound, 2 * number, 700)
      out.push(...sound.take().left)
    }
    assert.deepEqual(Float64Array.from(out), once)
  })

  it('is silent again once it is no longer named, and frees its place', () => {
    const synth = createSynth(48_000)
    const level = (names: readonly string[], frame: number) => {
      synth.begin(frame * 800, 800, tickRate)
      for (const voice of names)
        synth.stream(voice, { atTick: frame, samples: new Float32Array(400).fill(0.1), gain: 1 })
      return synth.take(800).left[799] as number
    }
    for (let frame = 1; frame < 10; frame++) level(['a', 'b', 'c', 'd', 'e'], frame)
    // The fifth is one too many.
    assert.ok(Math.abs(level(['a', 'b', 'c', 'd', 'e'], 10) - 0.4) < 1e-3)
    for (let frame = 11; frame < 20; frame++) level(['e'], frame)
    assert.ok(Math.abs(level(['e'], 20) - 0.1) < 1e-3)
    for (let frame = 21; frame < 24; frame++) level([], frame)
    assert.equal(level([], 24), 0)
  })

  it('begins anew where the show goes back to an earlier tick', () => {
    const synth = createSynth(48_000)
    const level = (frame: number, atTick: number) => {
      synth.begin(frame * 800, 800, tickRate)
      synth.stream('a', { atTick, samples: new Float32Array(400).fill(0.1), gain: 1 })
      return synth.take(800).left[799] as number
    }
    for (let n = 1000; n < 1010; n++) level(n, n)
    for (let n = 1; n < 10; n++) level(n, n)
    assert.ok(level(10, 10) > 0.09)
  })

  it('takes whatever numbers a game gives, and stays finite', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -1, 0, 1e300))
    const call = fc.record({
      atTick: fc.oneof(number, fc.integer({ min: 1, max: 9 })),
      gain: number,
      pan: number,
      samples: fc.array(number, { maxLength: 40 }),
    })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 10 }), (calls) => {
        const synth = createSynth(8000)
        for (let frame = 1; frame < 5; frame++) {
          synth.begin(frame * 133, 133, tickRate)
          for (const { samples, ...options } of calls)
            synth.stream('a', { ...options, samples: Float32Array.from(samples) })
          const { left, right } = synth.take(133)
          assert.ok(left.every(Number.isFinite) && right.every(Number.isFinite))
        }
      }),
    )
  })
})
