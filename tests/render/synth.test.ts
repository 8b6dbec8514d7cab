import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createSound, createSynth, type DrainableSynth } from '../../render/browser.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { frequencyOf, largestJump } from '../helpers/media.ts'

interface Setting {
  readonly hz: number
  readonly gain: number
}

/** One frame's worth of sound for each setting; null names no voice. */
function play(synth: DrainableSynth, settings: readonly (Setting | null)[], samples = 1600): Float64Array {
  const out = new Float64Array(settings.length * samples)
  for (const [index, setting] of settings.entries()) {
    if (setting) synth.sine('tone', setting)
    out.set(synth.take(samples).left, index * samples)
  }
  return out
}

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)
/** What one step of a 20 ms ramp adds to what the sine itself makes, and what rounding to 32 bits does. */
const ramp = (rate: number) => 1 / (0.02 * rate) + 1e-6
const steepest = (hz: number, gain: number, rate: number) => (2 * Math.PI * hz * gain) / rate + ramp(rate)

const setting = fc.record({ hz: fc.integer({ min: 20, max: 2000 }), gain: fc.double({ min: 0, max: 1, noNaN: true }) })

describe('the synth', () => {
  for (const rate of [44_100, 48_000])
    for (const hz of [20, 220, 440, 1999.5, 12_000])
      it(`makes ${hz} Hz at ${rate} samples a second, within a thousandth of a hertz`, () => {
        const samples = play(createSynth(rate), times(60, { hz, gain: 0.25 }))
        const measured = frequencyOf(samples.subarray(rate / 20), rate)
        assert.ok(Math.abs(measured - hz) < Math.max(0.001, hz / 1e5), `measured ${measured}`)
      })

  it('reaches the gain that was asked for, and no more', () => {
    const samples = play(createSynth(48_000), times(30, { hz: 440, gain: 0.25 }))
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    assert.ok(peak > 0.2499 && peak <= 0.25 + 1e-7, `peak is ${peak}`)
  })

  it('bends the wave and never breaks it, whatever is set from frame to frame', () => {
    fc.assert(
      fc.property(fc.array(fc.option(setting), { minLength: 2, maxLength: 12 }), (settings) => {
        const hz = Math.max(0, ...settings.map((each) => each?.hz ?? 0))
        const gain = Math.max(0, ...settings.map((each) => each?.gain ?? 0))
        const jump = largestJump(play(createSynth(48_000), settings, 1601))
        assert.ok(jump <= steepest(hz, gain, 48_000), `jumps ${jump}, may jump ${steepest(hz, gain, 48_000)}`)
      }),
    )
  })

  it('keeps the phase when the pitch changes: the steepest step is that of the higher pitch alone', () => {
    const synth = createSynth(48_000)
    play(synth, times(3, { hz: 440, gain: 0.25 }))
    const samples = play(
      synth,
      [
        { hz: 440, gain: 0.25 },
        { hz: 2000, gain: 0.25 },
        { hz: 20, gain: 0.25 },
      ],
      1601,
    )
    assert.ok(largestJump(samples) <= (2 * Math.PI * 2000 * 0.25) / 48_000 + 1e-6)
  })

  it('fades out a voice that is no longer named, within 20 ms and without a click', () => {
    const synth = createSynth(48_000)
    const loud = play(synth, times(4, { hz: 1000, gain: 1 }))
    const fading = play(synth, [null])
    assert.ok(largestJump(Float64Array.of(...loud.subarray(-1), ...fading)) <= steepest(1000, 1, 48_000))
    assert.ok(fading.subarray(0, 480).some((value) => Math.abs(value) > 0.4))
    assert.ok(fading.subarray(960).every((value) => value === 0))
  })

  it('makes finite samples within −1 to 1 of any numbers at all', () => {
    const wild = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -1, 1e308, 24_000, 24_001))
    const voices = fc.array(fc.tuple(fc.string(), wild, wild), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(voices, { maxLength: 5 }), (each) => {
        const sound = createSound({ sampleRate: 48_000, fps: { num: 96, den: 1 }, tickRate: 30 })
        for (const [n, named] of each.entries()) {
          sound.begin(n, n)
          for (const [name, hz, gain] of named) sound.synth.sine(name, { hz, gain })
          const { left, right } = sound.take()
          assert.ok(left.every((value) => value >= -1 && value <= 1))
          assert.deepEqual(left, right)
        }
      }),
    )
  })

  it('keeps silent those voices that are beyond the 64th, and takes new ones when others have faded', () => {
    const synth = createSynth(48_000)
    for (let i = 0; i < 64; i++) synth.sine(`zero ${i}`, { hz: 0, gain: 1 })
    synth.sine('65th', { hz: 440, gain: 1 })
    assert.ok(synth.take(1600).left.every((value) => value === 0))
    synth.take(1600)
    synth.take(1)
    synth.sine('new', { hz: 440, gain: 1 })
    assert.ok(synth.take(1600).left.some((value) => value > 0.5))
  })

  it('gives the same samples in one piece as in many', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 1600 }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(setting, { minLength: 1, maxLength: 5 }), cuts, (settings, at) => {
        const [whole, pieces] = [createSynth(48_000), createSynth(48_000)]
        const borders = [0, ...at.toSorted((a, b) => a - b), 1600]
        for (const each of settings) {
          const parts = borders.slice(1).map((end, i) => {
            pieces.sine('tone', each)
            return pieces.take(end - (borders[i] as number)).left
          })
          whole.sine('tone', each)
          assert.deepEqual(Float32Array.from(parts.flatMap((part) => Array.from(part))), whole.take(1600).left)
        }
      }),
    )
  })

  it('gives the same samples each time', () => {
    fc.assert(
      fc.property(fc.array(fc.option(setting), { maxLength: 8 }), (settings) =>
        assert.deepEqual(play(createSynth(44_100), settings, 1470), play(createSynth(44_100), settings, 1470)),
      ),
    )
  })
})

describe('toPcm16', () => {
  it('writes left and right in turn, rounded to the nearest, little-endian', () => {
    const pcm = toPcm16(Float32Array.of(0, 1, -1, 0.5), Float32Array.of(0.25, -1, 1, -0.5))
    assert.deepEqual([...new Int16Array(pcm)], [0, 8192, 32767, -32767, -32767, 32767, 16384, -16383])
    assert.deepEqual([...new Uint8Array(pcm, 4, 2)], [0xff, 0x7f])
  })
})
