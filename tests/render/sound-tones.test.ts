import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import type { ToneOptions, Wave } from '../../game/index.ts'
import { createSynth } from '../../render/sound/synth.ts'
import { frequencyOf, largestJump } from '../helpers/media.ts'
import { peakWidth, spectrum } from '../helpers/spectrum.ts'

const rate = 48_000

/** So many frames of 1601 samples, each with what it names; both sides. */
function play(frames: readonly (ToneOptions | null)[], synth = createSynth(rate)) {
  const left = new Float64Array(frames.length * 1601)
  const right = new Float64Array(frames.length * 1601)
  for (const [n, options] of frames.entries()) {
    synth.begin(n * 1601, 1601, 30)
    if (options) synth.tone('tone', options)
    const made = synth.take(1601)
    left.set(made.left, n * 1601)
    right.set(made.right, n * 1601)
  }
  return { left, right }
}

const times = (count: number, options: ToneOptions): ToneOptions[] => Array.from({ length: count }, () => options)
const power = (samples: Float64Array) => samples.reduce((sum, value) => sum + value * value, 0) / samples.length
/** Without the first frames, in which the voice comes in. */
const settled = (samples: Float64Array) => samples.subarray(1601 * 3)

describe('several filtered tones', () => {
  it('are the sum of what each is alone, however many there are and whatever moves', () => {
    const kind = fc.constantFrom('lowpass', 'highpass', 'bandpass')
    const filter = fc.record({
      kind,
      hz: fc.integer({ min: 50, max: 9000 }),
      q: fc.double({ min: 0.4, max: 6, noNaN: true }),
    })
    const tone = fc.record(
      {
        ...{ wave: fc.constantFrom('sine', 'saw', 'square', 'white'), hz: fc.integer({ min: 30, max: 3000 }), filter },
        ...{ gain: fc.double({ min: 0, max: 0.2, noNaN: true }), pan: fc.double({ min: -1, max: 1, noNaN: true }) },
        ...{ glideSeconds: fc.constant(0.05), vibrato: fc.constant({ hz: 5, cents: 20 }) },
      },
      { requiredKeys: ['hz', 'gain', 'wave'] },
    )
    const frames = fc.array(fc.array(tone, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(frames, (each) => {
        const record = (chosen: readonly number[]) => {
          const synth = createSynth(rate)
          return each.map((tones, n) => {
            synth.begin(n * 1601, 1601, 30)
            for (const voice of chosen) synth.tone(`voice ${voice}`, tones[voice] as ToneOptions)
            return synth.take(1601).left
          })
        }
        const together = record([0, 1, 2, 3, 4])
        const alone = [0, 1, 2, 3, 4].map((voice) => record([voice]))
        for (const [n, samples] of together.entries())
          for (const [i, sample] of samples.entries()) {
            const sum = alone.reduce((total, voice) => total + (voice[n]?.[i] as number), 0)
            if (Math.abs(sum - sample) > 1e-5) assert.fail(`frame ${n}, sample ${i}: ${sample}, not ${sum}`)
          }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a tone', () => {
  for (const wave of ['triangle', 'saw', 'square'] as const)
    for (const hz of [220.3, 1999.3, 4711.7])
      it(`of ${hz} Hz as ${wave} has its overtones and nothing else above −60 dB`, () => {
        const { left } = play(times(45, { wave, hz, gain: 0.5 }))
        const found = spectrum(settled(left))
        const isHarmonic = (bin: number) => {
          const nearest = Math.round((bin * rate) / 2 ** 16 / hz) * hz
          return nearest > 0 && Math.abs(bin - (nearest * 2 ** 16) / rate) <= peakWidth
        }
        const worst = found.reduce(
          (most, db, bin) => (bin > peakWidth && !isHarmonic(bin) ? Math.max(most, db) : most),
          -200,
        )
        assert.ok(worst <= -60, `${worst.toFixed(1)} dB beside the overtones`)
        const third = found[Math.round((3 * hz * 2 ** 16) / rate)] as number
        const expected = 20 * Math.log10(wave === 'triangle' ? 1 / 9 : 1 / 3)
        assert.ok(Math.abs(third - expected) < 2, `the third harmonic has ${third.toFixed(1)} dB`)
      })

  it('makes noise that is the same each time, differs by the voice’s name, and is as loud in pink as in white or softer', () => {
    const noise = (wave: Wave) => play(times(20, { wave, hz: 0, gain: 0.5 })).left
    assert.deepEqual(noise('white'), noise('white'))
    const [white, pink] = [power(noise('white')), power(noise('pink'))]
    assert.ok(white > 0.05 && pink > 0.002 && pink < white, `white ${white}, pink ${pink}`)
    const synth = createSynth(rate)
    synth.tone('one', { wave: 'white', hz: 0, gain: 0.5, pan: -1 })
    synth.tone('two', { wave: 'white', hz: 0, gain: 0.5, pan: 1 })
    const { left, right } = synth.take(1601)
    assert.ok(left.some((value, i) => value !== right[i]))
  })

  it('jumps no further than its wave does, whatever changes from frame to frame', () => {
    const filter = fc.record({
      kind: fc.constantFrom('lowpass' as const, 'highpass' as const, 'bandpass' as const),
      hz: fc.integer({ min: 50, max: 8000 }),
    })
    const options: fc.Arbitrary<ToneOptions> = fc.record(
      {
        wave: fc.constantFrom('sine' as const, 'triangle' as const),
        hz: fc.integer({ min: 20, max: 1000 }),
        gain: fc.double({ min: 0, max: 0.5, noNaN: true }),
        pan: fc.double({ min: -1, max: 1, noNaN: true }),
        glideSeconds: fc.constantFrom(0, 0.05, 1),
        vibrato: fc.record({ hz: fc.integer({ min: 0, max: 8 }), cents: fc.integer({ min: 0, max: 50 }) }),
        filter,
      },
      { requiredKeys: ['hz', 'gain'] },
    )
    fc.assert(
      fc.property(fc.array(fc.option(options), { minLength: 2, maxLength: 10 }), (frames) => {
        const { left, right } = play(frames)
        // Steepest wave, panned hard, two of them while one kind gives way to another; and their ramps of 20 ms.
        const bound = 2 * Math.SQRT2 * ((0.5 * 2 * Math.PI * 1030) / rate + 0.5 / (0.02 * rate)) + 1e-6
        for (const side of [left, right])
          assert.ok(largestJump(side) <= bound, `jumps ${largestJump(side)}, may ${bound}`)
      }),
    )
  })

  it('takes another corner of its filter without a click', () => {
    const at = (hz: number) => ({ hz: 389, gain: 0.5, filter: { kind: 'highpass' as const, hz } })
    const { left } = play([...times(5, at(326)), ...times(5, at(6858)), ...times(5, at(326))])
    assert.ok(largestJump(left) < 0.03, `${largestJump(left)}`)
  })

  it('fades from one wave to another without a click', () => {
    const { left } = play([...times(5, { hz: 200, gain: 0.5 }), ...times(5, { hz: 200, gain: 0.5, wave: 'triangle' })])
    assert.ok(largestJump(left) < 0.03, `${largestJump(left)}`)
  })

  it('glides to a new pitch in the time that is given, and then has exactly that pitch', () => {
    const slide = { hz: 880, gain: 0.5, glideSeconds: 0.2 }
    const { left } = play([...times(10, { ...slide, hz: 220 }), ...times(60, slide)])
    const at = (seconds: number, length: number) => {
      const from = Math.round(16_010 + seconds * rate)
      return frequencyOf(left.subarray(from, from + length * rate), rate)
    }
    const halfway = at(0.08, 0.04)
    assert.ok(halfway > 400 && halfway < 480, `halfway it has ${halfway} Hz, and the middle of the two octaves is 440`)
    assert.ok(Math.abs(at(0.21, 1.5) - 880) < 0.01)
  })

  it('swings around its pitch with vibrato, and keeps it on average', () => {
    const { left } = play(times(63, { hz: 440, gain: 0.5, vibrato: { hz: 5, cents: 50 } }))
    const twoSeconds = left.subarray(rate / 10, rate / 10 + 2 * rate)
    assert.ok(Math.abs(frequencyOf(twoSeconds, rate) - 440) < 1)
    const pieces = Array.from({ length: 40 }, (_, i) =>
      frequencyOf(twoSeconds.subarray(i * 2400, i * 2400 + 2400), rate),
    )
    assert.ok(Math.max(...pieces) > 448 && Math.min(...pieces) < 432)
  })

  it('is placed with equal power wherever it is, and at its gain in the middle', () => {
    for (const pan of [-1, -0.4, 0, 0.7, 1]) {
      const { left, right } = play(times(20, { hz: 440, gain: 0.5, pan }))
      const both = power(settled(left)) + power(settled(right))
      assert.ok(Math.abs(both - 0.25) < 0.001, `${both} at ${pan}`)
      assert.equal(pan < 0, power(left) > power(right))
    }
  })

  for (const [kind, low, high] of [
    ['lowpass', 0, -24],
    ['highpass', -24, 0],
    ['bandpass', -9, -9],
  ] as const)
    it(`lets through what a ${kind} lets through, and takes from the rest what it should`, () => {
      const level = (hz: number) => {
        const options = { hz, gain: 0.5, filter: { kind, hz: 1000 } }
        return 10 * Math.log10(power(settled(play(times(20, options)).left)) / 0.125)
      }
      assert.ok(Math.abs(level(250) - low) < 3, `${level(250)} dB two octaves below`)
      assert.ok(Math.abs(level(4000) - high) < 3, `${level(4000)} dB two octaves above`)
    })

  it('keeps nothing from frame to frame once each voice has been heard: memory stays flat', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const synth = createSynth(rate)
    const options = { wave: 'saw', hz: 220, gain: 0.1, filter: { kind: 'lowpass', hz: 900 } } as const
    const names = Array.from({ length: 16 }, (_, i) => `voice ${i}`)
    const frames = (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        synth.begin(n * 1600, 1600, 30)
        for (const name of names)
          if ((n + name.length) % 7 !== 0) synth.tone(name, { ...options, bus: n % 50 < 25 ? 'music' : 'effects' })
        synth.note('hit', { atTick: n - (n % 4), hz: 300, gain: 0.1, seconds: 0.1 })
        synth.mix(1600)
      }
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = frames(0, 500)
    const grown = frames(500, 2500) - before
    assert.ok(grown < 100_000, `${grown} bytes more after 2000 frames`)
  })
})
