import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Lossless } from '../helpers/media.ts'
import { frameRates } from '../helpers/media.ts'
import { brightness, Rig, sampleValue } from '../helpers/output.ts'

/** Everything that a file must hold which was written without a late picture or sound. */
function checkExact(rig: Rig, decoded: Lossless, frames: number): void {
  const { seconds, left, right } = decoded
  const { num, den } = rig.format.fps
  assert.deepEqual(
    decoded.brightness,
    Array.from({ length: frames }, (_, n) => brightness(n)),
  )
  assert.equal(seconds.length, frames)
  for (const [n, at] of seconds.entries()) {
    assert.ok(n === 0 || at > (seconds[n - 1] as number), `frame ${n} at ${at}`)
    // Matroska as ffmpeg writes it counts in milliseconds.
    assert.ok(Math.abs(at - (n * den) / num) <= 0.00051, `frame ${n} at ${at}`)
  }
  const silent = rig.samplesIn(Math.min(3, frames))
  const samples = Int16Array.from({ length: rig.samplesIn(frames) }, (_, n) => (n < silent ? 0 : sampleValue(n)))
  assert.equal(left.length, samples.length)
  assert.deepEqual(left, samples)
  assert.deepEqual(
    right,
    samples.map((value) => -value),
  )
}

async function write(options: { fps: string; sampleRate: number }, frames: number): Promise<void> {
  await using rig = new Rig({ ...options, pace: 'fast', frames })
  rig.start()
  await rig.paint(frames)
  await rig.closed
  assert.deepEqual(rig.failures, [])
  const { state, frames: sum, samples } = rig.output.status
  assert.deepEqual(
    { state, sum, samples },
    {
      state: 'closed',
      sum: { due: frames, written: frames, repeated: 0 },
      samples: { due: rig.samplesIn(frames), written: rig.samplesIn(frames), concealed: 0 },
    },
  )
  assert.deepEqual(
    [...rig.freed.values()],
    Array.from({ length: frames }, () => 1),
  )
  checkExact(rig, await rig.decode(), frames)
}

describe('a file written as fast as it goes', () => {
  for (const fps of frameRates)
    for (const sampleRate of [44_100, 48_000])
      it(`holds every frame and every sample at ${fps} fps and ${sampleRate} Hz, each where it belongs`, () =>
        write({ fps, sampleRate }, 100))

  it('waits for sound that comes after its picture, and conceals none', async () => {
    await using rig = new Rig({ pace: 'fast', frames: 20 })
    rig.start()
    for (let n = 0; n < 20; n++) rig.addPicture(n)
    assert.equal(rig.output.status.frames.written, 0)
    for (let chunk = 3; chunk < 20; chunk++) rig.addSound(chunk)
    await rig.closed
    assert.equal(rig.output.status.samples.concealed, 0)
    checkExact(rig, await rig.decode(), 20)
  })

  for (const frames of [1, 2, 3, 4])
    it(`holds exactly ${frames} frames and their samples, though sound leads by 3`, () =>
      write({ fps: '30000/1001', sampleRate: 48_000 }, frames))
})
