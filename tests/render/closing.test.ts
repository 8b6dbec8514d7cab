import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseTarget, prepareTarget } from '../../render/index.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { startRtmpServer } from '../helpers/nginx-rtmp.ts'
import { ffmpegWithPids, Rig } from '../helpers/output.ts'

/** Stands between us and a server, and resets the connection as soon as the stream says goodbye. */
async function rudeDoor(port: number) {
  const door = createServer((socket) => {
    const inside = connect(port, '127.0.0.1')
    for (const each of [socket, inside]) each.on('error', () => {})
    inside.pipe(socket)
    socket.on('data', (chunk: Buffer) => {
      if (!chunk.includes('FCUnpublish')) return inside.write(chunk)
      inside.destroy()
      return socket.resetAndDestroy()
    })
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  return { port: (door.address() as AddressInfo).port, [Symbol.dispose]: () => void door.close() }
}

describe('the end of a show', { concurrency: true }, () => {
  it('leaves a whole file beside a server that resets the connection at the goodbye', async () => {
    await using server = await startRtmpServer()
    using door = await rudeDoor(server.port)
    using folder = temporaryFolder()
    const file = folder.file('out.mkv')
    const targets = [parseTarget(`rtmp://127.0.0.1:${door.port}/live/key`), parseTarget(file)]
    await using rig = new Rig({ preset: 'live', targets })
    rig.give(0, 60)
    rig.start()
    await until(() => rig.output.status.outputs.every(({ state }) => state === 'live'))
    await rig.output.close()
    assert.deepEqual(rig.failures, [])
    assert.equal((await probe(file)).frames.length, rig.output.status.frames.written)
  })

  it('has the last frames made again when their encoder dies over them', async () => {
    using wrapper = ffmpegWithPids()
    await using rig = new Rig({ ffmpeg: wrapper.program })
    rig.give(0, 60)
    rig.start()
    await until(() => rig.output.status.outputs[0]?.state === 'live')
    const [atWork] = wrapper.encoders() as [number]
    process.kill(atWork, 'SIGSTOP')
    const closing = rig.output.close()
    await sleep(20)
    process.kill(atWork, 'SIGKILL')
    await closing
    assert.deepEqual(rig.failures, [])
    const { brightness, left } = await rig.decode()
    assert.equal(brightness.length, rig.output.status.frames.written)
    assert.equal(left.length, rig.samplesIn(brightness.length))
  })
})

describe('the beginning of a show', () => {
  it('has another encoder when the very first one is killed before its first packet', async () => {
    using wrapper = ffmpegWithPids()
    await using rig = new Rig({ ffmpeg: wrapper.program })
    process.kill(await until(() => wrapper.encoders()[0]), 'SIGKILL')
    await until(() => wrapper.encoders().length === 1)
    rig.give(0, 30)
    rig.start()
    await until(() => rig.output.status.outputs[0]?.state === 'live')
    await rig.output.close()
    assert.deepEqual(rig.failures, [])
    assert.equal((await rig.decode()).brightness.length, rig.output.status.frames.written)
  })

  it('writes segments into the very directory that is named, also where it holds a percent sign', async () => {
    using folder = temporaryFolder()
    const directory = path.join(folder.path, 'p100%done')
    const target = parseTarget(`hls:${directory}`)
    prepareTarget(target)
    await using rig = new Rig({ preset: 'live', targets: [target] })
    rig.give(0, 90)
    rig.start()
    await until(() => readdirSync(directory).some((name) => name.endsWith('.m3u8')))
    await rig.output.close()
    assert.ok(readdirSync(directory).some((name) => /^segment-\d+\.ts$/.test(name)))
    assert.ok(!readdirSync(folder.path).some((name) => name !== 'p100%done'), 'nothing beside it')
  })
})
