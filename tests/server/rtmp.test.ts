import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { startArcade, temporaryFolder, until } from '../helpers/arcade.ts'
import { ffmpeg, probe } from '../helpers/media.ts'
import { freePort, startRtmpServer } from '../helpers/nginx-rtmp.ts'

const key = "live_4711_canaryKey:with=odd'chars?bandwidthtest=true"

/** Plays a stream as a viewer does, for so many seconds, into a file. */
function receive(url: string, seconds: number, file: string): string {
  const input = ['-v', 'error', '-y', '-rw_timeout', '8000000', '-i', url]
  execFileSync(ffmpeg, [...input, '-t', String(seconds), '-c', 'copy', file])
  return file
}

/** Everything about every process that anybody on the machine can read. */
function processTexts(): { pid: string; text: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) =>
      ['cmdline', 'environ'].flatMap((file) => {
        try {
          return [{ pid: `${pid}/${file}`, text: readFileSync(`/proc/${pid}/${file}`, 'latin1') }]
        } catch {
          return []
        }
      }),
    )
}

test('a real RTMP server receives H.264 and AAC as platforms ask for them, and the key is seen nowhere', async () => {
  await using server = await startRtmpServer()
  using folder = temporaryFolder()
  writeFileSync(folder.file('key.txt'), `${key}\n`)
  const args = [
    '--output',
    server.url,
    '--size',
    '854x480',
    '--fps',
    '30',
    '--sample-rate',
    '44100',
    '--chat',
    'crowd:50',
    '--seed',
    '1',
  ]
  await using arcade = await startArcade(args, { TWITCH_STREAM_KEY_FILE: folder.file('key.txt') })
  await until(async () => (await arcade.status()).stream.state === 'live')

  const copy = receive(`${server.url}/${key}`, 7, folder.file('received.flv'))
  const { video, audio, frames } = await probe(copy)
  assert.match(video, /^h264.*yuv420p\(tv, bt709.*854x480.*30 fps/)
  assert.match(audio, /^aac.*44100 Hz, stereo/)
  assert.ok(frames.length > 150, `${frames.length} frames in 7 s`)
  assert.ok(frames.every(({ type }) => type !== 'B'))
  const keyframes = frames.filter(({ keyframe }) => keyframe).map(({ seconds }) => seconds)
  assert.ok(keyframes.length >= 3)
  for (const [i, at] of keyframes.entries())
    if (i > 0)
      assert.ok(Math.abs(at - (keyframes[i - 1] as number) - 2) < 0.002, `keyframes at ${keyframes.join(', ')}`)

  const leaks = processTexts().filter(({ text }) => text.includes('canaryKey'))
  assert.deepEqual(
    leaks.map(({ pid }) => pid),
    [],
    'processes that show the key',
  )
  const answers = await Promise.all(
    ['/api/status', '/api/show', '/metrics'].map(async (path) => (await fetch(new URL(path, arcade.url))).text()),
  )
  assert.equal(await arcade.stop(), 0)
  for (const text of [...answers, arcade.text.stdout, arcade.text.stderr]) assert.ok(!text.includes('canaryKey'), text)
})

test('a server that is away at first and goes away later gets the stream whenever it is there', async () => {
  const port = await freePort()
  const args = ['--output', `rtmp://127.0.0.1:${port}/live/secretKey1`, '--size', '320x180', '--chat', 'local:']
  await using arcade = await startArcade(args)
  await until(async () => (await arcade.status()).stream.outputs[0]?.state === 'recovering')
  for (let round = 0; round < 2; round++) {
    await using server = await startRtmpServer(port)
    await until(async () => (await arcade.status()).stream.outputs[0]?.state === 'live', 20_000)
    using folder = temporaryFolder()
    const copy = receive(`${server.url}/secretKey1`, 4, folder.file('received.flv'))
    assert.ok((await probe(copy)).frames.length >= 25)
  }
  await until(async () => (await arcade.status()).stream.outputs[0]?.state === 'recovering', 15_000)
  const { stream } = await arcade.status()
  assert.ok(stream.frames.written >= stream.frames.due - 2, 'frames go on while the server is away')
  assert.equal(await arcade.stop(), 0)
  assert.ok(!arcade.text.stderr.includes('secretKey1'), arcade.text.stderr)
})
