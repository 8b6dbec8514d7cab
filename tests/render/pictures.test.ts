import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMatch, type Match } from '../../game/index.ts'
import {
  groupPictures,
  openPicture,
  parseFps,
  parseTarget,
  samplesOf,
  soundLeadFrames,
  type PictureSpec,
} from '../../render/index.ts'
import { Output } from '../../render/output/output.ts'
import { createPatches } from '../../server/patches.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, ffmpeg, pictureHashes, readLossless } from '../helpers/media.ts'
import { brightness } from '../helpers/output.ts'
import slowPortrait from '../helpers/slow-portrait.ts'
import { tickLive } from '../helpers/ticking.ts'

const rates = { fps: parseFps('30'), sampleRate: 48_000 }

/** Pictures of these sizes, each with one lossless file. */
function filmsOf(sizes: readonly (readonly [width: number, height: number, file: string])[]): PictureSpec[] {
  return groupPictures(
    sizes.map(([width, height, file]) => ({ size: { width, height }, target: parseTarget(file), preset: 'lossless' })),
    rates,
  )
}

describe('groupPictures', () => {
  it('lets outputs of equal size share a picture, in the order in which they name them', () => {
    const wide = { width: 640, height: 360 }
    const tall = { width: 360, height: 640 }
    const output = (name: string, size: typeof wide) =>
      ({ target: parseTarget(`${name}.mkv`), size, preset: 'live' }) as const
    const pictures = groupPictures([output('a', tall), output('b', wide), output('c', { ...tall })], rates)
    assert.deepEqual(
      pictures.map(({ format, outputs }) => [format, outputs.map(({ target }) => target.id)]),
      [
        [{ ...tall, ...rates }, ['a.mkv', 'c.mkv']],
        [{ ...wide, ...rates }, ['b.mkv']],
      ],
    )
  })
})

/** An output with two square pictures, 64 and 96 pixels wide, whose painters are played by the test. */
function twoPictures(folder: { file(name: string): string }, options: { pace: 'live' | 'fast'; frames: number }) {
  const sides = [64, 96] as const
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const freed: number[] = []
  const output = new Output({
    ...options,
    ffmpeg,
    pictures: filmsOf(sides.map((side) => [side, side, folder.file(`${side}.mkv`)])),
    free: (_, picture) => void freed.push(picture),
    closed: resolve,
    failed: (error) => assert.fail(error),
    log: () => {},
  })
  const add = (picture: 0 | 1, frame: number) => {
    const luma = sides[picture] ** 2
    const memory = new ArrayBuffer((luma * 3) / 2)
    new Uint8Array(memory).fill(brightness(frame), 0, luma).fill(128, luma)
    output.addPicture(picture, frame, memory)
  }
  for (let chunk = soundLeadFrames; chunk < options.frames; chunk++)
    output.addSound(chunk, Buffer.alloc(samplesOf(chunk, rates.fps, rates.sampleRate) * 4, chunk))
  return { output, add, freed, closed, decode: async (side: 64 | 96) => readLossless(folder.file(`${side}.mkv`), side) }
}

describe('an output of two pictures', () => {
  it('repeats the late picture alone, and lets the other go on time', async () => {
    using folder = temporaryFolder()
    const frames = 45
    const { output, add, freed, closed, decode } = twoPictures(folder, { pace: 'live', frames })
    for (let n = 0; n < frames; n++) add(0, n)
    for (let n = 0; n < 10; n++) add(1, n)
    output.start(process.hrtime.bigint())
    await until(() => output.tracks[0]?.isEnded)
    assert.ok((output.tracks[1]?.written ?? frames) < frames, 'the late picture is given its frame of grace')
    await closed
    const { pictures, frames: first, samples, outputs } = output.status
    assert.deepEqual(pictures, [
      { size: '64x64', frames: { due: frames, written: frames, repeated: 0 } },
      { size: '96x96', frames: { due: frames, written: frames, repeated: 35 } },
    ])
    assert.deepEqual(first, pictures[0]?.frames)
    assert.equal(samples.concealed, 0)
    assert.deepEqual(
      outputs.map(({ id, size, frames: written }) => [id, size, written]),
      [
        ['64.mkv', '64x64', frames],
        ['96.mkv', '96x96', frames],
      ],
    )
    const [prompt, late] = [await decode(64), await decode(96)]
    assert.deepEqual(
      prompt.brightness,
      Array.from({ length: frames }, (_, n) => brightness(n)),
    )
    assert.deepEqual(
      late.brightness,
      Array.from({ length: frames }, (_, n) => brightness(Math.min(n, 9))),
    )
    assert.deepEqual(late.left, prompt.left)
    assert.equal(late.left.length, frames * 1600)
    assert.deepEqual(
      freed.toSorted((a, b) => a - b),
      [...Array.from({ length: frames }, () => 0), ...Array.from({ length: 10 }, () => 1)],
      'each painter gets its own memory back',
    )
  })

  it('waits for both as long as it takes where there is no clock, and ends both at the same frame', async () => {
    using folder = temporaryFolder()
    const frames = 30
    const { output, add, closed, decode } = twoPictures(folder, { pace: 'fast', frames })
    output.start(process.hrtime.bigint())
    for (let n = 0; n < frames; n++) add(1, n)
    await until(() => output.tracks[1]?.isEnded)
    assert.equal(output.tracks[0]?.written, 0)
    assert.notEqual(output.status.state, 'closed')
    for (let n = 0; n < frames; n++) add(0, n)
    await closed
    const [one, other] = [await decode(64), await decode(96)]
    assert.equal(one.brightness.length, frames)
    assert.deepEqual(other, one)
  })

  it('ends both at the same frame when it is stopped early', async () => {
    using folder = temporaryFolder()
    const { output, add, decode } = twoPictures(folder, { pace: 'live', frames: 300 })
    for (let n = 0; n < 300; n++) add(1, n)
    output.start(process.hrtime.bigint())
    await until(() => output.status.frames.written > 5)
    await output.close()
    const [one, other] = [await decode(64), await decode(96)]
    assert.equal(one.brightness.length, other.brightness.length)
    assert.equal(one.left.length, one.brightness.length * 1600)
    assert.deepEqual(one.left, other.left)
  })
})

describe('a live show whose portrait picture is slow to draw', () => {
  it('repeats frames of that picture, while the other and the sound are whole', async () => {
    using folder = temporaryFolder()
    const frames = 60
    const match = createMatch(slowPortrait, 1) as unknown as Match
    const patches = createPatches(match.state)
    await using picture = await openPicture({
      ffmpeg,
      gameUrl: import.meta.resolve('../helpers/slow-portrait.ts'),
      branding: null,
      pictures: filmsOf([
        [320, 180, folder.file('wide.mkv')],
        [180, 320, folder.file('tall.mkv')],
      ]),
      pace: 'live',
      frames,
      log: () => {},
    })
    picture.publish(0, patches.full())
    patches.next()
    picture.start()
    const stop = tickLive(30, () => {
      match.step([])
      picture.publish(match.tick, patches.next())
    })
    await picture.ended.finally(stop)
    const [wide, tall] = picture.status.pictures.map((each) => each.frames)
    assert.deepEqual([wide?.written, tall?.written], [frames, frames])
    assert.ok((tall?.repeated ?? 0) >= 30, JSON.stringify({ wide, tall }))
    // A busy machine may cost the quick picture frames as well, but not those that the slow one costs itself.
    assert.ok((wide?.repeated ?? frames) <= (tall?.repeated ?? 0) - 15, JSON.stringify({ wide, tall }))
    for (const name of ['wide.mkv', 'tall.mkv']) assert.equal((await pictureHashes(folder.file(name))).length, frames)
    const sound = await decodeSound(folder.file('tall.mkv'))
    assert.equal(sound.left.length, frames * 1600)
    assert.deepEqual(sound, await decodeSound(folder.file('wide.mkv')))
  })
})
