import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { Encoder, schema, t } from '@colyseus/schema'
import type { WebSocket } from 'ws'
import { createFanOut, maxBufferedBytes } from '../../server/fan-out.ts'
import { until } from '../helpers/arcade.ts'
import { openServer, received } from '../helpers/bare-sockets.ts'

const Big = schema({ text: t.string().default('') }, 'Big')
const textLength = 50_000
// As large from the start as it would grow to: the encoder says so on the console otherwise.
Encoder.BUFFER_SIZE = 64 * 1024

/** Patches as Colyseus's encoder gives them: views of its one buffer. */
function createPatches() {
  const state = new Big()
  const encoder = new Encoder(state)
  let count = 0
  return () => {
    state.text = String.fromCharCode(97 + (count++ % 26)).repeat(textLength)
    const patch = encoder.encode()
    encoder.discardChanges()
    return patch
  }
}

/** Holds and cuts nobody for their silence, so that bytes alone decide however long they take to pile up. */
const patient = { pingEveryMs: 3000, holdMs: 60_000, patienceMs: 60_000 }

const hash = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex')

/** Sends patches to a client that doesn't read until so many bytes wait for it, and then reads again. Gives what it should have got. */
async function sendToSlow(ends: { near: WebSocket; far: WebSocket }, send: (patch: Uint8Array) => void) {
  const next = createPatches()
  const wanted: string[] = []
  ends.far.pause()
  while (ends.near.bufferedAmount < maxBufferedBytes / 2) {
    assert.equal(ends.near.readyState, ends.near.OPEN, 'was cut before so much waited')
    const patch = next()
    wanted.push(hash(patch))
    send(patch)
    await sleep(0)
  }
  ends.far.resume()
  return wanted
}

describe('patches for a slow client', { timeout: 60_000 }, () => {
  test('are written over by Colyseus’s encoder while ws still has to send them, where nobody copies', async () => {
    using server = await openServer()
    const ends = await server.connect()
    const messages = received(ends.far)
    const wanted = await sendToSlow(ends, (patch) => ends.near.send(patch))
    await until(() => messages.length === wanted.length)
    const wrong = messages.filter((message, index) => hash(message) !== wanted[index])
    assert.ok(wrong.length > 5, `${wrong.length} of ${wanted.length} patches came corrupted`)
  })

  test('come whole and in order by the fan-out', async () => {
    using server = await openServer()
    const ends = await server.connect()
    const messages = received(ends.far)
    const fanOut = createFanOut(patient)
    fanOut.add(ends.near)
    // Until it has shown that it reads, nothing would be sent that could be written over.
    fanOut.publish(Buffer.from('first'))
    await until(() => messages.splice(0).length === 1)
    const wanted = await sendToSlow(ends, (patch) => fanOut.publish(patch))
    await until(() => messages.length === wanted.length)
    assert.deepEqual(messages.map(hash), wanted)
  })

  test('wait in memory without bound, where nobody cuts it', async () => {
    using server = await openServer()
    const { near, far } = await server.connect()
    far.pause()
    const patch = new Uint8Array(100_000)
    for (let n = 0; n < 300; n++) near.send(patch)
    assert.ok(near.bufferedAmount > 10 * maxBufferedBytes, `${near.bufferedAmount} bytes wait`)
    assert.equal(near.readyState, near.OPEN)
  })

  test('stop at a megabyte by the fan-out, and the others notice nothing', async () => {
    using server = await openServer()
    const [slow, good] = [await server.connect(), await server.connect()]
    const messages = received(good.far)
    const fanOut = createFanOut(patient)
    for (const { near } of [slow, good]) fanOut.add(near)
    // Who has never read gets nothing that could wait.
    const first = received(slow.far)
    fanOut.publish(new Uint8Array(1))
    await until(() => first.length === 1 && messages.length === 1)
    messages.length = 0
    slow.far.pause()
    let most = 0
    let sent = 0
    while (slow.near.readyState === slow.near.OPEN) {
      fanOut.publish(new Uint8Array(50_000).fill((sent += 1)))
      await until(() => messages.length === sent)
      most = Math.max(most, slow.near.bufferedAmount)
    }
    assert.ok(most > maxBufferedBytes / 2 && most <= maxBufferedBytes + 50_010, `${most} bytes waited`)
    fanOut.publish(new Uint8Array([7]))
    await until(() => messages.length === sent + 1)
    assert.deepEqual(messages.at(-1), Buffer.from([7]))
  })
})

describe('the fan-out', { timeout: 60_000 }, () => {
  test('frames a patch of any length as ws reads it', async () => {
    using server = await openServer()
    const { near, far } = await server.connect()
    const messages = received(far)
    const fanOut = createFanOut()
    fanOut.add(near)
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
    const wanted = lengths.map((length) => Buffer.alloc(length, length % 251))
    for (const patch of wanted) fanOut.publish(patch)
    await until(() => messages.length === wanted.length)
    assert.deepEqual(messages, wanted)
  })

  test('gives everybody each patch from when they came, however fast patches come', async () => {
    using server = await openServer()
    const fanOut = createFanOut()
    const ends = []
    for (let n = 0; n < 150; n++) ends.push(await server.connect())
    const patch = (number: number) => Buffer.from(`${number}`)
    const spectators: { from: number; messages: Buffer[] }[] = []
    let published = 0
    const publish = () => fanOut.publish(patch((published += 1)))
    // Two in each turn, and rounds take several turns: so spectators come, and patches too, in the middle of them.
    for (const { near, far } of ends) {
      publish()
      fanOut.add(near)
      spectators.push({ from: published + 1, messages: received(far) })
      publish()
      await turn()
    }
    for (const { from, messages } of spectators) {
      await until(() => messages.length >= published - from + 1)
      assert.deepEqual(
        messages,
        Array.from({ length: published - from + 1 }, (_, index) => patch(from + index)),
      )
    }
  })

  test('keeps nothing for a client that is asked to close and doesn’t', async () => {
    using server = await openServer()
    const fanOut = createFanOut()
    const { near, far } = await server.connect({ autoPong: false })
    fanOut.add(near)
    fanOut.publish(new Uint8Array(1))
    far.pause()
    near.close()
    assert.equal(near.readyState, near.CLOSING)
    const patch = 100_000
    for (let n = 0; n < 300; n++) {
      fanOut.publish(new Uint8Array(patch))
      await turn()
    }
    assert.ok(fanOut.waitingBytes <= 2 * patch, `${fanOut.waitingBytes} bytes are kept`)
  })
})
