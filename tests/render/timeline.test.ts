import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { samplesOf } from '../../render/clock.ts'
import { parseFps } from '../../render/index.ts'
import { blockHeader, frameTimestamp, sampleTimestamp } from '../../render/output/matroska.ts'
import { createSoundTimeline } from '../../render/output/timeline.ts'
import { createPictureBuffer } from '../../render/output/picture-buffer.ts'
import { frameRates } from '../helpers/media.ts'

const fps = parseFps('30000/1001')
const chunk = (n: number) => Buffer.alloc(samplesOf(n, fps, 48_000) * 4, n % 200)

describe('the sound timeline', () => {
  it('begins with the lead: three chunks of silence', () => {
    const sound = createSoundTimeline(fps, 48_000)
    assert.deepEqual([sound.length, sound.samples, sound.concealed], [3, 1601 + 1602 + 1601, 0])
    for (const n of [0, 1, 2]) assert.ok(sound.read(n).every((byte) => byte === 0))
  })

  it('holds ten seconds, and gives silence of the right length for what is older', () => {
    const sound = createSoundTimeline(fps, 48_000)
    for (let n = 3; n < 400; n++) sound.append(chunk(n))
    assert.ok(sound.read(399).equals(chunk(399)))
    assert.ok(sound.read(100).equals(chunk(100)))
    assert.ok(sound.read(99).equals(Buffer.alloc(samplesOf(99, fps, 48_000) * 4)))
  })

  it('counts what it conceals, and refuses a chunk of the wrong length', () => {
    const sound = createSoundTimeline(fps, 48_000)
    sound.conceal()
    assert.deepEqual(
      [sound.length, sound.concealed, sound.read(3).length],
      [4, samplesOf(3, fps, 48_000), samplesOf(3, fps, 48_000) * 4],
    )
    assert.throws(() => sound.append(Buffer.alloc(4)), /sound of frame 4 has 4 bytes, and must have 6408/)
    assert.equal(sound.length, 4)
  })
})

describe('a picture buffer', () => {
  it('goes back once, when the last of its holders has let it go', () => {
    const freed: ArrayBuffer[] = []
    const memory = new ArrayBuffer(6)
    const picture = createPictureBuffer(memory, (each) => freed.push(each))
    picture.hold()
    picture.hold()
    picture.release()
    picture.release()
    assert.deepEqual(freed, [])
    picture.release()
    assert.deepEqual(freed, [memory])
  })
})

describe('Matroska timestamps', () => {
  it('are the nearest 10 µs, for years, and rise from frame to frame', () => {
    const rates = fc.constantFrom(...frameRates.map(parseFps))
    fc.assert(
      fc.property(fc.nat(10 ** 9), rates, (n, rate) => {
        // Twice the exact value in 10 µs, times num, so that all is whole numbers.
        const exact = 2n * BigInt(n) * BigInt(rate.den) * 100_000n
        const difference = 2n * BigInt(rate.num) * BigInt(frameTimestamp(n, rate)) - exact
        assert.ok(difference <= BigInt(rate.num) && difference >= -BigInt(rate.num))
        assert.ok(frameTimestamp(n + 1, rate) > frameTimestamp(n, rate))
      }),
    )
    assert.deepEqual(
      [0, 1, 48_000, 44_100 * 3600].map((n) => sampleTimestamp(n, 48_000)),
      [0, 2, 100_000, 330_750_000],
    )
  })

  it('stand in a cluster of known size with its one block', () => {
    // After twelve hours the time takes more than 32 bits.
    const header = blockHeader(1, 2 ** 32 + 0x01_02_03, 1000)
    const clusterId = Buffer.from('1f43b675', 'hex')
    assert.ok(header.subarray(0, 4).equals(clusterId))
    assert.equal(header.readUInt32BE(4) & 0x0fff_ffff, header.length - 8 + 1000)
    assert.ok(header.includes(Buffer.from([0xe7, 0x10, 0, 0, 8, 0, 0, 0, 1, 0, 1, 2, 3])))
    assert.ok(header.subarray(-9).equals(Buffer.from([0xa3, 0x10, 0, 0x03, 0xec, 0x81, 0, 0, 0x80])))
  })
})
