import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { Client } from '@colyseus/sdk'
import { WebSocket } from 'ws'
import { startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'

/** What a spectator's client sees of the state. */
interface Seen {
  game: { colour: string; hz: number }
  show: { tick: number; mode: string; voters: number; feed: { name: string; label: string }[] }
}

describe('one port', () => {
  let arcade: Arcade
  before(async () => {
    arcade = await startArcade(['--output', 'null:', '--size', '320x180', '--set', 'input=anarchy', '--seed', '5'])
  })
  after(async () => {
    assert.equal(await arcade.stop(), 0)
  })
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, arcade.url), init)
  const join = () => new Client(arcade.url).join<Seen>('arcade')

  test('tells that it lives, that frames advance, and what is going on', async () => {
    assert.equal((await get('/livez')).status, 200)
    await until(async () => (await get('/readyz')).status === 200)
    const status = await arcade.status()
    assert.equal(status.game, 'colour-tone')
    assert.equal(status.stream.state, 'live')
    assert.ok(Math.abs(status.stream.frames.written - status.uptimeSeconds * 30) <= 12, JSON.stringify(status))
    assert.equal(status.stream.samples.written, status.stream.frames.written * 1600)
    assert.deepEqual(status.chat.rejected, {})
    const metrics = await (await get('/metrics')).text()
    assert.match(metrics, /^chatarcade_tick \d+$/m)
    assert.match(metrics, /^chatarcade_frames\{kind="written"\} \d+$/m)
    assert.match(metrics, /^chatarcade_process_resident_memory_bytes \d+$/m)
  })

  test('gives a spectator the state and every change of it, and counts what they type', async () => {
    const room = await join()
    room.onMessage('*', () => {})
    const outcomes: { accepted: boolean; code?: string }[] = []
    room.onMessage('outcome', (outcome: { accepted: boolean; code?: string }) => outcomes.push(outcome))
    await until(() => room.state?.show?.tick > 0)
    assert.equal((await arcade.status()).spectators, 1)
    for (const text of [
      'purple',
      '__proto__',
      '1e999',
      '\u200b\u200b\u200b',
      'NaN',
      '\ud800',
      'x'.repeat(115_000),
      '777',
    ])
      room.send('chat', { name: 'Eve', text })
    await until(() => outcomes.length === 8)
    assert.deepEqual(
      outcomes.map(({ accepted, code }) => (accepted ? 'accepted' : code)),
      ['accepted', 'unknown-command', 'bad-argument', 'empty', 'unknown-command', 'empty', 'too-long', 'accepted'],
    )
    await until(() => room.state.game.colour === 'purple' && room.state.game.hz === 777)
    assert.deepEqual(
      room.state.show.feed.map(({ name, label }) => `${name} ${label}`),
      ['Eve purple', 'Eve 777'],
    )
    const { received, accepted, rejected } = (await arcade.status()).chat
    assert.equal(received, accepted + Object.values(rejected).reduce((sum, count) => sum + count, 0))
    await room.leave()
    await until(async () => (await arcade.status()).spectators === 0)
  })

  test('cuts a client that talks too much or too long, and nobody else', async () => {
    const [good, flood, huge] = [await join(), await join(), await join()]
    for (const room of [good, flood, huge]) room.onMessage('*', () => {})
    const left = [flood, huge].map((room) => {
      room.reconnection.enabled = false
      return new Promise((resolve) => room.onLeave(resolve))
    })
    for (let i = 0; i < 50; i++) flood.send('chat', { name: 'F', text: 'red' })
    huge.send('chat', { name: 'H', text: 'x'.repeat(300_000) })
    await Promise.all(left)
    const { tick } = good.state.show
    await until(() => good.state.show.tick > tick + 5)
    await good.leave()
  })

  test('takes garbage on a room socket without harm', async () => {
    const seat = (await (await get('/matchmake/join/arcade', { method: 'POST' })).json()) as {
      processId: string
      roomId: string
      sessionId: string
    }
    const socket = new WebSocket(
      `${arcade.url.replace('http', 'ws')}${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`,
    )
    await once(socket, 'open')
    for (const bytes of [[], [255], [10], [13, 1, 2, 3], [13, 0xc1, 0xff], [14], [200, 200]])
      socket.send(Uint8Array.from(bytes))
    await new Promise((resolve) => setTimeout(resolve, 200))
    socket.terminate()
    assert.equal((await get('/livez')).status, 200)
  })

  test('lets nobody create a room or ask for another one', async () => {
    const post = (path: string) => get(path, { method: 'POST' })
    assert.equal((await post('/matchmake/create/arcade')).status, 400)
    assert.equal((await post('/matchmake/joinOrCreate/lobby')).status, 400)
    assert.equal((await post('/matchmake/__proto__/arcade')).status, 400)
    assert.equal((await post('/matchmake/joinOrCreate/arcade')).status, 200, 'who asks to join or create joins')
  })

  test('serves the page and nothing beside it', async () => {
    const page = await get('/')
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.match(await page.text(), /<title>Chat Arcade<\/title>/)
    for (const path of [
      '/..%2f..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/.git/config',
      '/hls/index.m3u8',
      '/vite.config.ts',
    ])
      assert.equal((await get(path)).status, 404, path)
    assert.equal(
      (await get('/', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'),
      null,
    )
  })
})

test('the broadcast is a rolling playlist that any player opens', async () => {
  using folder = temporaryFolder()
  await using arcade = await startArcade(['--output', `hls:${folder.path}`, '--size', '320x180', '--chat', 'crowd:30'])
  const playlist = await until(async () => {
    const response = await fetch(new URL('/hls/index.m3u8', arcade.url))
    return response.ok && (await response.text())
  })
  assert.match(playlist, /^#EXTM3U/)
  const { video, audio } = await probe(`${arcade.url}hls/index.m3u8`, '-t', '1')
  assert.match(video, /h264.*320x180/)
  assert.match(audio, /aac.*48000 Hz, stereo/)
})
