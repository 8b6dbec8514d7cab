import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { askedWindow } from '../../render/output/rtmp/acks.ts'
import { watchUnsent } from '../../render/output/rtmp/unsent.ts'

test('a server that has said promptly what it reads, and then reads nothing more, is found out', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown]
  const { promise: stuck, resolve } = Promise.withResolvers<void>()
  let isStuck = false
  void stuck.then(() => (isStuck = true))
  const watch = watchUnsent(near, { asked: () => {}, stuck: resolve })
  let told = 0
  far.on('data', () => {
    if (far.bytesRead - told < askedWindow) return
    told = far.bytesRead
    watch.acknowledged(told)
  })
  const writing = setInterval(() => near.write(Buffer.alloc(8000)), 20)
  try {
    await sleep(2500)
    assert.ok(!isStuck, 'it reads')
    assert.ok(watch.bytes < 4 * askedWindow, `${watch.bytes} bytes are told to be on their way`)
    far.pause()
    await stuck
    // What the other end's system has swallowed counts, since the server has not read it.
    assert.ok(watch.bytes > 8 * askedWindow, `${watch.bytes} bytes are told to be on their way`)
  } finally {
    clearInterval(writing)
    watch.stop()
    near.destroy()
    far.destroy()
    server.close()
  }
})
