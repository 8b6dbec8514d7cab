import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { runArcade, temporaryFolder } from '../helpers/arcade.ts'

describe('the doctor', () => {
  test('tries each encoder, lists what ffmpeg has, and says that a show can start', async () => {
    using folder = temporaryFolder()
    const { code, stdout } = await runArcade(['doctor', '--port', '0', '--data', folder.file('data')])
    assert.equal(code, 0, stdout)
    for (const line of [
      /✓ libx264: works/,
      /✓ aac: works/,
      /h264_nvenc: /,
      /Muxers +✓ flv, mp4, matroska/,
      /Protocols +✓ rtmp/,
    ])
      assert.match(stdout, line)
    assert.match(stdout, /Clock +✓ .*Z, [0-9.]+ ms apart/)
    assert.match(stdout, /Disk +[✓–] [0-9.]+ GB free in /)
    assert.match(stdout, /Speech +[✓–] espeak-ng/)
    assert.match(stdout, /A show can start here\./)
  })

  test('names what is lacking, and exits with 1', async () => {
    const server = createServer().listen(0, '0.0.0.0')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { code, stdout } = await runArcade(['doctor', '--port', String(port), '--data', '/proc/chatarcade'], {
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
    const { code, stdout } = await runArcade(['doctor', '--port', '0'], { PATH: '/nowhere', FFMPEG_PATH: ffmpeg })
    assert.equal(code, 0, stdout)
    assert.match(stdout, /Speech +– espeak-ng is not installed; alerts and stories are shown and not spoken/)
  })

  test('says whether keys are kept well, and never what they are', async () => {
    using folder = temporaryFolder()
    const key = folder.file('key.txt')
    writeFileSync(key, 'live_doNotShow')
    chmodSync(key, 0o644)
    const env = { TWITCH_STREAM_KEY_FILE: key, TWITCH_TOKEN: 'doNotShowEither' }
    const open = await runArcade(['doctor', '--port', '0'], env)
    assert.match(open.stdout, /TWITCH_STREAM_KEY_FILE can be read by others: chmod 600/)
    assert.match(open.stdout, /TWITCH_TOKEN is set in the environment/)
    chmodSync(key, 0o600)
    const closed = await runArcade(['doctor', '--port', '0'], env)
    assert.match(closed.stdout, /TWITCH_STREAM_KEY_FILE is there, and only you can read it/)
    for (const { stdout, stderr } of [open, closed]) assert.doesNotMatch(stdout + stderr, /doNotShow/)
  })
})
