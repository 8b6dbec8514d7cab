import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parseFps } from '../../render/browser.ts'
import { runArcade, startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, frequencyOf, pictureHashes, pixelAt, probe } from '../helpers/media.ts'

/** What a viewer typed, and when, in ms of the show. */
const said = (atMs: number, text: string, userId = '1') =>
  JSON.stringify({ atMs, userId, user: `viewer ${userId}`, text, badges: [] })

const chat = [
  said(500, 'red'),
  said(1000, '440'),
  said(2000, 'hello everybody'),
  said(4000, 'BLUE!'),
  said(6000, '1000', '2'),
  said(8000, 'green', '2'),
].join('\n')

/** Colours that Colour & Tone paints, in a corner that nothing else is drawn on. */
const paints = { midnight: [16, 19, 31], red: [214, 40, 40], blue: [29, 78, 216], green: [42, 157, 63] } as const

function assertColour(pixel: readonly number[], name: keyof typeof paints, where: string): void {
  for (const [i, value] of paints[name].entries())
    assert.ok(Math.abs((pixel[i] as number) - value) <= 3, `${where}: ${pixel.join(', ')} is not ${name}`)
}

describe('a recorded chat, replayed as fast as it goes', () => {
  test('gives the same pixels and samples twice, and shows and sounds what was typed', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('chat.jsonl'), chat)
    const make = async (name: string) => {
      const args = [
        '--chat',
        `file:${folder.file('chat.jsonl')}`,
        '--preset',
        'lossless',
        '--output',
        folder.file(name),
      ]
      const result = await runArcade([...args, '--frames', '300', '--fast', '--seed', '7', '--set', 'input=anarchy'])
      assert.equal(result.code, 0, result.stderr)
      return folder.file(name)
    }
    const [first, second] = [await make('one.mkv'), await make('two.mkv')]
    const hashes = await pictureHashes(first)
    assert.equal(hashes.length, 300)
    assert.deepEqual(await pictureHashes(second), hashes)
    const [sound, again] = [await decodeSound(first), await decodeSound(second)]
    assert.equal(sound.left.length, 480_000)
    assert.deepEqual(again, sound)
    assert.deepEqual(sound.right, sound.left)

    // A message at 500 ms is in tick 15, which is frame 15; the paint flows from the middle for 0.6 s.
    for (const [frame, colour] of [
      [14, 'midnight'],
      [40, 'red'],
      [119, 'red'],
      [145, 'blue'],
      [239, 'blue'],
      [265, 'green'],
    ] as const)
      assertColour(await pixelAt(first, frame, 4, 4), colour, `frame ${frame}`)

    // What frame 30 shows is heard from frame 33 on, since sound is written three frames ahead.
    for (const [hz, from, to] of [
      [220, 10, 32],
      [440, 34, 180],
      [1000, 184, 300],
    ] as const) {
      const measured = frequencyOf(sound.left.subarray(from * 1600, to * 1600), 48_000)
      assert.ok(Math.abs(measured - hz) < 0.05, `${measured} Hz where ${hz} was chosen`)
    }
    assertNoClick(sound.left)
  })

  test('the vote decides where the game asks for one: most ballots win, and the last ballot of a viewer counts', async () => {
    using folder = temporaryFolder()
    const ballots = [
      said(100, 'red', '1'),
      said(200, 'blue', '2'),
      said(300, 'blue', '3'),
      said(400, 'red', '2'),
      said(9999, 'green', '3'),
    ]
    writeFileSync(folder.file('chat.jsonl'), ballots.join('\n'))
    const args = [
      '--chat',
      `file:${folder.file('chat.jsonl')}`,
      '--preset',
      'lossless',
      '--output',
      folder.file('out.mkv'),
    ]
    const result = await runArcade([...args, '--frames', '330', '--fast', '--seed', '1', '--size', '640x360'])
    assert.equal(result.code, 0, result.stderr)
    assertColour(await pixelAt(folder.file('out.mkv'), 299, 4, 4), 'midnight', 'just before the close')
    assertColour(await pixelAt(folder.file('out.mkv'), 329, 4, 4), 'red', 'after the close')
  })
})

/**
 * No sample may be further from the one before than the steepest tone of the game makes it: at 1000 Hz a triangle of 0.193, its
 * octave of at most 0.12 beside it, and the two notes of a chime at 500 and 750 Hz.
 */
function assertNoClick(samples: Float64Array): void {
  const gain = 0.193
  const sineStep = (hz: number, peak: number) => peak * 2 * Math.sin((Math.PI * hz) / 48_000)
  const steepest =
    (4 * gain * 1000) / 48_000 + sineStep(2000, 0.12 * gain) + sineStep(750, 0.012) + sineStep(500, 0.012) + 2 / 32767
  let worst = 0
  for (let i = 1; i < samples.length; i++)
    worst = Math.max(worst, Math.abs((samples[i] as number) - (samples[i - 1] as number)))
  assert.ok(worst <= steepest, `a jump of ${worst}, where the tone at 1000 Hz makes at most ${steepest}`)
  assert.ok(worst > steepest * 0.8, `the tone is there at all: ${worst}`)
}

describe('every frame rate at every sample rate', () => {
  for (const fps of ['24', '25', '30', '60', '30000/1001', '60000/1001'])
    for (const sampleRate of [44_100, 48_000])
      test(`${fps} fps at ${sampleRate} Hz: exactly N frames and S(N) samples`, async () => {
        using folder = temporaryFolder()
        const out = folder.file('out.mkv')
        const frames = 101
        const args = [
          '--chat',
          'crowd:20',
          '--preset',
          'lossless',
          '--output',
          out,
          '--frames',
          String(frames),
          '--fast',
          '--seed',
          '3',
        ]
        const result = await runArcade([
          ...args,
          '--size',
          '320x180',
          '--fps',
          fps,
          '--sample-rate',
          String(sampleRate),
        ])
        assert.equal(result.code, 0, result.stderr)
        const { num, den } = parseFps(fps)
        const times = (await probe(out)).frames.map(({ seconds }) => seconds)
        assert.equal(times.length, frames)
        for (const [n, seconds] of times.entries())
          assert.ok(Math.abs(seconds - (n * den) / num) <= 0.00051, `frame ${n} at ${seconds} s`)
        const { left } = await decodeSound(out)
        assert.equal(left.length, Number((BigInt(frames) * BigInt(sampleRate) * BigInt(den)) / BigInt(num)))
      })
})

test('a show that is stopped by SIGTERM leaves a file whose picture and sound end together', async () => {
  using folder = temporaryFolder()
  const out = folder.file('out.mkv')
  await using arcade = await startArcade(['--preset', 'lossless', '--output', out, '--size', '640x360'])
  await until(async () => (await arcade.status()).stream.frames.written > 40)
  assert.equal(await arcade.stop('SIGTERM'), 0)
  const frames = (await pictureHashes(out)).length
  assert.ok(frames > 40)
  assert.equal((await decodeSound(out)).left.length, frames * 1600)
  assert.match(arcade.text.stdout, new RegExp(`${frames} frames and ${frames * 1600} samples`))
})
