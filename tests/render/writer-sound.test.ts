import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brightnessOf, picture, sampleValue, samplesUntil, stereo, writtenFile } from '../helpers/writer.ts'

const numbers = (from: number, until: number) =>
  Int16Array.from({ length: until - from }, (_, i) => sampleValue(from + i))

describe('a file that is written', () => {
  for (const fps of ['30', '30000/1001'])
    for (const sampleRate of [44_100, 48_000])
      it(`holds each frame and each sample once, in step, at ${fps} fps and ${sampleRate} Hz, in whatever pieces`, async () => {
        using file = writtenFile()
        await using writer = await file.open({ fps, sampleRate })
        const frames = 100
        const samples = samplesUntil(writer, frames)
        let at = 0
        for (let n = 0; n < frames; n++) {
          await writer.writeVideo(picture(n), { format: 'gray' })
          // Pieces that fit no frame, and are ahead of the picture and behind it in turn.
          const until = Math.min(samples, Math.round((((n + 1.37) * sampleRate) / 30) * (n % 7 < 3 ? 1 : 1.02)))
          if (until > at) await writer.writeAudio(stereo(at, until), { channels: 2 })
          at = Math.max(at, until)
        }
        await writer.writeAudio(stereo(at, samples), { channels: 2 })
        await writer.close()
        const { state, frames: sum, samples: sound } = writer.status
        assert.deepEqual([state, sum.written, sum.repeated, sound.written], ['closed', frames, 0, samples])
        const { seconds, brightness, left, right } = await file.read()
        assert.deepEqual(
          brightness,
          Array.from({ length: frames }, (_, n) => brightnessOf(n)),
        )
        const { num, den } = writer.format.fps
        for (const [n, second] of seconds.entries()) assert.ok(Math.abs(second - (n * den) / num) <= 0.00051)
        assert.deepEqual(left, numbers(0, samples))
        assert.deepEqual(
          right,
          numbers(0, samples).map((value) => -value),
        )
      })

  it('has mono on both sides, channels by themselves each on theirs, and floats to the nearest step', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000 })
    const [ones, halves] = [new Float32Array(400).fill(1), new Float64Array(400).fill(-0.5)]
    await writer.writeAudio(ones)
    await writer.writeAudio([halves])
    await writer.writeAudio([ones, halves])
    await writer.writeAudio(
      Float32Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? -7 : 0.25)),
      { channels: 2 },
    )
    await writer.writeVideo(picture(1), { format: 'gray' })
    await writer.close()
    const { left, right } = await file.read()
    assert.deepEqual(
      [0, 400, 800, 1200].map((at) => left[at + 399]),
      [32_767, -16_383, 32_767, -32_767],
    )
    assert.deepEqual(
      [0, 400, 800, 1200].map((at) => right[at + 399]),
      [32_767, -16_383, -16_383, 8192],
    )
    assert.equal(left.length, 1600)
  })

  it('is silent where no sound is written, and lasts as long as its pictures', async () => {
    using file = writtenFile()
    await using writer = await file.open({ fps: '30000/1001' })
    for (let n = 0; n < 40; n++) await writer.writeVideo(picture(n), { format: 'gray' })
    await writer.close()
    const { brightness, left } = await file.read()
    assert.equal(brightness.length, 40)
    assert.deepEqual(left, new Int16Array(samplesUntil(writer, 40)))
  })

  it('lasts as long as the longer of picture and sound: the last picture stays, and the last frame’s sound ends in silence', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000 })
    await writer.writeVideo(picture(50), { format: 'gray' })
    await writer.writeAudio(numbers(0, 1600 * 99 + 10))
    await writer.close()
    const { brightness, left } = await file.read()
    assert.deepEqual(brightness, Array<number>(100).fill(brightnessOf(50)))
    assert.deepEqual(left.subarray(0, 1600 * 99 + 10), numbers(0, 1600 * 99 + 10))
    assert.deepEqual(left.subarray(1600 * 99 + 10), new Int16Array(1590))
  })

  it('goes on in silence where sound is more than the buffer behind, and takes it up again in its own place', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, buffer: 0.5 })
    for (let n = 0; n < 60; n++) await writer.writeVideo(picture(n), { format: 'gray' })
    for (let n = 0; n < 60; n++) await writer.writeAudio(numbers(n * 1600, (n + 1) * 1600))
    await writer.close()
    const { brightness, left } = await file.read()
    assert.deepEqual(
      brightness,
      Array.from({ length: 60 }, (_, n) => brightnessOf(n)),
    )
    assert.equal(left.length, 60 * 1600)
    const first = left.findIndex((value) => value !== 0)
    assert.ok(first >= 44 * 1600 && first <= 47 * 1600, `sound begins at ${first / 1600} frames`)
    assert.deepEqual(left.subarray(first), numbers(first, 60 * 1600))
  })

  it('goes on with the last picture where pictures are more than the buffer behind, and takes them up in their own place', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, buffer: 0.5 })
    for (let n = 0; n < 60; n++) await writer.writeAudio(numbers(n * 1600, (n + 1) * 1600))
    for (let n = 0; n < 60; n++) await writer.writeVideo(picture(n), { format: 'gray' })
    await writer.close()
    const { brightness, left } = await file.read()
    assert.deepEqual(left, numbers(0, 60 * 1600))
    assert.equal(brightness.length, 60)
    assert.ok(brightness.slice(0, 44).every((value) => value === 16))
    assert.deepEqual(
      brightness.slice(48),
      Array.from({ length: 12 }, (_, i) => brightnessOf(48 + i)),
    )
  })
})

describe('the levels of a buffer', () => {
  it('are told in frames, samples and seconds, also to a program that never waits', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, pace: 'live', outputs: 'null:' })
    assert.deepEqual([writer.videoBuffered.frames, writer.audioBuffered.samples], [0, 0])
    for (let n = 0; n < 15; n++) void writer.writeVideo(picture(n), { format: 'gray' })
    void writer.writeAudio(new Int16Array(20_000))
    assert.deepEqual(writer.videoBuffered, { frames: 15, seconds: 0.5 })
    assert.deepEqual(writer.audioBuffered, { samples: 20_000, frames: 12, seconds: 20_000 / 48_000 })
    while (writer.videoBuffered.frames > 5);
    assert.ok(writer.audioBuffered.samples <= 20_000 - 10 * 1600)
  })
})
