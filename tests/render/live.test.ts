import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { parseTarget } from '../../render/index.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { packetTimes, type Lossless } from '../helpers/media.ts'
import { brightness, ffmpegWithPids, Rig, sampleValue } from '../helpers/output.ts'

/** How often each picture's memory came back; any number but 1 is a fault. */
const returns = (rig: Rig) => new Set(rig.freed.values())

function checkMemory(rig: Rig): void {
  assert.equal(rig.freed.size, rig.picturesGiven)
  assert.deepEqual([...returns(rig)], [1])
}

/** Frames and samples by count, timestamps that rise, and pictures that never go back. */
function checkSums(rig: Rig, { seconds, brightness: shown, left }: Lossless, frames: number): void {
  assert.equal(seconds.length, frames)
  assert.equal(shown.length, frames)
  assert.equal(left.length, rig.samplesIn(frames))
  for (let n = 1; n < frames; n++) {
    assert.ok((seconds[n] as number) > (seconds[n - 1] as number))
    assert.ok((shown[n] as number) >= (shown[n - 1] as number), `frame ${n} is older than the one before it`)
  }
}

/** Chunks of the sound that are silent; any other must hold its own numbers, sample for sample. */
function silentChunks(rig: Rig, left: Int16Array, frames: number): number[] {
  return Array.from({ length: frames }, (_, n) => n).filter((n) => {
    const first = rig.samplesIn(n)
    const chunk = left.subarray(first, rig.samplesIn(n + 1))
    const isSilent = chunk.every((value) => value === 0)
    assert.ok(isSilent || chunk.every((value, i) => value === sampleValue(first + i)), `chunk ${n} is broken`)
    return isSilent
  })
}

// They wait for the clock most of the time, so they wait together.
describe('a live output', { concurrency: true }, () => {
  for (const fps of ['30', '60000/1001'])
    it(`has put out floor(t · fps) frames after t seconds, within one, at ${fps} fps`, async () => {
      await using rig = new Rig({ fps, targets: [parseTarget('null:')] })
      const { num, den } = rig.format.fps
      const start = process.hrtime.bigint()
      const due = () => Math.floor((Number(process.hrtime.bigint() - start) / 1e9) * (num / den))
      rig.output.start(start)
      let painted = 0
      for (let i = 0; i < 60; i++) {
        await sleep(25)
        const [least, before] = [due() - 1, rig.output.status.frames.written]
        assert.ok(before <= due() + 1, `${before} written, ${due()} due`)
        // Where this process itself was held up, the output's timer has its turn before the count is judged.
        await sleep(2)
        await nextTurn()
        const { written } = rig.output.status.frames
        assert.ok(written >= least, `${written} written, ${least + 1} due`)
        for (; painted <= due() + 1; painted += 1) rig.give(painted, painted + 1)
      }
      await rig.output.close()
      checkMemory(rig)
    })

  it('repeats the last picture for those that never come, and counts them', async () => {
    await using rig = new Rig({ frames: 30 })
    rig.give(0, 10)
    for (let n = 10; n < 15; n++) rig.addSound(n + 3)
    rig.give(15, 30)
    rig.start()
    await rig.closed
    assert.deepEqual(rig.output.status.frames, { due: 30, written: 30, repeated: 5 })
    const decoded = await rig.decode()
    checkSums(rig, decoded, 30)
    const missing = new Set([10, 11, 12, 13, 14].map(brightness))
    assert.ok(decoded.brightness.every((value) => !missing.has(value)))
    assert.deepEqual(silentChunks(rig, decoded.left, 30), [0, 1, 2])
    checkMemory(rig)
  })

  it('shows a late picture from the next frame on', async () => {
    await using rig = new Rig({ frames: 40, targets: [parseTarget('null:')] })
    rig.give(0, 5)
    rig.start()
    await until(() => rig.output.status.frames.repeated >= 3)
    const before = rig.picture
    rig.addPicture(5)
    assert.notEqual(rig.picture, before)
    assert.equal(rig.picture?.bytes[0], brightness(5))
    assert.equal(rig.freed.size, 5)
    await rig.output.close()
    checkMemory(rig)
  })

  it('puts silence in the place of late sound, counts it, and keeps every sample after it in its place', async () => {
    await using rig = new Rig({ frames: 45, fps: '30000/1001' })
    for (let n = 0; n < 45; n++) rig.addPicture(n)
    for (let chunk = 3; chunk < 10; chunk++) rig.addSound(chunk)
    rig.start()
    await until(() => rig.output.status.samples.concealed >= 5 * 1602)
    for (let chunk = 10; chunk < 45; chunk++) rig.addSound(chunk)
    await rig.closed
    const { samples } = rig.output.status
    assert.equal(samples.written, rig.samplesIn(45))
    const decoded = await rig.decode()
    checkSums(rig, decoded, 45)
    const silent = silentChunks(rig, decoded.left, 45)
    const late = silent.length - 3
    assert.ok(late >= 5 && late < 20, `${late} frames of silence`)
    assert.deepEqual(silent, [0, 1, 2, ...Array.from({ length: late }, (_, i) => 10 + i)])
    assert.equal(samples.concealed, rig.samplesIn(10 + late) - rig.samplesIn(10))
    checkMemory(rig)
  })

  it('refuses sound that leaves out a chunk', async () => {
    await using rig = new Rig({ targets: [parseTarget('null:')] })
    assert.throws(() => rig.addSound(4), /^RangeError: sound 4 came before sound 3$/)
    assert.throws(() => rig.output.addSound(3, Buffer.alloc(4)), /sound of frame 3 has 4 bytes, and must have 6400/)
  })

  it('ends picture and sound together when it is closed', async () => {
    await using rig = new Rig({ fps: '30000/1001' })
    rig.give(0, 20)
    rig.start()
    await sleep(450)
    await rig.output.close()
    const { written } = rig.output.status.frames
    assert.equal(written, 23)
    assert.equal(rig.output.status.samples.written, rig.samplesIn(23))
    const decoded = await rig.decode()
    checkSums(rig, decoded, 23)
    assert.deepEqual(silentChunks(rig, decoded.left, 23), [0, 1, 2])
    checkMemory(rig)
  })

  it('can be closed before it has started, twice, and given pictures afterwards', async () => {
    await using rig = new Rig()
    rig.give(0, 2)
    await Promise.all([rig.output.close(), rig.output.close()])
    rig.addPicture(2)
    assert.equal(rig.output.status.state, 'closed')
    assert.equal(rig.output.status.frames.written, 0)
    checkMemory(rig)
  })

  for (const signal of ['SIGKILL', 'SIGSTOP'] as const)
    it(`goes on with a spare encoder after ${signal}, with every frame and every sample in its place`, async () => {
      using wrapper = ffmpegWithPids()
      await using rig = new Rig({ frames: 120, ffmpeg: wrapper.program })
      rig.give(0, 120)
      rig.start()
      await until(() => wrapper.encoders().length === 2)
      const [atWork] = wrapper.encoders()
      process.kill(atWork as number, signal)
      await until(() => rig.output.status.outputs[0]?.replaced === 1)
      await rig.closed
      const { frames, outputs } = rig.output.status
      assert.equal(frames.repeated, 0)
      const { lost = 0, reconnects } = outputs[0] ?? {}
      // A stopped one is noticed after 12 frames; a busy machine takes longer to notice anything.
      assert.ok(lost <= (signal === 'SIGKILL' ? 15 : 30), `${lost} frames shown again instead of their own`)
      assert.equal(reconnects, 0)
      const decoded = await rig.decode()
      checkSums(rig, decoded, 120)
      assert.deepEqual(silentChunks(rig, decoded.left, 120), [0, 1, 2])
      assert.ok(new Set(decoded.brightness).size >= 120 - lost - 1)
      checkMemory(rig)
    })

  it('keeps AAC without a gap across encoders: each packet begins where the last one ended', async () => {
    using wrapper = ffmpegWithPids()
    using folder = temporaryFolder()
    const file = folder.file('out.mkv')
    await using rig = new Rig({ frames: 120, ffmpeg: wrapper.program, preset: 'live', targets: [parseTarget(file)] })
    rig.give(0, 120)
    rig.start()
    await until(() => wrapper.encoders().length === 2)
    process.kill(wrapper.encoders()[0] as number, 'SIGKILL')
    await rig.closed
    assert.equal(rig.output.status.outputs[0]?.replaced, 1)
    const { audio, video } = await packetTimes(file)
    assert.equal(video.length, 120)
    assert.ok(audio.length >= Math.ceil(rig.samplesIn(120) / 1024))
    for (const [times, step] of [
      [audio, 1024 / 48_000],
      [video, 1 / 30],
    ] as const)
      for (const [index, at] of times.entries())
        if (index > 0)
          assert.ok(Math.abs(at - (times[index - 1] as number) - step) < 0.0021, `packet ${index} at ${at}`)
  })

  it('keeps an encoder whose backlog comes from a pause of the whole machine, since it catches up', async () => {
    await using rig = new Rig()
    // The clock of a machine that stood still for ten seconds jumps: all of them are due at once.
    rig.output.start(process.hrtime.bigint() - 10_000_000_000n)
    await until(() => rig.output.status.outputs[0]?.behind === 0, 9000)
    assert.deepEqual(rig.failures, [])
    await rig.output.close()
    assert.deepEqual(rig.failures, [])
    const { frames, outputs } = rig.output.status
    assert.equal(outputs[0]?.lost, 0)
    checkSums(rig, await rig.decode(), frames.written)
  })

  it('tells a file that could not be finished from one that was', async () => {
    using wrapper = ffmpegWithPids()
    await using rig = new Rig({ ffmpeg: wrapper.program })
    rig.start()
    await until(() => rig.output.status.outputs[0]?.state === 'live')
    const [muxer] = wrapper.muxers() as [number]
    process.kill(muxer, 'SIGSTOP')
    const closing = rig.output.close()
    await sleep(200)
    process.kill(muxer, 'SIGKILL')
    await closing
    assert.match(rig.failures[0]?.message ?? '', /could not write output out\.mkv/)
  })

  it('gives the memory back when the muxer of a file dies, and says that it can’t go on', async () => {
    using wrapper = ffmpegWithPids()
    await using rig = new Rig({ ffmpeg: wrapper.program })
    rig.give(0, 60)
    rig.start()
    await until(() => rig.output.status.outputs[0]?.state === 'live')
    process.kill(wrapper.muxers()[0] as number, 'SIGKILL')
    await until(() => rig.failures.length > 0)
    assert.equal(rig.failures[0]?.code, 'ffmpeg-refused')
    assert.match(rig.failures[0]?.message ?? '', /^ffmpeg could not write output out\.mkv: /)
    await rig.output.close()
    checkMemory(rig)
  })

  it('starts a broadcast’s muxer again when it dies, at a keyframe, and counts the frames that were missed', async () => {
    using wrapper = ffmpegWithPids()
    using folder = temporaryFolder()
    await using rig = new Rig({ ffmpeg: wrapper.program, preset: 'live', targets: [parseTarget(`hls:${folder.path}`)] })
    const outlet = () => rig.output.status.outputs[0]
    rig.give(0, 240)
    rig.start()
    await until(() => outlet()?.state === 'live')
    process.kill(wrapper.muxers()[0] as number, 'SIGKILL')
    await until(() => outlet()?.state === 'recovering')
    await until(() => outlet()?.state === 'live')
    const { reconnects, problem } = outlet() ?? {}
    assert.deepEqual([reconnects, problem], [1, ''])
    assert.deepEqual(rig.failures, [])
    await rig.output.close()
    const { frames = 0, lost = 0 } = outlet() ?? {}
    assert.equal(frames + lost, rig.output.status.frames.written)
    checkMemory(rig)
  })

  it('says so in one sentence when ffmpeg can’t be started, or refuses', async () => {
    await using missing = new Rig({ ffmpeg: '/nonexistent/ffmpeg' })
    await using refusing = new Rig({ targets: [parseTarget('/nonexistent/out.mkv')] })
    for (const rig of [missing, refusing]) {
      rig.give(0, 10)
      rig.start()
    }
    await until(() => missing.failures.length > 0 && refusing.failures.length > 0)
    assert.equal(
      missing.failures[0]?.message,
      'ffmpeg could not write output out.mkv: spawn /nonexistent/ffmpeg ENOENT',
    )
    assert.match(refusing.failures[0]?.message ?? '', /^ffmpeg could not write output out\.mkv: .*No such file/)
    await Promise.all([missing.output.close(), refusing.output.close()])
    assert.deepEqual([missing.failures.length, refusing.failures.length], [1, 1])
  })
})
