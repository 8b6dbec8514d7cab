import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createRandom, midi, type Synth } from '../../game/index.ts'
import { parseFps, samplesBefore, samplesOf } from '../../render/clock.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { createSound, type Sound } from '../../render/sound/sound.ts'
import { measureLoudness } from '../helpers/loudness.ts'
import { frameRates, largestJump } from '../helpers/media.ts'

const show = { sampleRate: 48_000, fps: parseFps('30'), tickRate: 30 }

/** So many frames, one tick each, as one row of samples a side. */
function play(sound: Sound, frames: number, sounds: (synth: Synth, frame: number) => void, from = 0) {
  const left = new Float64Array(frames * 1600)
  const right = new Float64Array(frames * 1600)
  for (let n = 0; n < frames; n++) {
    sound.begin(from + n, from + n)
    sounds(sound.synth, from + n)
    const made = sound.take()
    left.set(made.left, n * 1600)
    right.set(made.right, n * 1600)
  }
  return { left, right }
}

const level = (samples: Float64Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
const wave = (hz: number, seconds: number, gain = 0.3) => {
  const left = Float32Array.from(
    { length: seconds * 48_000 },
    (_, i) => gain * Math.sin((2 * Math.PI * hz * i) / 48_000),
  )
  return { left, right: left }
}

describe('the sound of a show', () => {
  for (const text of frameRates)
    for (const sampleRate of [44_100, 48_000])
      it(`has exactly S(n + 1) − S(n) samples a frame at ${text} fps and ${sampleRate} Hz`, () => {
        const fps = parseFps(text)
        const sound = createSound({ sampleRate, fps, tickRate: 30, firstFrame: 3 })
        let sum = 0
        for (let n = 0; n < 200; n++) {
          const frame = sound.begin(n, n)
          const { left, right } = sound.take()
          assert.deepEqual([frame.samples, left.length, right.length], Array(3).fill(samplesOf(n + 3, fps, sampleRate)))
          sum += left.length
        }
        assert.equal(sum, samplesBefore(203, fps, sampleRate) - samplesBefore(3, fps, sampleRate))
      })

  it('is exactly silent while nothing is named, and again after everything has ended', () => {
    const sound = createSound(show)
    assert.ok(play(sound, 10, () => {}).left.every((value) => Object.is(value, 0)))
    play(
      sound,
      20,
      (synth, n) => {
        synth.tone('t', { wave: 'saw', hz: 220, gain: 0.8, filter: { kind: 'lowpass', hz: 300, q: 8 } })
        synth.note('n', { atTick: n, hz: 400, gain: 0.5, seconds: 0.1 })
      },
      10,
    )
    assert.ok(
      play(sound, 60, () => {}, 30)
        .left.subarray(-1600)
        .every((value) => value === 0),
    )
  })

  it('stays finite, within −1 dB and in time whatever numbers and words a game gives, and counts those that are none', () => {
    const any = fc.oneof(
      fc.double(),
      fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, 1, 1e308, 5e-324, 440),
      fc.constant(undefined),
    )
    const odd = fc.oneof(any, fc.string(), fc.constant(null))
    const options = fc.record({
      ...{
        hz: any,
        gain: any,
        pan: any,
        seconds: any,
        atTick: fc.oneof(any, fc.integer({ min: 0, max: 8 })),
        rate: any,
      },
      ...{
        wave: fc.oneof(odd, fc.constantFrom('saw', 'white', 'pink', 'square')),
        bus: odd,
        glideSeconds: any,
        bpm: any,
        stepsPerBeat: any,
      },
      envelope: fc.option(fc.record({ attack: any, decay: any, sustain: any, release: any }), { nil: undefined }),
      filter: fc.option(fc.record({ kind: fc.constantFrom('lowpass', 'bandpass', 'highpass'), hz: any, q: any }), {
        nil: undefined,
      }),
      vibrato: fc.option(fc.record({ hz: any, cents: any }), { nil: undefined }),
      steps: fc.array(any, { maxLength: 5 }),
      ...{ sound: fc.constant('wave'), fadeSeconds: any, overlapSeconds: any },
    })
    const call = fc.tuple(fc.constantFrom('tone', 'note', 'chord', 'pattern', 'sample', 'music', 'sine'), options)
    fc.assert(
      fc.property(fc.array(fc.array(call, { maxLength: 5 }), { maxLength: 8 }), (frames) => {
        const sound = createSound(show)
        sound.addClip('wave', wave(300, 0.1))
        for (const [n, calls] of frames.entries()) {
          sound.begin(n, n)
          for (const [method, given] of calls) {
            const synth = sound.synth as unknown as Record<string, (name: string, options: unknown) => void>
            synth[method]?.(
              method === 'music' ? 'wave' : method,
              method === 'chord' ? { ...given, hz: [given.hz] } : given,
            )
          }
          const { left, right } = sound.take()
          for (const side of [left, right])
            assert.ok(side.length === 1600 && side.every((value) => Math.abs(value) <= 0.8319))
        }
      }),
      { numRuns: 300 },
    )
    const sound = createSound(show)
    sound.begin(0, 0)
    sound.synth.sine('a', { hz: NaN, gain: Infinity })
    sound.synth.tone('b', { wave: 'sinus' as 'sine', hz: 100, gain: 0.1 })
    assert.equal(sound.mended, 3)
  })

  it('starts and stops without a click', () => {
    const sound = createSound(show)
    const { left } = play(sound, 30, (synth, n) => n > 5 && n < 20 && synth.tone('t', { hz: 100, gain: 0.8 }))
    assert.ok(largestJump(left) < (2 * Math.PI * 100 * 0.8) / 48_000 + 0.8 / 960 + 1e-6)
  })

  it('hushes whatever plays within a frame when another game begins, without a click', () => {
    const sound = createSound(show)
    sound.addClip('song', wave(150, 2, 0.4))
    const before = play(sound, 20, (synth) => {
      synth.music('song', { fadeSeconds: 0.1 })
      synth.note('long', { atTick: 1, hz: 180, gain: 0.2, seconds: 30 })
    })
    sound.hush()
    const after = play(sound, 3, () => {}, 20)
    assert.ok(level(before.left.subarray(-1600)) > 0.1)
    assert.ok(largestJump(after.left) < 0.02)
    assert.ok(after.left.subarray(-1600).every((value) => value === 0))
  })

  it('is turned up and down by the game’s own gain', () => {
    const peak = (gainDb: number) =>
      level(
        play(createSound({ ...show, gainDb }), 20, (synth) => synth.sine('t', { hz: 440, gain: 0.1 })).left.subarray(
          16_000,
        ),
      )
    assert.ok(Math.abs(peak(6) / peak(0) - 10 ** 0.3) < 1e-6)
  })
})

describe('music', () => {
  const withSongs = () => {
    const sound = createSound(show)
    sound.addClip('low', wave(110, 1.05))
    sound.addClip('high', wave(440, 1.3))
    return sound
  }

  it('loops without a click, and has the same place for who joins late', () => {
    const whole = play(withSongs(), 100, (synth) => synth.music('low', { fadeSeconds: 0.1 })).left
    const late = play(withSongs(), 40, (synth) => synth.music('low', { fadeSeconds: 0.1 }), 60).left
    assert.deepEqual(late.subarray(8000), whole.subarray(60 * 1600 + 8000))
    assert.ok(largestJump(whole) < 0.01)
  })

  it('fades from one to the other in the time that is given', () => {
    const { left } = play(withSongs(), 120, (synth, n) => synth.music(n < 40 ? 'low' : 'high', { fadeSeconds: 1 }))
    assert.ok(largestJump(left) < 0.3 * ((2 * Math.PI * 550) / 48_000) + 1e-3)
    for (const at of [35, 55, 75, 100])
      assert.ok(level(left.subarray(at * 1600, at * 1600 + 3200)) > 0.1, `at frame ${at}`)
  })

  it('is silent until its tick, and begins at its beginning', () => {
    const sound = createSound(show)
    const ramp = Float32Array.from({ length: 96_000 }, (_, i) => (i < 48_000 ? 0.1 : 0.5))
    sound.addClip('ramp', { left: ramp, right: ramp })
    const { left } = play(sound, 49, (synth) => synth.music('ramp', { atTick: 20, gain: 1, fadeSeconds: 0.02 }))
    assert.ok(left.subarray(0, 20 * 1600).every((value) => value === 0))
    assert.ok(level(left.subarray(21 * 1600, 30 * 1600)) > 0.09)
    assert.ok(
      left.every((value) => value < 0.11),
      'it stands at the quiet half for its first second',
    )
  })

  it('ends when it is named no more', () => {
    const { left } = play(withSongs(), 90, (synth, n) => n < 30 && synth.music('low'))
    assert.ok(left.subarray(-1600).every((value) => value === 0))
  })
})

describe('the voice bus', () => {
  it('turns the others down by 10 dB while it is heard, and lets them up again, without a click', () => {
    const sound = createSound(show)
    const effects = (synth: Synth) => synth.tone('t', { hz: 300, gain: 0.3 })
    const before = level(play(sound, 30, effects).left.subarray(16_000))
    // A voice on the right side alone leaves the left to be measured.
    const spoken = wave(200, 2, 0.3)
    sound.speak({ left: new Float32Array(spoken.left.length), right: spoken.right })
    const during = play(sound, 60, effects, 30).left
    const ducked = 20 * Math.log10(level(during.subarray(16_000, 80_000)) / before)
    assert.ok(Math.abs(ducked + 10) < 0.1, `${ducked} dB`)
    const after = play(sound, 60, effects, 90).left
    assert.ok(Math.abs(level(after.subarray(-16_000)) / before - 1) < 1e-3)
    for (const part of [during, after]) assert.ok(largestJump(part) < (0.3 * 2 * Math.PI * 300) / 48_000 + 1e-3)
  })
})

/** A bit of everything, which stays as it is: its samples are known by their checksum. */
function scene(synth: Synth, n: number): void {
  synth.music('loop', { gain: 0.4, fadeSeconds: 0.2 })
  synth.tone('pad', {
    wave: 'saw',
    hz: midi(45 + (n % 40 < 20 ? 0 : 5)),
    gain: 0.2,
    glideSeconds: 0.1,
    filter: { kind: 'lowpass', hz: 700 },
  })
  synth.tone('lead', { wave: 'square', hz: 523.25, gain: 0.1, pan: 0.5, vibrato: { hz: 6, cents: 30 } })
  synth.pattern('beat', {
    atTick: 1,
    bpm: 120,
    steps: [110, null, 165, 220],
    seconds: 0.05,
    gain: 0.3,
    wave: 'triangle',
  })
  synth.chord('bell', { atTick: n - (n % 30), hz: [880, 1320], seconds: 0.5, gain: 0.2, pan: -0.7 })
  synth.note('snare', { atTick: n - (n % 15), hz: 0, wave: 'pink', seconds: 0.02, gain: 0.7 })
}

it('a fixed scene has the very samples that it always had', () => {
  const sound = createSound({ ...show, gainDb: 3 })
  sound.addClip('loop', wave(98, 1.5))
  const { left, right } = play(sound, 150, scene)
  const pcm = toPcm16(Float32Array.from(left), Float32Array.from(right))
  assert.equal(
    createHash('sha256').update(new Uint8Array(pcm)).digest('hex').slice(0, 32),
    '32dbda5fdcd18db8b640297174d82709',
  )
})

describe('five minutes of Colour & Tone', () => {
  /** A crowd that chooses a new pitch or paint every ten seconds. */
  function* minutes(seed: number) {
    const random = createRandom(seed, 'crowd')
    const sound = createSound({ ...show, gainDb: colourTone.soundGainDb ?? 0 })
    const state = new colourTone.state()
    for (let n = 0; n < 9000; n++) {
      if (n % 300 === 299 && random.next() < 0.5) state.hz = Math.round(20 * 100 ** random.next())
      else if (n % 300 === 299) state.paintedAtTick = n
      const frame = sound.begin(n, n)
      colourTone.sound(sound.synth, state, frame)
      const { left, right } = sound.take()
      yield new Uint8Array(toPcm16(left, right))
    }
  }
  for (const seed of [1, 2])
    it(`are as loud as platforms want them, and never too high: crowd ${seed}`, async (t) => {
      const { lufs, truePeak } = await measureLoudness(minutes(seed), 48_000)
      t.diagnostic(`${lufs} LUFS, ${truePeak} dBTP`)
      assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`)
      assert.ok(truePeak <= -1, `${truePeak} dBTP`)
    })
})

it('the example of the docs can be played', async () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/sound.md', 'utf8')) ?? []
  const index = new URL('../../game/index.ts', import.meta.url).href
  const module = code.replace('./game/index.ts', index)
  const example = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as typeof colourTone
  const sound = createSound(show)
  for (const name of Object.keys(example.sounds ?? {})) sound.addClip(name, wave(300, 1))
  const state = { speed: 90, coinAtTick: 3, wonAtTick: 8, hitAtTick: 5, isOver: false }
  const frame = { number: 0, tick: 0, tickRate: 30, samples: 1600, sampleRate: 48_000 }
  const { left } = play(sound, 30, (synth) => example.sound(synth, state as never, frame))
  assert.deepEqual([sound.mended, sound.stolen], [0, 0])
  assert.ok(level(left) > 0.05)
})
