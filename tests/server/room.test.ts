import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { Protocol } from '@colyseus/core'
import { Client, type Room } from '@colyseus/sdk'
import { WebSocket } from 'ws'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Game } from '../../game/index.ts'
import { listen } from '../../server/http.ts'
import { createLog } from '../../server/log.ts'
import { createPatches } from '../../server/patches.ts'
import { createRoom } from '../../server/room.ts'
import { startArcade, until, type Arcade } from '../helpers/arcade.ts'

/** What a spectator's client sees of the state. */
interface Seen {
  game: { colour: string }
  show: { tick: number }
}

/** A message of the room's protocol: code, type, and what MessagePack makes of the rest. */
const frame = (code: number, type: string, ...rest: number[]) =>
  Uint8Array.from([code, 0xa0 | type.length, ...Buffer.from(type), ...rest])

/** What no page sends, by what is wrong with it. */
const badMessages: Record<string, Uint8Array | string> = {
  nothing: new Uint8Array(0),
  text: 'red',
  'an unknown code': Uint8Array.of(255),
  'a code alone': Uint8Array.of(Protocol.ROOM_DATA),
  'a type that is no text': Uint8Array.of(Protocol.ROOM_DATA, 0xc1, 0xff),
  'a type longer than the message': Uint8Array.of(Protocol.ROOM_DATA, 0xdb, 0xff, 0xff, 0xff, 0xff, 0x41),
  'a type with bad UTF-8': Uint8Array.of(Protocol.ROOM_DATA, 0xa4, 0xff, 0xfe, 0xfd, 0xfc),
  'another type': frame(Protocol.ROOM_DATA, 'step', 0xc0),
  'a name of every object': frame(Protocol.ROOM_DATA, '__proto__', 0xc0),
  'chat that is nothing': frame(Protocol.ROOM_DATA, 'chat', 0xc0),
  'chat with half an object': frame(Protocol.ROOM_DATA, 'chat', 0x82, 0xa4),
  'chat with an array': frame(Protocol.ROOM_DATA, 'chat', 0x91, 0x01),
  'chat with another name': frame(Protocol.ROOM_DATA, 'chat', 0x81, 0xa1, 0x61, 0x01),
  bytes: frame(Protocol.ROOM_DATA_BYTES, 'chat', 1, 2, 3),
  'a request': frame(Protocol.ROOM_REQUEST, 'chat', 0xc0),
  'an input': Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0, 0, 0, 0),
  'a state': frame(Protocol.ROOM_STATE, 'x', 0, 0),
  'a patch': frame(Protocol.ROOM_STATE_PATCH, 'x', 0, 0),
}

describe('the room', { timeout: 60_000 }, () => {
  let arcade: Arcade
  let good: Room<unknown, Seen>
  before(async () => {
    arcade = await startArcade(['--output', 'null:', '--size', '320x180', '--set', 'input=anarchy'])
    good = await new Client(arcade.url).join<Seen>('arcade')
    good.onMessage('*', () => {})
    await until(() => good.state?.show?.tick > 0)
  })
  after(async () => {
    await good?.leave()
    await arcade?.stop()
  })

  /** A seat's socket, confirmed where it is asked to be. */
  async function takeSeat(isConfirmed = true): Promise<WebSocket> {
    const response = await fetch(new URL('/matchmake/join/arcade', arcade.url), { method: 'POST' })
    const { processId, roomId, sessionId } = (await response.json()) as Record<string, string>
    const address = `${arcade.url.replace('http', 'ws')}${processId}/${roomId}?sessionId=${sessionId}`
    const socket = new WebSocket(address).on('error', () => {})
    await once(socket, 'message')
    if (!isConfirmed) return socket
    socket.send(Uint8Array.of(Protocol.JOIN_ROOM))
    await once(socket, 'message')
    return socket
  }

  /** The good spectator still gets patches. */
  async function goesOn(): Promise<void> {
    const { tick } = good.state.show
    await until(() => good.state.show.tick > tick + 2)
  }

  test('is made by the server, and nobody else makes another', async () => {
    const client = new Client(arcade.url)
    await assert.rejects(client.create('arcade'))
    await assert.rejects(client.create('lobby'))
    await assert.rejects(client.joinOrCreate('lobby'))
    await assert.rejects(client.joinById('nowhere'))
    const asked = await client.joinOrCreate<Seen>('arcade')
    asked.onMessage('*', () => {})
    assert.equal(asked.roomId, good.roomId, 'who asks to join or create joins ours')
    await asked.leave()
    await goesOn()
  })

  for (const [what, bytes] of Object.entries(badMessages))
    test(`cuts who sends ${what}, and nobody else`, async () => {
      const { colour } = good.state.game
      const socket = await takeSeat()
      socket.send(bytes)
      await once(socket, 'close')
      await goesOn()
      assert.equal(good.state.game.colour, colour)
    })

  test('prints nothing of what strangers send', () => {
    assert.doesNotMatch(arcade.text.stderr, /utf8Read|Invalid|Error/)
  })

  test('lets a client change the state of nobody but itself', async () => {
    const liar = await new Client(arcade.url).join<Seen>('arcade')
    liar.onMessage('*', () => {})
    await until(() => liar.state?.show?.tick > 0)
    liar.state.game.colour = 'mine'
    await goesOn()
    assert.notEqual(good.state.game.colour, 'mine')
    await liar.leave()
  })

  test('takes a seat back that nobody confirms', async () => {
    const { spectators } = await arcade.status()
    const socket = await takeSeat(false)
    assert.equal((await arcade.status()).spectators, spectators + 1)
    await once(socket, 'close')
    await until(async () => (await arcade.status()).spectators === spectators)
  })
})

test('a full room says so to who comes, and takes them in when somebody goes', async () => {
  const game: Game = colourTone
  const { state } = createMatch(game, 1)
  await using server = await listen({
    ...{ host: '127.0.0.1', port: 0, pages: import.meta.dirname, hls: null, files: {}, api: {}, picture: () => null },
    ...{ isOpen: () => true, isReady: () => true, metrics: () => Promise.reject(new Error('there are none')) },
  })
  await using opened = await createRoom({ patches: createPatches(state), talk: null, log: createLog() })
  opened.room.maxClients = 1
  const client = new Client(`http://127.0.0.1:${server.port}`)
  const first = await client.join('arcade')
  await assert.rejects(client.join('arcade'), { name: 'MatchMakeError', code: 503 })
  await first.leave()
  await until(() => opened.room.clients.length === 0)
  await (await client.join('arcade')).leave()
})
