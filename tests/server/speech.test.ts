import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { findEspeak } from '../../render/index.ts'
import { runArcade, startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { fakeEspeak, isRunning } from '../helpers/espeak.ts'
import { decodeSound } from '../helpers/media.ts'

const withEspeak = { skip: findEspeak(process.env) === null ? 'espeak-ng is not installed' : false }

const by = (atMs: number, text: string, badges: readonly string[]) =>
  JSON.stringify({ atMs, userId: 'mo', user: 'mo', text, badges })

function recordedChat(folder: { file(name: string): string }, lines: readonly string[]): string {
  writeFileSync(folder.file('chat.jsonl'), lines.join('\n'))
  return `file:${folder.file('chat.jsonl')}`
}

/** Plays five seconds of a show into a file. @returns the samples of its left side */
async function show(lines: readonly string[], env: Record<string, string> = {}, flags: readonly string[] = []) {
  using folder = temporaryFolder()
  const chat = recordedChat(folder, lines)
  const file = folder.file('show.mkv')
  const to = ['--output', file, '--preset', 'lossless', '--size', '320x180', '--port', '0', '--host', '127.0.0.1']
  const { code, stderr } = await runArcade(['--chat', chat, ...to, '--frames', '150', '--seed', '1', ...flags], env)
  assert.equal(code, 0, stderr)
  return (await decodeSound(file)).left
}

/** Energy of the high pitches between two moments, by second differences: the tone of 220 Hz has next to none of it. */
function energyOf(samples: Float64Array, fromSeconds: number, toSeconds: number): number {
  let sum = 0
  for (let i = fromSeconds * 48_000 + 2; i < toSeconds * 48_000; i++) {
    const [a = 0, b = 0, c = 0] = [samples[i - 2], samples[i - 1], samples[i]]
    sum += (a - 2 * b + c) ** 2
  }
  return sum
}

const moderator = ['moderator']

describe('speech in a show', { concurrency: true }, () => {
  it('is heard when a moderator types !say, and loses no sample', withEspeak, async () => {
    const line = '!say hello hello, this is six seven six'
    const said = await show([by(1000, line, moderator)])
    const viewer = await show([by(1000, line, [])])
    assert.deepEqual([said.length, viewer.length], [150 * 1600, 150 * 1600])
    assert.ok(energyOf(said, 1, 4) > 20 * energyOf(viewer, 1, 4), `${energyOf(said, 1, 4)}, ${energyOf(viewer, 1, 4)}`)
  })

  it('stops at a slate', withEspeak, async () => {
    const line = `!say ${'a long story that goes on and on '.repeat(3)}`
    const said = await show([by(500, line, moderator), by(2500, '!slate panic', moderator)])
    // A busy machine may begin to speak late.
    assert.ok(energyOf(said, 1, 2.4) > 0.01, `${energyOf(said, 1, 2.4)}`)
    assert.ok(energyOf(said, 3.5, 5) < 1e-4, `${energyOf(said, 3.5, 5)}`)
  })

  it('is nowhere in a fast show, which gives the same samples each time', withEspeak, async () => {
    const lines = [by(1000, '!say hello hello', moderator)]
    using fake = fakeEspeak()
    const fast = await show(lines, { PATH: `${fake.folder}:${process.env['PATH']}` }, ['--fast'])
    assert.deepEqual(fast, await show(lines, {}, ['--fast']))
    assert.deepEqual(fake.pids(), [])
  })
})

/** Processes that were started by another. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      try {
        return /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${each}/stat`, 'latin1'))?.[1] === String(pid)
      } catch {
        return false
      }
    })
}

describe('a program that speaks and hangs', { concurrency: true }, () => {
  const play = async (fake: { readonly folder: string }, folder: { file(name: string): string }) =>
    startArcade(
      ['--chat', recordedChat(folder, [by(300, '!say hello', moderator)]), '--output', 'null:', '--size', '320x180'],
      { PATH: `${fake.folder}:${process.env['PATH']}` },
    )

  it('holds up no frame, shows in the status, and is ended with the show', async () => {
    using fake = fakeEspeak()
    using folder = temporaryFolder()
    await using arcade = await play(fake, folder)
    const pid = await until(() => fake.pids()[0])
    const { stream } = await arcade.status()
    assert.deepEqual(stream.sound, { mended: 0, speech: { state: 'speaking', waiting: 0, dropped: 0 } })
    await until(async () => (await arcade.status()).stream.frames.written > stream.frames.written + 10)
    assert.ok(isRunning(pid) && childrenOf(arcade.pid).includes(pid))
    assert.equal(await arcade.stop(), 0)
    await until(() => !isRunning(pid))
    assert.deepEqual(fake.pids(), [pid])
  })

  it('is given five seconds, and the line is counted as dropped', async () => {
    using fake = fakeEspeak()
    using folder = temporaryFolder()
    await using arcade = await play(fake, folder)
    const pid = await until(() => fake.pids()[0])
    await until(async () => (await arcade.status()).stream.sound.speech.dropped === 1)
    assert.ok(!isRunning(pid))
    assert.equal((await arcade.status()).stream.sound.speech.state, 'ready')
    assert.match(arcade.text.stderr + arcade.text.stdout, /a line was not spoken: Error: espeak-ng ended by SIGKILL/)
  })
})

it('where espeak-ng is not installed the text is shown, and the show goes on', async () => {
  using folder = temporaryFolder()
  const { ffmpeg } = await import('../helpers/media.ts')
  const lines = [by(300, '!say hello', moderator)]
  await using arcade = await startArcade(
    ['--chat', recordedChat(folder, lines), '--output', 'null:', '--size', '320x180'],
    { PATH: '/nowhere', FFMPEG_PATH: ffmpeg },
  )
  await until(async () => (await arcade.status()).chat.accepted === 1)
  const { stream } = await arcade.status()
  assert.deepEqual(stream.sound.speech, { state: 'off', waiting: 0, dropped: 0 })
})
