import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { ffmpeg, packetTimes, probe } from '../helpers/media.ts'
import { startRtmpServer } from '../helpers/nginx-rtmp.ts'
import { startOwned } from '../helpers/owned-arcade.ts'

/** A player at the server, which keeps what it gets until it is stopped. */
async function play(url: string, file: string) {
  const input = ['-v', 'error', '-y', '-rw_timeout', '8000000', '-analyzeduration', '2500000', '-i', url]
  const player = spawn(ffmpeg, [...input, '-c', 'copy', '-flush_packets', '1', file], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let complaints = ''
  player.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const closed = once(player, 'close')
  await until(() => existsSync(file) && statSync(file).size > 20_000, 20_000)
  return {
    isPlaying: () => player.exitCode === null,
    /** What it got, and what it complained of. */
    async stop() {
      player.stdin.write('q')
      await closed
      const { audio } = await packetTimes(file)
      return { complaints, sounds: audio, ...(await probe(file)) }
    },
    [Symbol.asyncDispose]: async () => void player.kill('SIGKILL'),
  }
}

/** The longest time from one to the next, in seconds. */
const largestStep = (times: readonly number[]) =>
  Math.max(...times.slice(1).map((time, index) => time - (times[index] as number)))

/** A frame of 30 a second, and a packet of 1024 samples, in the whole milliseconds of RTMP. */
const oneFrame = 0.0345
const onePacket = 0.0225

test('a player at a real server sees no gap when the game is switched, nor when a second output is added', async () => {
  await using server = await startRtmpServer()
  using folder = temporaryFolder()
  const args = ['--game', 'colour-tone', '--output', `${server.url}/first`, '--size', '320x180', '--data', folder.path]
  await using arcade = await startOwned([...args, '--chat', 'crowd:20', '--seed', '1'])
  const { owner } = arcade
  const outputs = async () => (await arcade.status()).stream.outputs
  await until(async () => (await outputs())[0]?.state === 'live', 20_000)
  await using first = await play(`${server.url}/first`, folder.file('first.flv'))
  const frames = async () => (await arcade.status()).stream.frames.written
  const goOn = async (count: number) => {
    const before = await frames()
    await until(async () => (await frames()) >= before + count, 20_000)
  }
  await goOn(30)

  const switched = await owner.post('/api/game/switch', { game: 'marble-race' })
  assert.equal(switched.status, 200, JSON.stringify(switched.body))
  assert.equal((await arcade.status()).game, 'marble-race')
  await goOn(30)

  // Of a size that no picture has so far.
  const added = await owner.post('/api/outputs', { url: server.url, key: 'second', size: '180x320' })
  assert.equal(added.status, 200, JSON.stringify(added.body))
  const [, second] = await until(async () => {
    const all = await outputs()
    return all[1]?.state === 'live' && all
  }, 20_000)
  await using other = await play(`${server.url}/second`, folder.file('second.flv'))
  await goOn(60)
  assert.ok(first.isPlaying() && other.isPlaying())

  const [one, two] = [await first.stop(), await other.stop()]
  assert.equal(one.complaints, '')
  assert.ok(one.frames.length > 120, `${one.frames.length} frames`)
  assert.match(one.video, /320x180/)
  assert.match(two.video, /180x320/)
  assert.equal(second?.size, '180x320')
  for (const { frames: decoded, sounds } of [one, two]) {
    const steps = { picture: largestStep(decoded.map(({ seconds }) => seconds)), sound: largestStep(sounds) }
    assert.ok(steps.picture < oneFrame && steps.sound < onePacket, `${JSON.stringify(steps)} s from one to the next`)
  }
  assert.deepEqual(
    (await outputs()).map(({ state, reconnects }) => [state, reconnects]),
    [
      ['live', 0],
      ['live', 0],
    ],
  )
  assert.equal(await arcade.stop(), 0)
})
