import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { RenderError, type StreamWriter } from '../../render/output/writer.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, probe } from '../helpers/media.ts'
import { brightnessOf, picture, sampleValue, samplesUntil, stereo, writtenFile } from '../helpers/writer.ts'

const gray = { format: 'gray' } as const

/** Keeps the thread for so long, as a program does that computes. */
function compute(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** Writes a frame with its sound. */
async function write(writer: StreamWriter, n: number): Promise<void> {
  const isRoom = writer.writeVideo(picture(n), gray)
  await writer.writeAudio(stereo(samplesUntil(writer, n), samplesUntil(writer, n + 1)), { channels: 2 })
  await isRoom
}

const frames = (writer: StreamWriter) => writer.status.frames.written

// They wait for the clock most of the time, so they wait together.
describe('a stream that is written', { concurrency: true }, () => {
  it('takes no more pictures than its buffer holds, and has room when one has left', async () => {
    using file = writtenFile()
    await using writer = await file.open({ pace: 'live', buffer: 0.2 })
    const waits = Array.from({ length: 6 }, (_, n) => writer.writeVideo(picture(n), gray))
    await assert.rejects(writer.writeVideo(picture(7), gray), (error) => {
      assert.ok(error instanceof RenderError)
      assert.equal(error.code, 'buffer-full')
      assert.match(error.message, /6 pictures wait, and the buffer holds 6; await/)
      return true
    })
    assert.equal(writer.videoBuffered.frames, 6)
    await Promise.all(waits)
    assert.ok(writer.videoBuffered.frames < 6)
    await writer.writeVideo(picture(6), gray)
    await writer.close()
    const { brightness } = await file.read()
    // At live pace an encoder that starts on a busy machine may get a newer picture in the place of one that was due.
    assert.equal(brightness.length, 7)
    assert.deepEqual(
      brightness,
      brightness.toSorted((one, other) => one - other),
    )
    assert.equal(brightness.at(-1), brightnessOf(6))
  })

  it('takes no more sound than its buffer holds, but for the end of a piece', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, pace: 'live', buffer: 0.2 })
    const isRoom = writer.writeAudio(new Int16Array(48_000))
    await assert.rejects(writer.writeAudio(new Int16Array(1)), /48000 samples wait, and the buffer holds 9600/)
    await isRoom
    assert.ok(writer.audioBuffered.samples < 9600)
    await writer.close()
    assert.equal((await file.read()).left.length, 48_000)
  })

  it('leaves at its own pace however fast it comes, and without a clock as fast as it is encoded', async () => {
    for (const [pace, least, most] of [
      ['live', 1.9, Infinity],
      ['fast', 0, 1.9],
    ] as const) {
      using file = writtenFile()
      await using writer = await file.open({ sampleRate: 48_000, pace })
      const start = performance.now()
      for (let n = 0; n < 60; n++) await write(writer, n)
      await writer.close()
      const seconds = (performance.now() - start) / 1000
      assert.ok(seconds >= least && seconds < most, `60 frames took ${seconds} s at pace ${pace}`)
      assert.equal((await file.read()).brightness.length, 60)
    }
  })

  it('waits where nothing is written, and goes on with nothing lost and nothing bunched', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, pace: 'live' })
    for (let n = 0; n < 10; n++) await write(writer, n)
    await until(() => frames(writer) === 10)
    await sleep(500)
    assert.equal(frames(writer), 10)
    const start = performance.now()
    for (let n = 10; n < 30; n++) await write(writer, n)
    await writer.close()
    // A clock that had gone on would let the first fifteen of these leave at once.
    assert.ok(performance.now() - start > 600)
    const { brightness, left, seconds } = await file.read()
    assert.deepEqual(
      brightness,
      Array.from({ length: 30 }, (_, n) => brightnessOf(n)),
    )
    assert.ok(Math.abs((seconds[29] as number) - 29 / 30) < 0.001)
    assert.deepEqual(
      left,
      Int16Array.from({ length: 48_000 }, (_, n) => sampleValue(n)),
    )
  })

  it('has outputs that don’t touch each other', async () => {
    using file = writtenFile()
    await using writer = await file.open({
      ...{ pace: 'live', preset: 'live', buffer: 0.2 },
      outputs: [file.file, 'rtmp://127.0.0.1:1/app/key', 'null:'],
    })
    for (let n = 0; n < 45; n++) await writer.writeVideo(picture(n), gray)
    const states = () => writer.status.outputs.map(({ state }) => state)
    assert.deepEqual(await until(() => states()[1] === 'recovering' && states()), ['live', 'recovering', 'live'])
    await writer.close()
    assert.equal((await probe(file.file)).frames.length, 45)
  })

  it('is closed where its block ends, also by an error, and what was written plays', async () => {
    using file = writtenFile()
    const failing = async () => {
      await using writer = await file.open({ sampleRate: 48_000 })
      for (let n = 0; n < 10; n++) await write(writer, n)
      throw new Error('a bug of the program')
    }
    await assert.rejects(failing, /a bug of the program/)
    const { brightness, left } = await file.read()
    assert.deepEqual([brightness.length, left.length], [10, 16_000])
  })

  for (const name of ['cut.mkv', 'cut.mp4', 'cut.flv', 'cut.ts'])
    it(`plays up to where its program was ended by SIGTERM: ${name}`, async () => {
      using folder = temporaryFolder()
      const file = folder.file(name)
      const program = fileURLToPath(new URL('../helpers/writes-for-ever.ts', import.meta.url))
      const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
      // The process that writes the file ends by itself, a moment after the program.
      const found = await until(async () => {
        const { frames: played } = await probe(file).catch(() => ({ frames: [] }))
        return played.length >= 30 && played.length
      })
      const { left } = await decodeSound(file)
      assert.ok(left.length > 1400 * found * 0.8, `${left.length} samples to ${found} frames`)
    })
})

// Each has the machine for itself: what is repeated hangs on the clock.
describe('a stream whose clock goes on by itself', () => {
  it('goes out on time while its program computes, as long as there is something in the buffer', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, repeat: true })
    for (let n = 0; n < 60; n++) {
      if (n % 20 === 10) compute(200)
      await write(writer, n)
    }
    await writer.close()
    const { frames: sum, samples } = writer.status
    assert.deepEqual([sum.written, sum.repeated, samples.concealed], [60, 0, 0])
    const { brightness, left } = await file.read()
    assert.deepEqual(
      brightness,
      Array.from({ length: 60 }, (_, n) => brightnessOf(n)),
    )
    assert.deepEqual(
      left,
      Int16Array.from({ length: 96_000 }, (_, n) => sampleValue(n)),
    )
  })

  it('keeps the last picture and silence going where it is to repeat, and what is written then comes next', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000, repeat: true, fps: '30000/1001' })
    await write(writer, 50)
    await until(() => frames(writer) >= 20)
    await write(writer, 90)
    await until(() => frames(writer) >= 45)
    await writer.close()
    const written = frames(writer)
    const { brightness, left } = await file.read()
    assert.equal(brightness.length, written)
    assert.equal(left.length, samplesUntil(writer, written))
    const change = brightness.indexOf(brightnessOf(90))
    assert.ok(change >= 20 && change < 45, `the second picture is frame ${change}`)
    assert.ok(brightness.every((value, n) => value === brightnessOf(n < change ? 50 : 90)))
    // The sound of both is there and is whole, and between them is silence.
    const wanted = [50, 90].flatMap((n) => {
      const from = samplesUntil(writer, n)
      return Array.from({ length: samplesUntil(writer, n + 1) - from }, (_, i) => sampleValue(from + i))
    })
    assert.deepEqual([...left.filter((value) => value !== 0)], wanted)
  })
})
