import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { packetTimes } from '../helpers/media.ts'

const size = ['--chat', 'local:', '--size', '320x180']

test('an interruption that comes twice at once, as from a terminal by way of npm, ends the show in order', async () => {
  using folder = temporaryFolder()
  const file = folder.file('show.mkv')
  await using arcade = await startArcade([...size, '--output', file])
  await until(async () => (await arcade.status()).stream.frames.written > 30)
  const ended = arcade.stop('SIGINT')
  await sleep(5)
  process.kill(arcade.pid, 'SIGINT')
  assert.equal(await ended, 0)
  assert.match(arcade.text.stdout, /Off the air: \d+ frames/)
  assert.ok((await packetTimes(file)).video.length > 30)
})
