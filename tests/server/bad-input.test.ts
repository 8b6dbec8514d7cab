import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { runArcade, startArcade, temporaryFolder } from '../helpers/arcade.ts'

/** With every character that is escaped or cut off on its way to ffmpeg. */
const secret = "live_1234_doNotShow:it's?bandwidthtest=true"

/** Flags, and what the one sentence must name: the value and the valid choices. */
const mistakes: [args: string[], ...named: RegExp[]][] = [
  [['--gaem', 'x'], /--gaem/, /--game/],
  [['--port'], /--port/],
  [['stream'], /"stream"/, /start, simulate, doctor, games/],
  [['start', 'now'], /"now"/],
  [['--game', 'tetris'], /"tetris"/, /colour-tone/],
  [['--game', '../../etc'], /colour-tone/],
  [['--game', '__proto__'], /colour-tone/],
  [['--preset', 'ultra'], /"ultra"/, /live, lossless/],
  [['--preset', 'twitch-720'], /"twitch-720"/, /twitch-720p30, twitch-720p60/],
  [['--preset', 'twitch-720p30:extreme'], /twitch-720p30:extreme/, /:low, :medium, :high, :ultra/],
  [['--output', 'rtmp://127.0.0.1/live/oauth:doNotShow'], /chat token/, /Settings › Stream/],
  [['--preset', 'custom:9'], /"custom:9"/, /custom:4500k/],
  [['--preset', 'twitch-720p30', '--fps', '60'], /60 fps/, /use twitch-720p60/],
  [['--encoder', 'gpu'], /"gpu"/, /auto, x264, nvenc, qsv, vaapi, amf, videotoolbox/],
  [['--encoder', 'vaapi', '--fast', '--output', 'never.mkv'], /vaapi/, /VA display|\/dev\/dri/, /--encoder x264/],
  [['--bandwidth-test', '--output', 'null:'], /no output goes to Twitch/, /--output twitch:/],
  [['--output', 'twitch:'], /no stream key/, /TWITCH_STREAM_KEY_FILE/],
  [['--preset', 'lossless', '--output', 'out.mp4'], /lossless/, /\.mkv/],
  [['--preset', 'lossless', '--output', `rtmp://127.0.0.1/live/${secret}`], /lossless/, /\.mkv/],
  [['--size', '1280'], /size is "1280"/, /1280x720/],
  [['--size', '1281x720'], /1281x720/, /even/],
  [['--size', '99999x99999'], /99999x99999/],
  [['--fps', '0'], /fps is "0"/, /30000\/1001/],
  [['--fps', '30/0'], /30\/0/],
  [['--fps', 'fast'], /"fast"/, /24, 25, 30/],
  [['--fps', '1e999'], /1e999/],
  [['--sample-rate', '96000'], /96000/, /44100 or 48000/],
  [['--port', '70000'], /70000/, /0 to 65535/],
  [['--port', '-1'], /port/],
  [['--seed', '1.5'], /"1.5"/],
  [['--frames', '0'], /frames is "0"/],
  [['--frames', 'NaN'], /"NaN"/],
  [['--set', 'input=monarchy'], /"monarchy"/, /democracy, anarchy/],
  [['--set', 'inptu=anarchy'], /"inptu"/, /input/],
  [['--set', 'input'], /"input"/, /KEY=VALUE/],
  [['--chat', 'irc:foo'], /irc:foo/, /twitch:CHANNEL/],
  [['--chat', 'twitch:not a channel'], /not a channel/],
  [['--chat', 'crowd:many'], /crowd:many/],
  [['--chat', 'file:/no/such/chat.jsonl'], /\/no\/such\/chat\.jsonl/],
  [['--output', 'out.avi'], /out\.avi/, /\.mkv/],
  [['--output', 'ftp://example.org/x'], /ftp:/, /rtmp:/],
  [['--output', 'rtmp://127.0.0.1/live'], /no stream key/, /TWITCH_STREAM_KEY_FILE/],
  [['--output', 'hls:'], /hls:/],
  [['--output', 'hls:dir?list=1'], /list of hls: is "1"/, /2 to 1000/],
  [['--output', 'out.mkv?segment=none'], /segment of a file is "none"/, /1 to 86400/],
  [['--output', 'out.mkv?cap=10'], /cap of a file is "10"/, /10GB/],
  [['--output', 'out.mkv?format=raw'], /"format"/, /segment, cap/],
  [['--output', 'udp://127.0.0.1'], /udp:/, /udp:\/\/HOST:PORT/],
  [['--output', `srt://127.0.0.1:9?${secret}`], /srt:/, /streamid, passphrase, latency/],
  [['--output', `srt://127.0.0.1:9?passphrase=${secret}%`], /passphrase of srt:/, /10 to 79 characters/],
  [['--output', `rtmp-listen://127.0.0.1:1935/${secret}`], /rtmp-listen:\/\/HOST:PORT\/APP\/KEY/],
  [['--output', 'preview:now'], /preview:/],
  [['--output', 'a.mkv', '--output', './a.mkv'], /a\.mkv is given twice/],
  [['--config', '/no/such.yaml'], /\/no\/such\.yaml/],
  [['--branding', '/no/such.png'], /such\.png/, /can’t be read/],
  [['--branding', 'package.json'], /package\.json/, /PNG|JPEG|WebP/],
]

describe(
  'a mistake on the command line: exit 2 within a second, with one sentence and nothing started',
  { concurrency: 2 },
  () => {
    for (const [args, ...named] of mistakes)
      test(args.join(' ').replace(secret, 'KEY'), async () => {
        const { code, stdout, stderr } = await runArcade(args)
        assert.equal(code, 2, stderr)
        assert.equal(stdout, '')
        assert.equal(stderr.trimEnd().split('\n').length, 1, stderr)
        for (const each of named) assert.match(stderr, each)
        assert.ok(!stderr.includes('doNotShow'), stderr)
        assert.doesNotMatch(stderr, /\bat .*\.ts:\d+/)
      })
  },
)

test('a config file is held to the same rules, and flags and environment come before it', async () => {
  using folder = temporaryFolder()
  const config = folder.file('show.yaml')
  writeFileSync(config, 'size: 12x12\nfps: 24\n')
  assert.match((await runArcade(['--config', config])).stderr, /size is "12x12"/)
  writeFileSync(config, 'colour: red\n')
  assert.match((await runArcade(['--config', config])).stderr, /"colour".*game, chat/)
  writeFileSync(config, 'size: [\n')
  assert.match((await runArcade(['--config', config])).stderr, /show\.yaml/)
  writeFileSync(config, 'size: 320x180\nfps: 24\noutput: ["null:"]\nframes: 3\nfast: true\nset: { input: anarchy }\n')
  const fromFile = await runArcade(['--config', config])
  assert.match(fromFile.stdout, /320×180, 24 fps/)
  const fromEnvironment = await runArcade(['--config', config], { CHATARCADE_FPS: '25' })
  assert.match(fromEnvironment.stdout, /320×180, 25 fps/)
  const fromFlag = await runArcade(['--config', config, '--fps', '60'], { CHATARCADE_FPS: '25' })
  assert.match(fromFlag.stdout, /320×180, 60 fps/)
  assert.match(fromFlag.stdout, /Off the air: 3 frames/)
})

test('a config file may be TypeScript', async () => {
  using folder = temporaryFolder()
  const config = folder.file('chatarcade.config.ts')
  writeFileSync(config, "const fps: number = 50\nexport default { fps, output: ['null:'], frames: 2, fast: true }\n")
  assert.match((await runArcade(['--config', config])).stdout, /1280×720, 50 fps/)
})

test('a port in use is named, and --port 0 is offered', async () => {
  const server = createServer().listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { code, stderr } = await runArcade(['--port', String(port), '--output', 'null:'])
  server.close()
  assert.equal(code, 1)
  assert.match(stderr, new RegExp(`port ${port} is in use`))
  assert.match(stderr, /--port 0/)
})

test('a second show in the same directory is refused, and the first one does not notice', async () => {
  using folder = temporaryFolder()
  const args = ['--output', `hls:${folder.path}`, '--size', '320x180']
  await using first = await startArcade(args)
  const { code, stderr } = await runArcade([...args, '--port', '0'])
  assert.equal(code, 1)
  assert.match(stderr, /is in use by another show; name another directory with --data or hls:DIR/)
  assert.equal((await first.status()).stream.outputs[0]?.reconnects, 0)
})

test('a key file that is empty is a mistake, and no reason to stay at home unnoticed', async () => {
  using folder = temporaryFolder()
  writeFileSync(folder.file('key.txt'), '\n')
  const { code, stderr } = await runArcade([], { TWITCH_STREAM_KEY_FILE: folder.file('key.txt') })
  assert.equal(code, 2)
  assert.match(stderr, /TWITCH_STREAM_KEY_FILE is .*key\.txt, which is empty/)
})

test('a window where there is no desktop is a mistake, and the way out is named', async () => {
  const nowhere = { DISPLAY: '', WAYLAND_DISPLAY: '' }
  const { code, stdout, stderr } = await runArcade(['--fast', '--frames', '3', '--output', 'preview:'], nowhere)
  assert.equal(code, 2, stderr)
  assert.equal(stdout, '')
  assert.match(stderr, /^chatarcade: output preview: needs a desktop.*\/preview\.mjpeg/)
})

describe('ffmpeg', () => {
  test('that is missing is a sentence on how to install it', async () => {
    const { code, stderr } = await runArcade(['--fast', '--frames', '3', '--output', 'out.mkv'], {
      FFMPEG_PATH: '/no/ffmpeg',
    })
    assert.equal(code, 1)
    assert.match(stderr, /FFMPEG_PATH is \/no\/ffmpeg.*apt-get install ffmpeg/)
  })

  test('that refuses an option is quoted with its own last line, without the key', async () => {
    using folder = temporaryFolder()
    const fake = folder.file('ffmpeg')
    writeFileSync(
      fake,
      `#!/bin/sh\n[ "$1" = -version ] && echo ffmpeg version 7.0 && exit\ncat /dev/fd/3 >&2\necho "[error] key ${secret.split('?')[0]} refused" >&2\necho "[fatal] Unrecognized option 'x' near $(cat /dev/fd/3)" >&2\nexit 8\n`,
    )
    chmodSync(fake, 0o755)
    const args = ['--fast', '--frames', '30', '--output', `rtmp://127.0.0.1:9/live/${secret}`]
    const { code, stdout, stderr } = await runArcade(args, { FFMPEG_PATH: fake })
    assert.equal(code, 1, stderr)
    assert.match(stderr, /Unrecognized option 'x' near/)
    assert.ok(!`${stdout}${stderr}`.includes('doNotShow'), stderr)
  })

  test('that can not write the file says so', async () => {
    const { code, stderr } = await runArcade(['--fast', '--frames', '30', '--output', '/proc/nowhere/out.mkv'])
    assert.equal(code, 1)
    assert.match(stderr, /\/proc\/nowhere/)
  })
})
