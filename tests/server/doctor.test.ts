import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { runArcade, temporaryFolder } from '../helpers/arcade.ts'

/** An address that takes no connection, so that nothing here asks the real Twitch. */
const nowhere = { TWITCH_INGEST_URL: 'http://127.0.0.1:2/ingests' }

const doctor = (args: readonly string[], env: Record<string, string> = {}) =>
  runArcade(['doctor', ...args], { ...nowhere, ...env })

describe('the doctor', { concurrency: true }, () => {
  test('tries each encoder, lists what ffmpeg has, and says that a show can start', async () => {
    using folder = temporaryFolder()
    const { code, stdout } = await doctor(['--port', '0', '--data', folder.file('data')])
    assert.equal(code, 0, stdout)
    for (const line of [
      /✓ x264 \(libx264\): works, 1280x720 at 30 fps [0-9.]+ times as fast as needed/,
      /✓ aac: works/,
      /nvenc \(h264_nvenc\): /,
      /Devices +[✓–] /,
      /Muxers +✓ flv, mp4, matroska/,
      /Protocols +✓ rtmp/,
    ])
      assert.match(stdout, line)
    assert.match(stdout, /Clock +[✓–] .*Z, [0-9.]+ ms apart from the monotonic clock in a second\n +[✓–] .*NTP/)
    assert.match(stdout, /Twitch +– its list of ingests can’t be used from here: ECONNREFUSED/)
    assert.match(stdout, /Disk +[✓–] [0-9.]+ GB free in /)
    assert.match(stdout, /Speech +[✓–] espeak-ng/)
    assert.match(stdout, /A show can start here\./)
  })

  test('names what is lacking, and exits with 1', async () => {
    const server = createServer().listen(0, '0.0.0.0')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { code, stdout } = await doctor(['--port', String(port), '--data', '/proc/chatarcade'], {
      FFMPEG_PATH: '/no/such/ffmpeg',
      TWITCH_STREAM_KEY_FILE: '/no/such/key',
    })
    server.close()
    assert.equal(code, 1)
    assert.match(stdout, /✗ FFMPEG_PATH is \/no\/such\/ffmpeg/)
    assert.match(stdout, new RegExp(`✗ ${port} on 0\\.0\\.0\\.0 can’t be used \\(EADDRINUSE\\)`))
    assert.match(stdout, /✗ TWITCH_STREAM_KEY_FILE is \/no\/such\/key/)
    assert.match(stdout, /things are lacking/)
  })

  test('says where nothing can be spoken, and that a show can start nevertheless', async () => {
    const { ffmpeg } = await import('../helpers/media.ts')
    const { code, stdout } = await doctor(['--port', '0'], { PATH: '/nowhere', FFMPEG_PATH: ffmpeg })
    assert.equal(code, 0, stdout)
    assert.match(stdout, /Speech +– espeak-ng is not installed; alerts and stories are shown and not spoken/)
  })

  test('says whether keys are kept well, and never what they are', async () => {
    using folder = temporaryFolder()
    const key = folder.file('key.txt')
    writeFileSync(key, 'live_doNotShow')
    chmodSync(key, 0o644)
    const env = { TWITCH_STREAM_KEY_FILE: key, TWITCH_TOKEN: 'doNotShowEither' }
    const open = await doctor(['--port', '0'], env)
    assert.match(open.stdout, /TWITCH_STREAM_KEY_FILE can be read by others: chmod 600/)
    assert.match(open.stdout, /TWITCH_TOKEN is set in the environment/)
    chmodSync(key, 0o600)
    const closed = await doctor(['--port', '0'], env)
    assert.match(closed.stdout, /TWITCH_STREAM_KEY_FILE is there, and only you can read it/)
    for (const { stdout, stderr } of [open, closed]) assert.doesNotMatch(stdout + stderr, /doNotShow/)
  })

  test('tries the encoders with the very show that is meant, and what is named and fails is lacking', async () => {
    const { code, stdout } = await doctor(['--port', '0', '--preset', 'x-480p30:low', '--encoder', 'vaapi'])
    assert.equal(code, 1)
    assert.match(stdout, /✓ x264 \(libx264\): works, 854x480 at 30 fps/)
    assert.match(stdout, /✗ vaapi \(h264_vaapi\): /)
    const wrong = await doctor(['--preset', 'x-480p30', '--size', '1280x720'])
    assert.equal(wrong.code, 1)
    assert.match(wrong.stdout, /✗ preset x-480p30 is for up to 854x480/)
  })

  test('says whether the servers of the outputs take connections, and how far Twitch’s nearest ingest is', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ingest = { name: 'Here', url_template: `rtmp://127.0.0.1:${port}/app/{stream_key}`, priority: 0 }
    const list = createHttpServer((_request, response) => response.end(JSON.stringify({ ingests: [ingest] })))
    await once(list.listen(0, '127.0.0.1'), 'listening')
    const env = {
      TWITCH_INGEST_URL: `http://127.0.0.1:${(list.address() as AddressInfo).port}/`,
      TWITCH_STREAM_KEY: 'doNotShow',
    }
    const output = ['--output', 'twitch:', '--output', `rtmp://127.0.0.1:${port}/live/doNotShow`]
    const reached = await doctor(['--port', '0', ...output], env)
    server.close()
    const gone = await doctor(['--port', '0', ...output], env)
    list.close()
    assert.equal(reached.code, 0, reached.stdout)
    assert.match(reached.stdout, /Outputs +✓ 127\.0\.0\.1 \(rtmp:\/\/127\.0\.0\.1:\d+\/live\) is \d+ ms away/)
    assert.match(reached.stdout, /Twitch +✓ nearest ingest of 1: Here, \d+ ms away/)
    assert.equal(gone.code, 1)
    assert.match(gone.stdout, /✗ 127\.0\.0\.1 .* takes no connection within 3 s/)
    assert.match(gone.stdout, /Twitch +– its list of ingests can’t be used from here: none of the first ones answers/)
    for (const { stdout, stderr } of [reached, gone]) assert.doesNotMatch(stdout + stderr, /doNotShow/)
  })
})
