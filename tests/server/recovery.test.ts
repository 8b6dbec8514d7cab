import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { Client, type Room } from '@colyseus/sdk'
import { runArcade, startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'

const args = (data: string) => [
  ...['--chat', 'local:', '--chat', 'crowd:100', '--set', 'window=3', '--size', '320x180', '--output', 'null:'],
  ...['--data', data, '--speech', 'off', '--per-second', '1000', '--burst', '1000', '--repeat-ms', '0'],
]

const resume = (when: string) => ({ CHATARCADE_RESUME: when })

const journalIn = (data: string) => {
  const sessions = readdirSync(path.join(data, 'sessions')).filter((name) => name.endsWith('.jsonl'))
  return { sessions, text: () => readFileSync(path.join(data, 'sessions', sessions[0] ?? ''), 'utf8') }
}

/** Types as a spectator, and notes what was acknowledged; no two words are the same. */
async function typeOn(arcade: Arcade, acknowledged: string[], from: number): Promise<Room> {
  const room = await new Client(arcade.url).joinOrCreate('arcade')
  room.onMessage('outcome', ({ text, accepted }: { text: string; accepted: boolean }) => {
    if (accepted) acknowledged.push(text)
    // The room takes ten messages a second.
    setTimeout(type, 150)
  })
  let hertz = from
  const type = () => room.send('chat', { name: 'Ann', text: `${hertz++}` })
  type()
  type()
  return room
}

const goesOn = (arcade: Arcade) => /Goes on +at tick (\d+) .* (after a crash|after its end)/.exec(arcade.text.stdout)

describe('the program', () => {
  test('killed under load goes on where it was, with every command that was acknowledged, and replays as one show', async (t) => {
    using folder = temporaryFolder()
    const acknowledged: string[] = []
    let last = 0
    for (let kill = 0; kill < 2; kill++) {
      const startMs = performance.now()
      await using arcade = await startArcade(args(folder.path), resume('auto'))
      const { tick } = await until(async () => {
        const status = await arcade.status()
        return status.stream.frames.written > 0 && status
      }, 30_000)
      t.diagnostic(`the picture was live ${Math.round(performance.now() - startMs)} ms after the start`)
      if (kill > 0) {
        const [, at] = goesOn(arcade) ?? []
        assert.ok(Number(at) >= last - 5, `it goes on at tick ${at}, and was at tick ${last}`)
        assert.ok(tick > Number(at))
      }
      const before = acknowledged.length
      await typeOn(arcade, acknowledged, 100 + 300 * kill)
      await until(() => acknowledged.length > before + 8, 30_000)
      ;({ tick: last } = await arcade.status())
      await arcade.stop('SIGKILL')
    }
    const { sessions, text } = journalIn(folder.path)
    assert.equal(sessions.length, 1)
    for (const word of acknowledged) assert.match(text(), new RegExp(`"user":"Ann","text":"${word}"`))
    assert.equal(text().match(/"resumed":/g)?.length, 1)
    const id = path.basename(sessions[0] ?? '', '.jsonl')
    const replay = await runArcade(['replay', id, '--data', folder.path, '--output', 'null:', '--preset', 'lossless'])
    assert.equal(replay.code, 0, replay.stderr)
  })

  test('that was ended in order goes on with what it had, where it is told to', async () => {
    using folder = temporaryFolder()
    const play = async (when: string) => {
      await using arcade = await startArcade(args(folder.path), resume(when))
      const { tick } = await until(async () => {
        const status = await arcade.status()
        return status.stream.frames.written > 45 && status
      }, 30_000)
      const found = goesOn(arcade)
      assert.equal(await arcade.stop(), 0, arcade.text.stderr)
      return { tick, found }
    }
    const first = await play('auto')
    assert.equal(first.found, null)
    const { found, tick } = await play('always')
    assert.equal(found?.[2], 'after its end')
    assert.ok(Number(found[1]) > 40 && tick > Number(found[1]), `it was at tick ${tick}, and went on at ${found[1]}`)
    const { sessions } = journalIn(folder.path)
    assert.equal(sessions.length, 1)
    const listed = await runArcade(['sessions', '--data', folder.path])
    assert.equal(listed.stdout.match(/broke off/g), null, listed.stdout)
    const id = path.basename(sessions[0] ?? '', '.jsonl')
    const replay = await runArcade(['replay', id, '--data', folder.path, '--output', 'null:', '--preset', 'lossless'])
    assert.equal(replay.code, 0, replay.stderr)
  })
})
