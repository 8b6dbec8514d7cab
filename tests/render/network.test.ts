import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { parseTarget, prepareTarget, withUniqueIds } from '../../render/index.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { ffmpeg, packetTimes, probe } from '../helpers/media.ts'
import { freePort, startRtmpServer } from '../helpers/nginx-rtmp.ts'
import { Rig } from '../helpers/output.ts'

/** A real player or receiver, which writes what it gets to a file. */
function receive(
  source: readonly string[],
  file: string,
): ChildProcess & AsyncDisposable & { readonly log: () => string } {
  const args = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'verbose',
    ...source,
    '-c',
    'copy',
    '-flush_packets',
    '1',
    '-y',
    file,
  ]
  const child = spawn(ffmpeg, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const closed = once(child, 'close')
  return Object.assign(child, {
    log: () => text,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await closed
    },
  })
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Arguments and environments of all our children, as anybody on the machine may read them. */
function visibleOfChildren(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids
    .filter((pid) => read(`/proc/${pid}/stat`).split(' ')[3] === String(process.pid))
    .map((pid) => `${read(`/proc/${pid}/cmdline`)} ${read(`/proc/${pid}/environ`)}`)
    .join('\n')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
}

const outlet = (rig: Rig, index = 0) => {
  const status = rig.output.status.outputs[index]
  assert.ok(status)
  return status
}

describe('srt://', { concurrency: true }, () => {
  it('sends MPEG-TS to a real receiver, with a stream id and a passphrase that nobody else sees', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    const [id, phrase] = ['#!::r=live/canary b,m=publish', 'canary-passphrase']
    const visible: string[] = []
    {
      await using receiver = receive(
        ['-i', `srt://127.0.0.1:${port}?mode=listener&passphrase=${phrase}&enforced_encryption=1`],
        folder.file('got.ts'),
      )
      const url = `srt://127.0.0.1:${port}?streamid=${encodeURIComponent(id)}&latency=80000&passphrase=${phrase}`
      await using rig = new Rig({ preset: 'live', targets: [parseTarget(url)] })
      rig.start()
      await until(() => sizeOf(folder.file('got.ts')) > 40_000, 20_000)
      await until(() => outlet(rig).state === 'live')
      const ours = visibleOfChildren()
        .split('\n')
        .filter((line) => line.includes('-c\0copy\0-f\0mpegts'))
      assert.equal(ours.length, 1)
      assert.match(ours[0] ?? '', /latency=80000/)
      visible.push(...ours, JSON.stringify(rig.output.status))
      assert.match(receiver.log(), /accept streamid \[#!::r=live\/canary b,m=publish\]/)
      await rig.output.close()
    }
    for (const each of visible) assert.ok(!each.includes('canary'), each)
    const { video, audio, frames } = await probe(folder.file('got.ts'))
    assert.match(video, /h264/)
    assert.match(audio, /aac/)
    assert.ok(frames.length > 20 && frames[0]?.keyframe, `${frames.length} frames`)
  })

  it('tries again until somebody listens, and says no secret when it is refused', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    const url = `srt://127.0.0.1:${port}?connect_timeout=300&passphrase=canary-passphrase`
    await using rig = new Rig({ preset: 'live', targets: [parseTarget(url), parseTarget(folder.file('beside.mkv'))] })
    rig.start()
    await until(() => outlet(rig).state === 'recovering')
    assert.match(outlet(rig).problem, /^Connection to srt:\/\/127\.0\.0\.1:\d+.* failed/)
    assert.ok(!outlet(rig).problem.includes('canary'))
    await using receiver = receive(
      ['-i', `srt://127.0.0.1:${port}?mode=listener&passphrase=canary-passphrase`],
      folder.file('got.ts'),
    )
    await until(() => outlet(rig).state === 'live', 30_000)
    assert.equal(outlet(rig).problem, '')
    await rig.output.close()
    await ended(receiver)
    const { written } = rig.output.status.frames
    assert.deepEqual([outlet(rig, 1).frames, outlet(rig, 1).lost], [written, 0])
  })
})

describe('udp://', () => {
  it('sends MPEG-TS that a receiver can begin to read at any keyframe', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    await using rig = new Rig({ preset: 'live', targets: [parseTarget(`udp://127.0.0.1:${port}`)] })
    rig.start()
    await until(() => outlet(rig).state === 'live')
    {
      await using _receiver = receive(['-i', `udp://127.0.0.1:${port}`], folder.file('got.ts'))
      await until(() => sizeOf(folder.file('got.ts')) > 60_000, 20_000)
    }
    const { video, audio } = await probe(folder.file('got.ts'))
    assert.match(video, /h264/)
    assert.match(audio, /aac/)
  })
})

describe('rtmp-listen://', { concurrency: true }, () => {
  const at = (port: number, name: string) => `rtmp://127.0.0.1:${port}/live/${name}`

  it('plays the show to who names its key, waits for the next one, and misses nothing while nobody is there', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    await using rig = new Rig({
      preset: 'live',
      targets: [parseTarget(`rtmp-listen://127.0.0.1:${port}/live/canaryKey`)],
    })
    rig.start()
    await until(() => rig.output.status.frames.written > 90)
    assert.partialDeepStrictEqual(outlet(rig), { state: 'pending', frames: 0, lost: 0, problem: '', behind: 0 })
    for (const name of ['first.flv', 'second.flv']) {
      {
        await using _player = receive(['-i', at(port, 'canaryKey')], folder.file(name))
        await until(() => outlet(rig).state === 'live')
        await until(() => sizeOf(folder.file(name)) > 8000, 20_000)
      }
      await until(() => outlet(rig).state === 'pending')
    }
    assert.deepEqual([outlet(rig).reconnects, outlet(rig).lost], [0, 0])
    assert.ok(!JSON.stringify(rig.output.status).includes('canary'))
    await rig.output.close()
    assert.equal(outlet(rig).state, 'closed')
    for (const name of ['first.flv', 'second.flv']) {
      const { video, audio } = await packetTimes(folder.file(name))
      const { frames } = await probe(folder.file(name))
      assert.ok(
        frames[0]?.keyframe && video.length > 20 && audio.length > 20,
        `${name}: ${video.length}, ${audio.length}`,
      )
      for (const [index, time] of video.entries())
        if (index > 0) assert.ok(Math.abs(time - (video[index - 1] as number) - 1 / 30) < 0.0021, `${name}: ${time}`)
    }
  })

  it('plays to nobody else: a wrong key, a wrong application, no RTMP, and a second player', async () => {
    using folder = temporaryFolder()
    const port = await freePort()
    await using rig = new Rig({ preset: 'live', targets: [parseTarget(`rtmp-listen://127.0.0.1:${port}/live/key`)] })
    rig.start()
    await until(() => rig.output.status.frames.written > 0)
    for (const address of [at(port, 'kez'), at(port, 'key/x'), `rtmp://127.0.0.1:${port}/other/key`]) {
      await using player = receive(['-i', address], folder.file('none.flv'))
      await ended(player)
      assert.notEqual(player.exitCode, 0, address)
      assert.ok(!existsSync(folder.file('none.flv')))
    }
    const stranger = connect(port, '127.0.0.1', () => stranger.write('GET / HTTP/1.1\r\n\r\n'))
    stranger.on('error', () => {})
    await once(stranger, 'close')
    assert.equal(outlet(rig).state, 'pending')
    await using _first = receive(['-i', at(port, 'key')], folder.file('first.flv'))
    await until(() => outlet(rig).state === 'live')
    await using second = receive(['-i', at(port, 'key')], folder.file('none.flv'))
    await ended(second)
    assert.notEqual(second.exitCode, 0)
    await until(() => sizeOf(folder.file('first.flv')) > 10_000)
    assert.equal(outlet(rig).state, 'live')
  })

  it('says which port is in use, and takes it once it is free', async () => {
    const server = await startRtmpServer()
    await using rig = new Rig({
      preset: 'live',
      targets: [parseTarget(`rtmp-listen://127.0.0.1:${server.port}/live/key`)],
    })
    rig.start()
    await until(() => outlet(rig).state === 'recovering')
    assert.equal(outlet(rig).problem, `port ${server.port} is in use`)
    await server[Symbol.asyncDispose]()
    await until(() => outlet(rig).state === 'pending', 30_000)
  })
})

describe('many outputs', () => {
  it('go on when players and receivers beside them stop reading', async () => {
    using folder = temporaryFolder()
    await using server = await startRtmpServer()
    const [srt, udp, listen] = [await freePort(), await freePort(), await freePort()]
    const urls = [
      ...[`srt://127.0.0.1:${srt}`, `rtmp-listen://127.0.0.1:${listen}/live/key`],
      ...[`${server.url}/good`, `udp://127.0.0.1:${udp}`, folder.file('good.mkv'), `hls:${folder.file('hls')}`],
    ]
    const targets = withUniqueIds(urls.map((url) => parseTarget(url)))
    for (const target of targets) prepareTarget(target)
    await using stalledSrt = receive(['-i', `srt://127.0.0.1:${srt}?mode=listener`], folder.file('srt.ts'))
    await using rig = new Rig({ preset: 'live', targets })
    rig.start()
    await until(() => listens(listen))
    await using stalledPlayer = receive(['-i', `rtmp://127.0.0.1:${listen}/live/key`], folder.file('player.flv'))
    await until(() => outlet(rig, 0).state === 'live' && outlet(rig, 1).state === 'live', 20_000)
    await until(() => [2, 3, 4, 5].every((index) => outlet(rig, index).state === 'live'), 20_000)
    stalledSrt.kill('SIGSTOP')
    stalledPlayer.kill('SIGSTOP')
    const { written } = rig.output.status.frames
    await until(() => rig.output.status.frames.written > written + 240, 20_000)
    for (const index of [2, 3, 4, 5])
      assert.partialDeepStrictEqual(outlet(rig, index), { state: 'live', lost: 0, reconnects: 0, isCongested: false })
    // The player that takes nothing has been sent away, and the receiver is called again.
    await until(() => outlet(rig, 1).state === 'pending')
    await until(() => outlet(rig, 0).state === 'recovering')
    await rig.output.close()
    const frames = rig.output.status.frames.written
    assert.equal((await packetTimes(folder.file('good.mkv'))).video.length, frames)
    assert.deepEqual(
      [2, 3, 4, 5].map((index) => outlet(rig, index).frames),
      [frames, frames, frames, frames],
    )
  })
})
