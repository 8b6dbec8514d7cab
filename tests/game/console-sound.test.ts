import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { blockSamples, readBlock, writeBlock } from '../../game/bundled/console/sound/block.ts'
import { createSampler } from '../../game/bundled/console/sound/sampler.ts'
import { createRandom } from '../../game/index.ts'
import { frequencyOf } from '../helpers/media.ts'

const sine = (hz: number, gain: number, rate: number, from = 0) =>
  Float64Array.from({ length: blockSamples }, (_, n) => gain * Math.sin((2 * Math.PI * hz * (n + from)) / rate))

describe('a tick of sound as text', () => {
  for (const gain of [1.5, 0.5, 0.05, 0.002])
    it(`keeps noise 35 dB below a tone of ${gain}`, () => {
      const samples = sine(440, gain, 24_000)
      const text = writeBlock(samples)
      assert.ok(text.length <= 412 && /^[#-~]*$/.test(text))
      const back = readBlock(text)
      const [error, power] = samples.reduce(
        ([e, p], sample, n) => [e + (sample - (back[n] as number)) ** 2, p + sample ** 2],
        [0, 0],
      )
      assert.ok(10 * Math.log10(power / error) > 35, `${10 * Math.log10(power / error)} dB`)
    })

  it('of silence is a few letters, and silent', () => {
    const text = writeBlock(new Float64Array(blockSamples))
    assert.equal(text.length, 12)
    assert.ok(readBlock(text).every((sample) => Math.abs(sample) < 0.001))
  })

  it('that is too short, or empty, is silent at its end', () => {
    for (const length of [0, 1, 50, 200]) {
      const back = readBlock(writeBlock(sine(440, 0.5, 24_000)).slice(0, length))
      assert.equal(back.length, blockSamples)
      assert.ok(back.every(Number.isFinite))
    }
  })
})

describe('the sampler', () => {
  /** A tone at 48,079 Hz, in pictures of 799 to 802 samples as the console makes them. */
  function* blocks(hz: number, ticks: number) {
    const random = createRandom(1, 'odd')
    const sampler = createSampler()
    let n = 0
    let owed = 0
    for (let tick = 0; tick < ticks; tick++) {
      owed += 800.0008
      const count = Math.floor(owed) + random.integer(3) - 1
      owed -= count
      for (let i = 0; i < count; i++) sampler.hear(0.5 * Math.sin((2 * Math.PI * hz * n++) / 48_000))
      yield sampler.block().slice()
    }
  }

  it('makes exactly 400 samples a tick of odd counts, at the pitch that they had', () => {
    const all = [...blocks(440, 240)].flatMap((block) => Array.from(block))
    assert.equal(all.length, 240 * blockSamples)
    const measured = frequencyOf(Float64Array.from(all).subarray(4000), 24_000)
    assert.ok(Math.abs(measured - 440) < 0.05, `${measured} Hz`)
  })

  it('lets no tone fold back from over half its rate', () => {
    const peak = (hz: number) => Math.max(...[...blocks(hz, 30)].slice(4).flatMap((block) => [...block].map(Math.abs)))
    assert.ok(peak(18_000) < 0.01, `${peak(18_000)} at 18 kHz`)
    assert.ok(peak(2900) > 0.48, `${peak(2900)} at 2.9 kHz`)
  })

  it('goes on after an hour without a sample too many or too few', () => {
    const sampler = createSampler()
    let longest = 0
    for (let tick = 0; tick < 20_000; tick++) {
      // A screen that is off has pictures that are a hundredth of a sample longer.
      const count = 800 + (tick % 100 < 2 ? 1 : 0)
      for (let i = 0; i < count; i++) sampler.hear(0)
      sampler.block()
      longest = Math.max(longest, sampler.save().queue.length)
    }
    assert.ok(longest < 100, `${longest} samples wait`)
  })

  it('goes on from what it remembers', () => {
    const [a, b] = [createSampler(), createSampler()]
    const feed = (sampler: typeof a, from: number) => {
      for (let n = from; n < from + 801; n++) sampler.hear(Math.sin(n / 7))
      return [...sampler.block()]
    }
    for (let tick = 0; tick < 5; tick++) feed(a, tick * 801)
    b.load(JSON.parse(JSON.stringify(a.save())))
    for (let tick = 5; tick < 10; tick++) assert.deepEqual(feed(b, tick * 801), feed(a, tick * 801))
  })

  it('is silent, and still exact, while a cartridge makes no sound', () => {
    const sampler = createSampler()
    for (let tick = 0; tick < 5; tick++) assert.equal(sampler.block().length, blockSamples)
    for (let n = 0; n < 100_000; n++) sampler.hear(1)
    assert.ok(sampler.block().every(Number.isFinite))
  })
})
