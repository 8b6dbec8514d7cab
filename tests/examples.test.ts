import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from './helpers/arcade.ts'
import { decodeSound, pixelAt, probe } from './helpers/media.ts'

const run = (example: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [`examples/${example}.ts`, ...args], { timeout: 60_000 })

/** How much the values differ from their mean, as a share of the whole range. */
function spread(values: Iterable<number>): number {
  const all = [...values]
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length)
}

describe('the examples', () => {
  it('noise shows as many frames as it is asked for, each of noise', async () => {
    using folder = temporaryFolder()
    const file = folder.file('noise.mkv')
    await run('noise', '--output', file, '--frames', '40')
    const { video, frames } = await probe(file)
    assert.match(video, /640x480.* 30 fps/)
    assert.equal(frames.length, 40)
    const places = Array.from({ length: 12 }, (_, i) => [20 + i * 50, 30 + i * 35] as const)
    const pixels = await Promise.all(places.map(([x, y]) => pixelAt(file, 20, x, y)))
    assert.ok(spread(pixels.flat()) > 8, JSON.stringify(pixels))
  })

  it('noise-and-sound is heard for as long as it is seen, and on each side differently', async () => {
    using folder = temporaryFolder()
    const file = folder.file('noise.mkv')
    await run('noise-and-sound', '--output', file, '--frames', '40')
    const { video, audio, frames } = await probe(file)
    assert.match(video, /640x480/)
    assert.match(audio, /44100 Hz, stereo/)
    assert.equal(frames.length, 40)
    const { left, right } = await decodeSound(file)
    // AAC comes in packets of 1024 samples.
    assert.ok(left.length >= 40 * 1470 && left.length < 41 * 1470 + 1024, `${left.length} samples`)
    const middle = left.slice(20_000, 40_000)
    assert.ok(spread(middle) > 0.02, String(spread(middle)))
    assert.ok(spread(middle.map((value, i) => value - (right[20_000 + i] as number))) > 0.02)
  })

  it('chat-paints shows the colour that chat named last, and nothing else moves it', async () => {
    using folder = temporaryFolder()
    const [chat, file] = [folder.file('chat.jsonl'), folder.file('paint.mkv')]
    const lines = [
      { atMs: 300, userId: '1', user: 'ann', text: 'RED' },
      { atMs: 700, userId: '2', user: 'bob', text: 'green' },
      { atMs: 800, userId: '3', user: 'cat', text: 'badger'.repeat(60) },
      { atMs: 1000, userId: '3', user: 'cat', text: 'blue' },
    ]
    writeFileSync(chat, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await run('chat-paints', '--chat', `file:${chat}`, '--output', file, '--frames', '45')
    assert.equal((await probe(file)).frames.length, 45)
    const shown = await Promise.all([5, 15, 27, 40].map((frame) => pixelAt(file, frame, 320, 240)))
    const names = shown.map((colour) => ['red', 'green', 'blue'].filter((_, i) => (colour[i] as number) > 200).join())
    assert.deepEqual(names, ['', 'red', 'green', 'blue'], JSON.stringify(shown))
  })

  it('begin like the program in the docs, which writes what it says', async () => {
    using folder = temporaryFolder()
    const file = folder.file('docs.mkv')
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/stream-writer.md', 'utf8')) ?? []
    const short = code
      .replace("'rtmp://live.twitch.tv/app'", JSON.stringify(file))
      .replace('(;;)', '(const _ of Array(9))')
    assert.notEqual(short, code)
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', short], { timeout: 60_000 })
    assert.equal((await probe(file)).frames.length, 9)
  })

  it('are 30 lines each at the most', () => {
    const files = globSync('examples/*.ts')
    assert.equal(files.length, 3)
    for (const file of files) assert.ok(readFileSync(file, 'utf8').trimEnd().split('\n').length <= 30, file)
  })
})
