import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { WebSocket } from 'ws'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Game } from '../../game/index.ts'
import { listen } from '../../server/http.ts'
import { createLog } from '../../server/log.ts'
import { createPatches } from '../../server/patches.ts'
import { createRoom } from '../../server/room.ts'
import { createUnclaimed } from '../../server/unclaimed.ts'
import { until } from '../helpers/arcade.ts'

test('an address, and all together, never have more seats unclaimed than they may', () =>
  fc.assert(
    fc.property(
      fc.array(fc.record({ address: fc.nat(5), act: fc.constantFrom('take', 'drop', 'claim') }), { maxLength: 200 }),
      (acts) => {
        const limits = { anAddress: 3, inAll: 8 }
        const waiting = new Map<string, number>()
        const unclaimed = createUnclaimed((seat) => waiting.has(seat), limits)
        const of = (address: number) => [...waiting].filter(([, each]) => each === address)
        for (const [at, { address, act }] of acts.entries()) {
          const [oldest] = of(address)
          if (act === 'claim' && oldest) waiting.delete(oldest[0])
          if (act === 'claim') continue
          const isFull = waiting.size === limits.inAll
          const pending = unclaimed.take(`${address}`)
          assert.equal(pending === null, of(address).length === limits.anAddress || isFull)
          if (isFull) assert.equal(unclaimed.isFull, true)
          if (act === 'drop') pending?.drop()
          else if (pending) {
            pending.give(`${at}`)
            waiting.set(`${at}`, address)
          }
        }
      },
    ),
  ))

test('a stranger who asks for every seat and comes for none keeps nobody out', { timeout: 30_000 }, async () => {
  const game: Game = colourTone
  const { state } = createMatch(game, 1)
  await using server = await listen({
    ...{ host: '127.0.0.1', port: 0, pages: import.meta.dirname, hls: null, files: {}, api: {}, picture: () => null },
    ...{ isOpen: () => true, isReady: () => true, metrics: () => Promise.reject(new Error('there are none')) },
    proxies: ['127.0.0.1'],
  })
  await using opened = await createRoom({ patches: createPatches(state), talk: null, log: createLog() })
  const ask = (address: string) =>
    new Promise<{ status: number; body: Record<string, string> }>((resolve, reject) => {
      const to = { port: server.port, method: 'POST', path: '/matchmake/join/arcade' }
      request({ ...to, headers: { 'x-forwarded-for': address } }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }))
      })
        .on('error', reject)
        .end()
    })
  const asked = await Promise.all(Array.from({ length: 120 }, (_, n) => ask(`2001:db8::${n.toString(16)}`)))
  const [given, refused] = [200, 429].map((status) => asked.filter((each) => each.status === status))
  assert.deepEqual([given?.length, refused?.length], [50, 70])
  assert.match(refused?.[0]?.body['error'] ?? '', /Too many are joining from your address/)
  assert.equal((await ask('192.0.2.7')).status, 200)
  // Whoever comes for the seat makes room for the next one of the household.
  const { processId, roomId, sessionId } = given?.[0]?.body ?? {}
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/${processId}/${roomId}?sessionId=${sessionId}`)
  await once(socket, 'message')
  await until(() => opened.room.clients.length === 1)
  assert.deepEqual([(await ask('2001:db8::1')).status, (await ask('2001:db8::1')).status], [200, 429])
  socket.terminate()
})
