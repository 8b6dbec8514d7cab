import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { basename } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Protocol } from '@colyseus/core'
import { Client } from '@colyseus/sdk'
import { WebSocket } from 'ws'
import { listen } from '../../server/http.ts'
import { startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'

/** What the matchmaker answers to who may come in. */
interface Seat {
  processId: string
  roomId: string
  sessionId: string
}

/** What a spectator's client sees of the state. */
interface Seen {
  game: { colour: string; hz: number }
  show: { tick: number; mode: string; voters: number; feed: { name: string; label: string }[] }
}

/** The status for a path that is sent as it stands: `fetch` and `URL` would resolve its dots first. */
function rawStatus(url: string, path: string): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject).end()
  })
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
    // By these two anybody’s rules know how fast an encoder is.
    assert.match(metrics, /^chatarcade_output_frames\{output="[\w-]+"\} \d+$/m)
    assert.match(metrics, /^chatarcade_fps \d+(\.\d+)?$/m)
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
    // Lines come in one after another, so that the feed can be read.
    const fed = () =>
      room.state.show.feed.filter(({ label }) => label !== '').map(({ name, label }) => `${name} ${label}`)
    await until(() => fed().join() === 'Eve purple,Eve 777')
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
    const seat = (await (await get('/matchmake/join/arcade', { method: 'POST' })).json()) as Seat
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
    assert.equal((await post('/matchmake/joinById/arcade')).status, 400)
    assert.equal((await post('/matchmake/reconnect/arcade')).status, 400)
    assert.equal((await post('/matchmake/joinOrCreate/arcade')).status, 200, 'who asks to join or create joins')
  })

  test('serves the page and nothing beside it', async () => {
    const page = await get('/')
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.match(await page.text(), /<title>Chat Arcade<\/title>/)
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/assets/../../../../package.json',
      '/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/..\\..\\package.json',
      '//package.json',
      '/..%2f..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/.git/config',
      '/hls/index.m3u8',
      '/vite.config.ts',
    ])
      assert.ok([403, 404].includes(await rawStatus(arcade.url, path)), path)
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

test('until the show is open, its numbers are not to be had', async () => {
  using pages = temporaryFolder()
  const numbers = { api: { '/api/status': () => ({}) }, metrics: () => Promise.reject(new Error('asked too early')) }
  const isOpen = () => false
  await using server = await listen({
    ...{ host: '127.0.0.1', port: 0, pages: pages.path, hls: null, files: {} },
    ...{ ...numbers, isOpen, isReady: isOpen, picture: () => null },
  })
  const url = `http://127.0.0.1:${server.port}`
  for (const path of ['/api/status', '/metrics', '/readyz', '/preview.mjpeg'])
    assert.equal(await rawStatus(url, path), 503, path)
  assert.equal(await rawStatus(url, '/livez'), 200)
})

test('of the folder that the broadcast is in, only the broadcast can be read', async () => {
  using folder = temporaryFolder()
  for (const name of ['key.txt', 'segment-1.ts', 'segment-000001.ts.tmp', 'my-segment-000001.ts'])
    writeFileSync(folder.file(name), 'secret')
  await using arcade = await startArcade(['--output', `hls:${folder.path}`, '--size', '320x180', '--chat', 'crowd:30'])
  await until(async () => (await rawStatus(arcade.url, '/hls/segment-000000.ts')) === 200)
  assert.equal(await rawStatus(arcade.url, '/hls/index.m3u8'), 200)
  for (const name of [
    '',
    'key.txt',
    'key%2etxt',
    'index.m3u8/../key.txt',
    'segment-000000.ts/..%2fkey.txt',
    'segment-1.ts',
    'segment-000001.ts.tmp',
    'my-segment-000001.ts',
  ])
    assert.ok([403, 404].includes(await rawStatus(arcade.url, `/hls/${name}`)), name)
  assert.equal(await rawStatus(arcade.url, '/hls/key.txt'), 404)
  const { outputs } = (await arcade.status()).stream
  assert.equal(outputs[0]?.url, `hls:${basename(folder.path)}`, 'nor is it told where that folder is')
})

test('neither a spectator who has stopped listening nor an empty seat holds up the end', async () => {
  await using arcade = await startArcade(['--output', 'null:', '--size', '320x180'])
  const takeSeat = async () =>
    (await (await fetch(new URL('/matchmake/join/arcade', arcade.url), { method: 'POST' })).json()) as Seat
  const { processId, roomId, sessionId } = await takeSeat()
  await takeSeat()
  const socket = connect(Number(new URL(arcade.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `GET /${processId}/${roomId}?sessionId=${sessionId} HTTP/1.1\r\nHost: localhost\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(socket, 'data')
  // One frame, masked with zeros: the byte with which Colyseus's client confirms that it has joined.
  socket.write(Uint8Array.from([0x82, 0x81, 0, 0, 0, 0, Protocol.JOIN_ROOM]))
  await until(async () => (await arcade.status()).spectators === 1)
  socket.pause()
  const startMs = performance.now()
  assert.equal(await arcade.stop('SIGTERM'), 0)
  const ms = performance.now() - startMs
  socket.destroy()
  assert.ok(ms < 4000, `it took ${ms} ms to end`)
})
