import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { samplesBefore } from '../../render/clock.ts'
import { parseTarget } from '../../render/index.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { packetTimes, probe, readLossless } from '../helpers/media.ts'
import { brightness, Rig, sampleValue } from '../helpers/output.ts'

/** Frames `from` to `until` of a show without a clock, ahead of which its encoders never are by much. */
async function paint(rig: Rig, from: number, frames: number): Promise<void> {
  for (let n = from; n < frames; n++) {
    rig.give(n, n + 1)
    await until(() => rig.output.status.frames.written > n - 8)
  }
}

describe('an output that joins a running show', () => {
  it('begins with a keyframe, has sound and picture in step, and leaves alone, with a file that plays', async () => {
    using folder = temporaryFolder()
    await using rig = new Rig({ pace: 'fast' })
    rig.start()
    await paint(rig, 0, 40)
    // An encoder that is still at its beginning would give the newcomer the whole show.
    await until(() => (rig.output.status.outputs[0]?.frames ?? 0) > 1)
    const file = folder.file('second.mkv')
    rig.output.join('64x64', { target: { ...parseTarget(file), id: 'second' }, preset: 'lossless' })
    assert.deepEqual(
      rig.output.status.outputs.map(({ id }) => id),
      ['out.mkv', 'second'],
    )
    await paint(rig, 40, 320)
    await until(() => (rig.output.status.outputs.find(({ id }) => id === 'second')?.frames ?? 0) > 30)
    await rig.output.leave('second')
    const { shown, left } = await readSecond(file)
    const first = Array.from({ length: 280 }, (_, n) => 40 + n).find((n) => brightness(n) === shown[0]) ?? -1
    assert.deepEqual(
      shown,
      Array.from(shown, (_, n) => brightness(first + n)),
    )
    const { fps, sampleRate } = rig.format
    const sample = samplesBefore(first, fps, sampleRate)
    // What is not encoded comes a frame at a time, before its picture: the keyframe’s own is over when it begins.
    const { video, audio } = await packetTimes(file)
    const framesLater = Math.round(((audio[0] as number) - (video[0] as number)) * 30)
    assert.ok(framesLater <= 1)
    assert.equal(left[0], sampleValue(sample + framesLater * 1600))
    assert.equal(video[0], 0)

    await paint(rig, 320, 350)
    await rig.output.close()
    assert.deepEqual(
      rig.output.status.outputs.map(({ id, lost }) => ({ id, lost })),
      [{ id: 'out.mkv', lost: 0 }],
    )
    const whole = await rig.decode()
    assert.equal(whole.brightness.length, 353)
    // The last ones before the end may be the newest picture again.
    const before = whole.brightness.slice(0, 340)
    assert.deepEqual(
      before,
      Array.from(before, (_, n) => brightness(n)),
    )
    assert.deepEqual(rig.failures, [])
  })

  it('has an encoder of its own where its preset is another, from the next frame on', async () => {
    using folder = temporaryFolder()
    await using rig = new Rig({ pace: 'fast' })
    rig.start()
    await paint(rig, 0, 50)
    const file = folder.file('other.ts')
    const begun = rig.output.status.frames.written
    rig.output.join('64x64', { target: { ...parseTarget(file), id: 'other' }, preset: 'live' })
    await paint(rig, 50, 110)
    const { written } = rig.output.status.frames
    await rig.output.leave('other')
    const { frames } = await probe(file)
    assert.equal(frames.length, written - begun)
    assert.ok(frames.length > 50)
    assert.equal(rig.output.status.outputs.length, 1)
  })
})

async function readSecond(file: string) {
  const { brightness: shown, left } = await readLossless(file, 64)
  return { shown, left }
}
