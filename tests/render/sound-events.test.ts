import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { midi, type NoteOptions, type Synth } from '../../game/index.ts'
import { createSynth } from '../../render/sound/synth.ts'
import { tickDelay } from '../../render/sound/sound.ts'
import { samplesBefore, tickAtFrame } from '../../render/clock.ts'
import { largestJump } from '../helpers/media.ts'

const rate = 48_000

type Sounds = (synth: Synth, frame: number) => void

/** Frames `from` to `until` of 1600 samples at 30 ticks a second, so that frame `n` begins at tick `n`. */
function play(until: number, sounds: Sounds, { from = 0, synth = createSynth(rate) } = {}): Float64Array {
  const out = new Float64Array((until - from) * 1600)
  for (let n = from; n < until; n++) {
    synth.begin(n * 1600, 1600, 30)
    sounds(synth, n)
    out.set(synth.take(1600).left, (n - from) * 1600)
  }
  return out
}

/** Speaks as soon as it begins: its second sample is not 0. */
const click: Omit<NoteOptions, 'atTick'> = {
  ...{ hz: 4000, gain: 0.5, seconds: 0.02 },
  envelope: { attack: 0.002, decay: 0, sustain: 1, release: 0.005 },
}
const begins = (samples: Float64Array) => samples.findIndex((value) => value !== 0) - 1
/** Every sample at which sound begins after 5 ms of silence. */
const onsets = (samples: Float64Array) => {
  const found: number[] = []
  let silent = 240
  for (const [i, value] of samples.entries()) {
    if (value === 0) silent += 1
    else {
      if (silent >= 240) found.push(i - 1)
      silent = 0
    }
  }
  return found
}

describe('a note', () => {
  it('begins at the sample of its tick, and plays once however often it is named', () => {
    const samples = play(60, (synth, n) => synth.note('hit', { ...click, atTick: n >= 7 ? 7 : 0 }))
    assert.deepEqual(onsets(samples), [7 * 1600])
  })

  it('plays again when its tick is another', () => {
    const samples = play(60, (synth, n) => synth.note('hit', { ...click, atTick: Math.floor(n / 20) * 20 }))
    assert.deepEqual(onsets(samples), [20 * 1600, 40 * 1600])
  })

  it('waits for a tick that is yet to come, on a page whose sound is behind its picture', () => {
    assert.equal(begins(play(10, (synth) => synth.note('hit', { ...click, atTick: 5 }))), 5 * 1600)
  })

  it('is heard from its middle by who joins late, as everybody hears it by then', () => {
    const long = { hz: 330, gain: 0.5, seconds: 3, atTick: 1 } as const
    const whole = play(60, (synth) => synth.note('long', long))
    const late = play(60, (synth) => synth.note('long', long), { from: 30 })
    // The 5 ms in which it comes in are its own.
    const rest = whole.subarray(30 * 1600 + 241)
    const worst = late
      .subarray(241)
      .reduce((most, value, i) => Math.max(most, Math.abs(value - (rest[i] as number))), 0)
    assert.ok(worst < 1e-3, `differs by ${worst}`)
    assert.ok(largestJump(late) < 0.03)
  })

  it('that is over by then is not heard at all, and one that is a moment late is heard from its beginning', () => {
    assert.ok(
      play(80, (synth) => synth.note('hit', { ...click, atTick: 1 }), { from: 60 }).every((value) => value === 0),
    )
    assert.equal(begins(play(80, (synth) => synth.note('hit', { ...click, atTick: 57 }), { from: 60 })), 0)
  })

  it('ends in exact silence and never jumps, whatever its envelope', () => {
    const seconds = fc.double({ min: 0, max: 0.3, noNaN: true })
    const envelope = fc.record({
      attack: seconds,
      decay: seconds,
      sustain: fc.double({ min: 0, max: 1, noNaN: true }),
      release: seconds,
    })
    fc.assert(
      fc.property(envelope, seconds, (shape, held) => {
        const note = { hz: 500, gain: 0.5, seconds: held, envelope: shape, atTick: 1 }
        const samples = play(32, (synth) => synth.note('one', note))
        assert.ok(largestJump(samples) <= (2 * Math.PI * 500 * 0.5) / rate + 0.5 / (0.002 * rate) + 1e-6)
        assert.ok(samples.subarray(-1600 * 4).every((value) => value === 0))
      }),
      // From its peak to nothing, were there no time for it.
      { examples: [[{ attack: 0.0020520833, decay: 0, sustain: 0, release: 0 }, 0.0020520833]] },
    )
  })

  for (const [num, den] of [
    [24, 1],
    [25, 1],
    [30, 1],
    [60, 1],
    [30_000, 1001],
    [60_000, 1001],
  ] as const)
    it(`of any tick begins equally long after it at ${num}/${den} frames a second`, () => {
      const [fps, synth] = [{ num, den }, createSynth(rate)]
      const delay = tickDelay({ fps, tickRate: 30, sampleRate: rate })
      const heard: number[] = []
      for (let n = 0; n < (6 * num) / den; n++) {
        const [start, end] = [samplesBefore(n, fps, rate) - delay, samplesBefore(n + 1, fps, rate) - delay]
        synth.begin(start, end - start, 30)
        const tick = tickAtFrame(n, fps, 30)
        synth.note('hit', { ...click, atTick: Math.floor(tick / 7) * 7 })
        for (const [i, value] of synth.take(end - start).left.entries()) heard[start + delay + i] = value
      }
      const wanted = [7, 14, 21, 28, 35, 42, 49, 56, 63, 70].map((tick) => tick * 1600 + delay)
      assert.deepEqual(onsets(Float64Array.from(heard)).slice(0, wanted.length), wanted)
    })
})

describe('a chord', () => {
  it('is its notes together', () => {
    const pitches = [60, 64, 67].map(midi)
    const { hz: _, ...rest } = click
    const chord = play(10, (synth) => synth.chord('c', { ...rest, hz: pitches, atTick: 2 }))
    const notes = play(10, (synth) => pitches.forEach((hz, i) => synth.note(`${i}`, { ...rest, hz, atTick: 2 })))
    assert.deepEqual(chord, notes)
  })
})

describe('a pattern', () => {
  const { hz: _, ...rest } = click
  const pattern = { ...rest, atTick: 3, bpm: 137, stepsPerBeat: 2, steps: [4000, null, 2000] }
  const step = (rate * 60) / 137 / 2

  it('places each step to the sample, from its tick on, for as long as it is named', () => {
    const samples = play(90, (synth, n) => n < 60 && synth.pattern('p', pattern))
    const wanted = [0, 2, 3, 5, 6, 8].map((n) => 3 * 1600 + Math.round(n * step))
    assert.deepEqual(
      onsets(samples),
      wanted.filter((at) => at < 60 * 1600),
    )
  })

  it('ends after its last step if it is no loop', () => {
    const samples = play(90, (synth) => synth.pattern('p', { ...pattern, loop: false }))
    assert.deepEqual(
      onsets(samples),
      [0, 2].map((n) => 3 * 1600 + Math.round(n * step)),
    )
  })

  it('has its later steps at the same samples for who joins late', () => {
    const whole = play(90, (synth) => synth.pattern('p', pattern))
    const late = play(90, (synth) => synth.pattern('p', pattern), { from: 50 })
    const wanted = onsets(whole).filter((at) => at > 50 * 1600)
    assert.deepEqual(
      onsets(late)
        .map((at) => at + 50 * 1600)
        .filter((at) => at > 50 * 1600),
      wanted,
    )
  })
})

describe('a sample', () => {
  const ramp = Float32Array.from({ length: 4000 }, (_, i) => (i + 1) / 4000)
  const withRamp = () => {
    const synth = createSynth(rate)
    synth.addClip('ramp', { left: ramp, right: ramp.map((value) => -value) })
    return synth
  }

  it('is heard sample for sample from its tick on, on both sides', () => {
    const samples = play(10, (synth) => synth.sample('r', { sound: 'ramp', atTick: 2, gain: 1 }), { synth: withRamp() })
    assert.deepEqual(samples.subarray(3200, 7200), Float64Array.from(ramp))
    assert.ok(
      samples.subarray(0, 3200).every((value) => value === 0) && samples.subarray(7200).every((value) => value === 0),
    )
  })

  it('is read twice as fast at twice the rate', () => {
    const sounds: Sounds = (synth) => synth.sample('r', { sound: 'ramp', atTick: 2, gain: 1, rate: 2 })
    const samples = play(10, sounds, { synth: withRamp() })
    assert.deepEqual(samples.subarray(3200, 5200), Float64Array.from(ramp.filter((_, i) => i % 2 === 0)))
    assert.equal(samples[5200], 0)
  })

  it('that the game does not have is silent', () => {
    assert.ok(
      play(5, (synth) => synth.sample('r', { sound: 'none', atTick: 1, gain: 1 })).every((value) => value === 0),
    )
  })
})

describe('more than 32 notes at once', () => {
  it('take the place of the quietest without a click, and are counted', () => {
    const synth = createSynth(rate)
    const note = { hz: 200, seconds: 5, atTick: 1 }
    const samples = play(
      20,
      (to, n) => {
        for (let i = 0; i < 32; i++) to.note(`early ${i}`, { ...note, gain: i === 5 ? 0.01 : 0.02 })
        if (n >= 10) to.note('late', { ...note, hz: 3000, gain: 0.3, atTick: 10 })
      },
      { synth },
    )
    assert.equal(synth.stolen, 1)
    const bound = (2 * Math.PI * (200 * 0.64 + 3000 * 0.3)) / rate + 0.01
    assert.ok(largestJump(samples) <= bound, `${largestJump(samples)} > ${bound}`)
  })

  it('lose none of those that a later frame names, when 256 others are remembered', () => {
    const synth = createSynth(rate)
    const samples = play(
      12,
      (to, n) => {
        if (n === 1) for (let i = 0; i < 256; i++) to.note(`one ${i}`, { ...click, gain: 0.001, atTick: 1 })
        if (n >= 8) to.note('late', { ...click, gain: 0.9, atTick: 8 })
      },
      { synth },
    )
    assert.ok(samples.subarray(8 * 1600, 9 * 1600).some((value) => value > 0.5))
    assert.equal(synth.stolen, 256 - 32, 'it takes the place of none that sounds')
  })

  it('count each of those that are silent since 256 are named at once, and begin none of these anew', () => {
    const synth = createSynth(rate)
    const name = (to: Synth, n: number) => {
      for (let i = 0; i < 256; i++) to.note(`old ${i}`, { ...click, gain: 0.001, seconds: 5, atTick: 1 })
      if (n >= 5) for (let i = 0; i < 10; i++) to.note(`new ${i}`, { ...click, gain: 0.9, atTick: 5 })
    }
    play(5, name, { synth })
    const before = synth.stolen
    const samples = play(30, name, { synth, from: 5 })
    assert.equal(synth.stolen - before, 10)
    assert.ok(samples.every((value) => Math.abs(value) < 0.1))
  })

  it('stay within bounds whatever a game names', () => {
    const synth = createSynth(rate)
    play(
      30,
      (to, n) => {
        for (let i = 0; i < 500; i++) to.note(`${n} ${i}`, { ...click, atTick: n })
      },
      { synth },
    )
    assert.ok(synth.stolen > 100)
    assert.ok(
      play(50, () => {}, { synth, from: 30 })
        .subarray(-1600)
        .every((value) => value === 0),
    )
  })
})
