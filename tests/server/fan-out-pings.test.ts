import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { describe, mock, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { createFanOut } from '../../server/fan-out.ts'
import { until } from '../helpers/arcade.ts'
import { openServer, received } from '../helpers/bare-sockets.ts'

/** Gives the sum of all memory that these send from, where each buffer counts once however many send it. */
function watchMemory(ends: readonly WebSocket[]): () => number {
  const writes = ends.map((near) => mock.method((near as unknown as { readonly _socket: Socket })._socket, 'write'))
  return () => {
    const sent = writes.flatMap((write) => write.mock.calls.map((call) => (call.arguments[0] as Buffer).buffer))
    return [...new Set(sent)].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }
}

describe('the fan-out’s pings', { timeout: 60_000 }, () => {
  test('are all that is sent until somebody shows that they read, and then all that has waited', async () => {
    using server = await openServer()
    const fanOut = createFanOut()
    const { near, far } = await server.connect({ autoPong: false })
    const messages = received(far)
    const pings: Buffer[] = []
    far.on('ping', (payload: Buffer) => pings.push(payload))
    fanOut.add(near)
    const patches = Array.from({ length: 40 }, (_, n) => Buffer.from(`patch ${n}`))
    for (const patch of patches) {
      fanOut.publish(patch)
      await turn()
    }
    await until(() => pings.length === 1)
    far.pong('guessed')
    // What is answered comes in order: by now the guess has been heard.
    await new Promise((resolve) => near.once('pong', resolve))
    assert.deepEqual(messages, [])
    far.pong(pings[0])
    await until(() => messages.length === patches.length)
    assert.deepEqual(messages, patches)
    fanOut.publish(Buffer.from('the next'))
    await until(() => messages.length > patches.length)
    assert.deepEqual(messages.at(-1), Buffer.from('the next'))
  })

  test('make no copies for those who answer late, each at another moment', async () => {
    using server = await openServer()
    const fanOut = createFanOut({ pingEveryMs: 60_000, holdMs: 60_000, patienceMs: 60_000 })
    const ends = []
    for (let n = 0; n < 20; n++) ends.push(await server.connect({ autoPong: false }))
    const memory = watchMemory(ends.map(({ near }) => near))
    const size = 40_000
    let published = 0
    const publish = () => fanOut.publish(new Uint8Array(size).fill((published += 1)))
    const clients: { from: number; far: WebSocket; pinged: Promise<unknown[]>; messages: Buffer[] }[] = []
    for (const { near, far } of ends) {
      fanOut.add(near)
      clients.push({ from: published + 1, far, pinged: once(far, 'ping'), messages: received(far) })
      // Each waits for other patches than those before it, though never for so many that it would be cut.
      if (published < 15) publish()
    }
    for (const { far, pinged, messages } of clients) {
      far.pong((await pinged)[0])
      await until(() => messages.length > 0)
      if (published < 20) publish()
    }
    for (const { from, messages } of clients) {
      await until(() => messages.length > published - from)
      assert.deepEqual(
        messages.map((message) => [message.length, message[0]]),
        Array.from({ length: published - from + 1 }, (_, index) => [size, from + index]),
      )
    }
    const needed = published * size
    assert.ok(memory() < 1.1 * needed, `${memory()} bytes for patches of ${needed}`)
  })

  test('are judged only by answers that could be read, however long the process stands still', async () => {
    using server = await openServer()
    const patienceMs = 1000
    const fanOut = createFanOut({ pingEveryMs: 50, holdMs: 100, patienceMs })
    const { near, far } = await server.connect({ autoPong: false })
    const messages = received(far)
    fanOut.add(near)
    fanOut.publish(Buffer.from('before'))
    const [ping] = (await once(far, 'ping')) as [Buffer]
    far.pong(ping)
    // The answer is there, but nobody can read it for now; and what comes next, before it is read, is another patch.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1.2 * patienceMs)
    fanOut.publish(Buffer.from('after'))
    await until(() => messages.length === 2 || near.readyState !== near.OPEN)
    assert.deepEqual(messages.map(String), ['before', 'after'])
  })

  test('cut who has stopped reading, whatever it sends, and nobody who answers', async () => {
    using server = await openServer()
    // Long enough for the good one’s answer when a loaded machine stops this process, and with it both ends.
    const fanOut = createFanOut({ pingEveryMs: 50, holdMs: 100, patienceMs: 2000 })
    const [good, silent, liar] = [
      await server.connect(),
      await server.connect({ autoPong: false }),
      await server.connect({ autoPong: false }),
    ]
    for (const { near } of [good, silent, liar]) fanOut.add(near)
    let answers = 0
    good.near.on('pong', () => (answers += 1))
    const timer = setInterval(() => {
      fanOut.publish(new Uint8Array(10))
      liar.far.pong('1234', undefined, () => {})
    }, 10)
    try {
      await Promise.all([once(silent.near, 'close'), once(liar.near, 'close')])
      const before = answers
      await until(() => answers > before + 5 || good.near.readyState !== good.near.OPEN)
    } finally {
      clearInterval(timer)
    }
    assert.equal(good.near.readyState, good.near.OPEN)
  })
})
