import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { runArcade, startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, meanRed, pictureHashes, probe } from '../helpers/media.ts'

const chat = [
  { atMs: 500, userId: '1', user: 'ann', text: 'red', badges: [] },
  { atMs: 1000, userId: '1', user: 'ann', text: '440', badges: [] },
  { atMs: 1500, userId: '1', user: 'ann', text: 'blue', badges: [] },
].map((line) => JSON.stringify(line))

/** The first frame after `from` that is of another colour, as a whole. */
const changeAfter = (reds: readonly number[], from: number) =>
  reds.findIndex((red, n) => n > from && Math.abs(red - (reds[from] as number)) > 20)

describe('one show in two sizes', () => {
  test('carries the same tick at the same frame of both, with the same sound', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('chat.jsonl'), chat.join('\n'))
    const [wide, tall] = [folder.file('wide.mkv'), folder.file('tall.mkv')]
    const { code, stdout, stderr } = await runArcade([
      ...['--chat', `file:${folder.file('chat.jsonl')}`, '--set', 'input=anarchy', '--seed', '7'],
      ...['--output', `${wide}?size=640x360`, '--output', `${tall}?size=360x640`],
      ...['--preset', 'lossless', '--frames', '75', '--fast'],
    ])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /Pictures +640×360 {2}to .*wide\.mkv\n +360×640 {2}to .*tall\.mkv\n +Rates +30 fps, 48000 Hz/)
    assert.match(stdout, /75 frames and 120000 samples, 0 \+ 0 frames repeated/)
    for (const file of [wide, tall]) {
      const { video, frames } = await probe(file)
      assert.match(video, file === wide ? /640x360/ : /360x640/)
      assert.equal(frames.length, 75)
    }
    // A message at 500 ms is in tick 15, which is frame 15; the paint flows from the middle, and is first seen in the next.
    for (const file of [wide, tall]) {
      const reds = await meanRed(file)
      assert.equal(changeAfter(reds, 0), 16, file)
      assert.equal(changeAfter(reds, 40), 46, file)
    }
    const sound = await decodeSound(wide)
    assert.equal(sound.left.length, 120_000)
    assert.deepEqual(await decodeSound(tall), sound)
  })

  test('draws the same pixels as a show of that size alone', async () => {
    using folder = temporaryFolder()
    const make = async (...outputs: string[]) => {
      const args = outputs.flatMap((output) => ['--output', output])
      const result = await runArcade([
        ...['--chat', 'crowd:50?seed=2', '--seed', '7', '--preset', 'lossless', '--frames', '40', '--fast'],
        ...['--size', '320x180', ...args],
      ])
      assert.equal(result.code, 0, result.stderr)
    }
    const [wide, tall] = [folder.file('wide.mkv'), folder.file('tall.mkv')]
    await make(wide, `${tall}?size=180x320`)
    await make(`${folder.file('alone.mkv')}?size=180x320`)
    assert.match((await probe(wide)).video, /320x180/, '--size holds where an output names none')
    assert.deepEqual(await pictureHashes(folder.file('alone.mkv')), await pictureHashes(tall))
  })

  test('can encode each output in its own way, by the config file', async () => {
    using folder = temporaryFolder()
    const config = folder.file('config.yaml')
    const [master, stream] = [folder.file('master.mkv'), folder.file('stream.flv')]
    writeFileSync(
      config,
      `output:\n  - { url: ${master}, preset: lossless }\n  - { url: ${stream}, size: 180x320 }\n  - "null:?size=180x320"\n` +
        'size: 320x180\nframes: 30\nfast: true\n',
    )
    const { code, stderr } = await runArcade(['--config', config])
    assert.equal(code, 0, stderr)
    const [of, other] = [await probe(master), await probe(stream)]
    assert.match(of.video, /320x180/)
    assert.match(of.audio, /pcm_s16le/)
    assert.match(other.video, /180x320/)
    assert.match(other.audio, /aac/)
    assert.deepEqual([of.frames.length, other.frames.length], [30, 30])
  })

  test('tells of each picture in the status and the metrics, and stops with both files whole', async () => {
    using folder = temporaryFolder()
    const [wide, tall] = [folder.file('wide.mkv'), folder.file('tall.mkv')]
    await using arcade = await startArcade([
      ...['--preset', 'lossless', '--output', `${wide}?size=320x180`, '--output', `${tall}?size=180x320`],
      ...['--output', 'null:?size=180x320'],
    ])
    const { stream } = await until(async () => {
      const status = await arcade.status()
      return status.stream.frames.written > 20 && status
    })
    assert.deepEqual(
      stream.pictures.map(({ size }) => size),
      ['320x180', '180x320'],
    )
    assert.deepEqual(stream.pictures[0]?.frames, stream.frames)
    for (const { frames } of stream.pictures) assert.ok(frames.due - frames.written <= 3, JSON.stringify(frames))
    assert.deepEqual(
      stream.outputs.map(({ id, size }) => [id, size]),
      [
        ['wide.mkv', '320x180'],
        ['tall.mkv', '180x320'],
        ['null', '180x320'],
      ],
    )
    const metrics = await (await fetch(new URL('/metrics', arcade.url))).text()
    for (const size of ['320x180', '180x320'])
      assert.match(metrics, new RegExp(`^chatarcade_picture_frames\\{picture="${size}",kind="written"\\} \\d+$`, 'm'))
    assert.match(metrics, /^chatarcade_output_picture\{output="null",picture="180x320"\} 1$/m)
    assert.equal(await arcade.stop('SIGTERM'), 0)
    const frames = (await pictureHashes(wide)).length
    assert.equal((await pictureHashes(tall)).length, frames)
    for (const file of [wide, tall]) assert.equal((await decodeSound(file)).left.length, frames * 1600)
  })
})

describe('a wrong size', () => {
  const rule = /must be WIDTHxHEIGHT, each even and from 160 to 3840/
  for (const size of ['641x360', '640x158', '3842x360', '640', '640x360x2', 'x', '', '-640x360', 'wide'])
    test(`of an output is refused: ${JSON.stringify(size)}`, async () => {
      const { code, stdout, stderr } = await runArcade(['--output', `show.mkv?size=${size}`])
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, rule)
      assert.ok(stderr.includes(JSON.stringify(size)), stderr)
    })

  test('in a map of the config file is refused, and the output is named', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('c.yaml'), 'output: [{ url: show.mkv, size: 12x12 }]\n')
    const { code, stderr } = await runArcade(['--config', folder.file('c.yaml')])
    assert.equal(code, 2)
    assert.match(stderr, /^chatarcade: output show\.mkv: size is "12x12", and must be WIDTHxHEIGHT/)
  })

  test('is not the fifth one', async () => {
    const sizes = ['160x160', '162x160', '164x160', '166x160', '168x160']
    const { code, stderr } = await runArcade(sizes.flatMap((size) => ['--output', `null:?size=${size}`]))
    assert.equal(code, 2)
    assert.match(stderr, /the outputs have 5 sizes, and a show has at most 4 pictures/)
  })
})
