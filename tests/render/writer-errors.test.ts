import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { describe, it } from 'node:test'
import { RenderError, StreamWriter, type RenderErrorCode, type WriterOptions } from '../../render/output/writer.ts'
import { displayNames } from '../../render/output/ffmpeg.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { brightnessOf, picture, side, stereo, writtenFile } from '../helpers/writer.ts'

/** Whether it is the typed error of this code, whose sentence has all of these. */
const isError =
  (code: RenderErrorCode, ...words: string[]) =>
  (error: unknown) => {
    assert.ok(error instanceof RenderError, String(error))
    assert.equal(error.code, code, error.message)
    for (const word of words) assert.ok(error.message.includes(word), `${error.message} — has no ${word}`)
    return true
  }

describe('opening a stream is refused, with the rule and the value,', () => {
  const size = { width: side, height: side, outputs: 'null:' }
  const cases: readonly (readonly [string, Partial<WriterOptions>, RenderErrorCode, ...string[]])[] = [
    ['for an odd width', { width: 641, height: 480 }, 'bad-size', '641x480', 'even'],
    ['for a width without a height', { width: 640, height: undefined as never }, 'bad-size', '640xundefined'],
    ['for a size that is none', { size: 'large' }, 'bad-size', '"large"'],
    ['for a width that is no number', { width: NaN }, 'bad-size', 'NaN'],
    ['for a huge size', { size: '8000x8000' }, 'bad-size', '8000x8000', '3840'],
    ['for 10000 fps', { fps: 10_000 }, 'bad-fps', '10000', '120'],
    ['for 0 fps', { fps: 0 }, 'bad-fps', '"0"', '10'],
    ['for 29.97 fps, which is no exact number', { fps: 29.97 }, 'bad-fps', '29.97', '30000/1001'],
    ['for a sample rate of 22050', { sampleRate: 22_050 }, 'bad-option', 'sampleRate is 22050', '48000'],
    ['for a preset that is none', { preset: 'best' }, 'bad-preset', '"best"', 'lossless'],
    ['for an unknown scheme', { outputs: 'gopher://host/x' }, 'bad-output', 'gopher:', 'rtmp://'],
    ['for no output', { outputs: [] }, 'bad-output', 'at least one'],
    ['for a file of an unknown kind', { outputs: 'out.avi' }, 'bad-output', 'out.avi', '.mkv'],
    ['for a file that is given twice', { outputs: ['/tmp/twice.mkv', '/tmp/twice.mkv'] }, 'bad-output', 'twice.mkv'],
    ['for a directory that can’t be made', { outputs: '/proc/none/out.mkv' }, 'unwritable', '/proc/none'],
    ['for a buffer of nothing', { buffer: 0 }, 'bad-option', 'buffer is 0 s', 'one frame'],
    ['for a buffer of an hour', { buffer: 3600 }, 'bad-option', 'buffer is 3600 s', '10 s'],
    ['for a pace that is none', { pace: 'slow' as never }, 'bad-option', 'pace is "slow"', 'fast'],
    ['for repeating without a clock', { pace: 'fast', repeat: true }, 'bad-option', 'repeat is true'],
    ['for RTMP without a key', { outputs: 'rtmp://127.0.0.1/app' }, 'bad-output', 'stream key'],
    ['for a key that is none, which it doesn’t repeat', { outputs: 'rtmp://a/b', key: 'se cret' }, 'bad-output', 'key'],
  ]
  for (const [what, options, ...expected] of cases)
    it(what, async () => {
      await assert.rejects(StreamWriter.open({ ...size, ...options }), (error) => {
        assert.ok(!String(error).includes('se cret'))
        return isError(...expected)(error)
      })
    })
})

it('opening a window is refused where there is no desktop, before anything starts', async () => {
  const before = displayNames.map((name) => [name, process.env[name]] as const)
  for (const name of displayNames) delete process.env[name]
  try {
    await assert.rejects(
      StreamWriter.open({ width: side, height: side, outputs: 'preview:' }),
      isError('bad-output', 'preview:', 'desktop'),
    )
  } finally {
    for (const [name, value] of before) if (value !== undefined) process.env[name] = value
  }
})

describe('what is written is refused, with the rule and the value,', () => {
  const full = side * side
  const nan = new Float32Array(full * 3)
  nan[5000] = NaN
  const infinite = new Float64Array(full)
  infinite[7] = Infinity
  const bad: readonly (readonly [string, (writer: StreamWriter) => Promise<void>, RenderErrorCode, ...string[]])[] = [
    ['pixels too few', (w) => w.writeVideo(new Uint8Array(99)), 'bad-pixels', '99', '160·160·3 = 76800'],
    ['pixels of another format', (w) => w.writeVideo(picture(1), { format: 'bgra' }), 'bad-pixels', '25600', '102400'],
    [
      'a format that is none',
      (w) => w.writeVideo(picture(1), { format: 'yuv' as never }),
      'bad-pixels',
      '"yuv"',
      'bgra',
    ],
    ['pixels that are an array', (w) => w.writeVideo([1, 2] as never), 'bad-pixels', 'Array', 'Uint8Array'],
    ['no pixels', (w) => w.writeVideo(undefined as never), 'bad-pixels', 'undefined'],
    ['NaN among pixels', (w) => w.writeVideo(nan), 'bad-pixels', 'NaN at 5000', '0 to 1'],
    ['Infinity among pixels', (w) => w.writeVideo(infinite, { format: 'gray' }), 'bad-pixels', 'Infinity at 7'],
    [
      'a picture of another size, unasked',
      (w) => w.writeVideo(new Uint8Array(300), { width: 10, height: 10 }),
      'bad-pixels',
      '10x10',
      '160x160',
      'resize: true',
    ],
    [
      'a width of a half',
      (w) => w.writeVideo(new Uint8Array(3), { width: 0.5, height: 1, resize: true }),
      'bad-pixels',
      'width is 0.5',
    ],
    ['NaN among samples', (w) => w.writeAudio(new Float32Array([0, NaN])), 'bad-samples', 'NaN at 1', '−1 to 1'],
    [
      'Infinity on the right',
      (w) => w.writeAudio([new Float64Array(2), new Float64Array([0, -Infinity])]),
      'bad-samples',
      'right',
      '-Infinity at 1',
    ],
    [
      'channels of two lengths',
      (w) => w.writeAudio([new Int16Array(3), new Int16Array(4)]),
      'bad-samples',
      '3 samples',
      '4',
    ],
    ['left without right', (w) => w.writeAudio(new Int16Array(3), { channels: 2 }), 'bad-samples', '3 values', 'even'],
    [
      'three channels',
      (w) => w.writeAudio([1, 2, 3].map(() => new Int16Array(3)) as never),
      'bad-samples',
      '3 channels',
    ],
    ['samples that are bytes', (w) => w.writeAudio(Buffer.alloc(4) as never), 'bad-samples', 'Buffer', 'Int16Array'],
    ['five channels', (w) => w.writeAudio(new Int16Array(3), { channels: 5 as never }), 'bad-samples', 'channels is 5'],
    ['an hour at once', (w) => w.writeAudio(new Int16Array(48_000 * 61)), 'bad-samples', '60 s'],
  ]

  it('and the stream goes on without it', async () => {
    using file = writtenFile()
    await using writer = await file.open({ sampleRate: 48_000 })
    await writer.writeVideo(picture(10), { format: 'gray' })
    await writer.writeAudio(stereo(0, 1600), { channels: 2 })
    for (const [, write, ...expected] of bad) await assert.rejects(write(writer), isError(...expected))
    await writer.writeVideo(picture(20), { format: 'gray' })
    await writer.writeAudio(stereo(1600, 3200), { channels: 2 })
    await writer.close()
    const { brightness, left } = await file.read()
    assert.deepEqual(brightness, [brightnessOf(10), brightnessOf(20)])
    assert.deepEqual([left.length, left[3199]], [3200, 3200])
  })

  it('when the stream was opened without sound, or is closed', async () => {
    using file = writtenFile()
    await using writer = await file.open()
    await assert.rejects(writer.writeAudio(new Int16Array(2)), isError('bad-samples', 'sampleRate'))
    await writer.writeVideo(picture(10), { format: 'gray' })
    await writer.close()
    await assert.rejects(writer.writeVideo(picture(1), { format: 'gray' }), isError('writer-closed', 'writeVideo'))
    await assert.rejects(writer.writeAudio(new Int16Array(2)), isError('writer-closed', 'writeAudio'))
    await writer.close()
    assert.equal((await file.read()).brightness.length, 1)
  })
})

describe('a stream that can’t go on', () => {
  it('tells why at the next write, at its end and, if nobody wrote, at its close', async () => {
    using folder = temporaryFolder()
    const file = folder.file('full.mkv')
    symlinkSync('/dev/full', file)
    for (const isWriting of [true, false]) {
      const writer = await StreamWriter.open({ width: side, height: side, outputs: file })
      const isFull = isError('ffmpeg-refused', 'full.mkv', 'space')
      const writeOn = async () => {
        for (;;) await writer.writeVideo(picture(1), { format: 'gray' })
      }
      if (isWriting) await assert.rejects(writeOn(), isFull)
      else await writer.writeVideo(picture(1), { format: 'gray' })
      const ended = assert.rejects(writer.ended, isFull)
      if (isWriting) await writer.close()
      else await assert.rejects(writer.close(), isFull)
      await ended
    }
  })

  it('ends by itself and says so, though nobody writes any more', { timeout: 60_000 }, async () => {
    using folder = temporaryFolder()
    const file = folder.file('full.mkv')
    symlinkSync('/dev/full', file)
    const writer = await StreamWriter.open({
      width: side,
      height: side,
      outputs: file,
      repeat: true,
      preset: 'lossless',
    })
    // More than ffmpeg gathers before it writes, and less than the buffer holds, so that no write is there to be told.
    for (let n = 0; n < 5; n++) await writer.writeVideo(randomFillSync(picture(0)), { format: 'gray' })
    await assert.rejects(writer.ended, isError('ffmpeg-refused', 'full.mkv', 'space'))
    await until(() => writer.status.state === 'closed')
    await assert.rejects(writer.close(), isError('ffmpeg-refused'))
  })

  it('is told in the log where it is one output of several, and the others go on', async () => {
    using folder = temporaryFolder()
    using file = writtenFile()
    symlinkSync('/dev/full', folder.file('full.mkv'))
    const lines: string[] = []
    const outputs = [file.file, folder.file('full.mkv')]
    await using writer = await file.open({ outputs, log: (_, line) => lines.push(line) })
    let frames = 0
    for (; lines.length === 0; frames += 1) await writer.writeVideo(randomFillSync(picture(0)), { format: 'gray' })
    for (let n = 0; n < 10; n++) await writer.writeVideo(picture(n), { format: 'gray' })
    await writer.close()
    assert.match(lines.join(), /full\.mkv.*space/)
    assert.deepEqual(
      writer.status.outputs.map(({ id, state, frames: sent }) => [id, state, sent > 0]),
      [
        ['out.mkv', 'closed', true],
        ['full.mkv', 'closed', true],
      ],
    )
    assert.equal((await file.read()).brightness.length, frames + 10)
  })
})

it('a second writer is refused the directory of the first, which goes on, until that one is closed', async () => {
  using folder = temporaryFolder()
  const outputs = `hls:${folder.file('hls')}`
  const options = { width: side, height: side, outputs }
  const first = await StreamWriter.open(options)
  await assert.rejects(StreamWriter.open(options), isError('unwritable', folder.file('hls'), 'in use'))
  for (let n = 0; n < 10; n++) await first.writeVideo(picture(n), { format: 'gray' })
  await first.close()
  assert.ok((await probe(folder.file('hls/index.m3u8'))).frames.length === 10)
  await (await StreamWriter.open(options)).close()
})
