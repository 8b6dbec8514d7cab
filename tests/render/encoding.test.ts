import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { checkPreset, findFfmpeg, checkFfmpeg, parseFps, parseTarget, RenderError } from '../../render/index.ts'
import { childEnv, encoderArgs } from '../../render/output/ffmpeg.ts'
import { videoKbps, type EncodeFormat } from '../../render/output/presets.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { frameRates } from '../helpers/media.ts'

const key = "live_4711_canaryKey:with=odd'chars\\"
const format = (width: number, height: number, fps = '30'): EncodeFormat => ({
  ...{ width, height, fps: parseFps(fps), sampleRate: 48_000, preset: 'live', encoder: 'x264', constantRate: true },
})

/** The value that follows an option. */
const after = (args: readonly string[], option: string) => args[args.indexOf(option) + 1]

describe('a preset', () => {
  it('lossless is for .mkv files, and for null: which writes nothing', () => {
    for (const text of ['out.mkv', 'null:']) checkPreset('lossless', parseTarget(text))
    for (const text of ['out.mp4', 'out.flv', 'out.ts', 'hls:x', 'rtmp://host/app/key'])
      assert.throws(
        () => checkPreset('lossless', parseTarget(text)),
        (error) => error instanceof RenderError && error.code === 'bad-preset' && /\.mkv file only/.test(error.message),
      )
    for (const text of ['out.mp4', 'rtmp://host/app/key']) checkPreset('live', parseTarget(text))
  })

  it('live has a bitrate that suits the size, within what Twitch takes', () => {
    assert.equal(videoKbps(format(1280, 720)), 3000)
    assert.equal(videoKbps(format(1280, 720, '60')), 4600)
    assert.equal(videoKbps(format(1920, 1080)), 6000)
    assert.equal(videoKbps(format(3840, 2160, '60')), 6000)
    assert.equal(videoKbps(format(160, 160)), 600)
    for (const fps of frameRates)
      for (let height = 160; height <= 2160; height += 10) {
        const kbps = videoKbps(format(height * 2, height, fps))
        assert.ok(Number.isInteger(kbps) && kbps >= 600 && kbps <= 6000)
        assert.ok(kbps >= videoKbps(format(height, height, fps)))
      }
  })

  for (const [fps, keyint] of Object.entries({
    '24': 48,
    '25': 50,
    '30': 60,
    '60': 120,
    '30000/1001': 60,
    '60000/1001': 120,
  }))
    it(`live has a keyframe every 2 s, no B-frames and a constant rate at ${fps} fps`, () => {
      const args = encoderArgs(format(1280, 720, fps))
      assert.deepEqual(
        [after(args, '-g'), after(args, '-keyint_min'), after(args, '-bf')],
        [`${keyint}`, `${keyint}`, '0'],
      )
      assert.equal(after(args, '-b:v'), after(args, '-maxrate'))
      assert.equal(after(args, '-x264-params'), 'nal-hrd=cbr')
    })
})

describe('a stream key', () => {
  it('is in no variable that a child gets', () => {
    process.env['TWITCH_STREAM_KEY'] = key
    process.env['CHATARCADE_ADMIN_PASSWORD'] = key
    try {
      const env = childEnv()
      assert.ok(Object.values(env).every((value) => value !== key))
      assert.equal(env['PATH'], process.env['PATH'])
    } finally {
      delete process.env['TWITCH_STREAM_KEY']
      delete process.env['CHATARCADE_ADMIN_PASSWORD']
    }
  })
})

describe('ffmpeg', () => {
  it('is the one that FFMPEG_PATH names, else the first on PATH, else the packaged one', async () => {
    using folder = temporaryFolder()
    const mine = folder.file('ffmpeg')
    writeFileSync(mine, '#!/bin/sh\necho "ffmpeg version 99.9-mine and more"\n', { mode: 0o755 })
    assert.equal(findFfmpeg({ FFMPEG_PATH: mine, PATH: '/usr/bin' }), mine)
    assert.equal(findFfmpeg({ PATH: `/nonexistent:${folder.path}:/usr/bin` }), mine)
    await checkFfmpeg(mine)
    const packaged = findFfmpeg({ FFMPEG_PATH: '', PATH: '' })
    assert.match(packaged, /@ffmpeg-binary/)
    await checkFfmpeg(packaged)
    writeFileSync(mine, '#!/bin/sh\necho "ffmpeg version 4.4.2-0ubuntu and more"\n')
    await assert.rejects(checkFfmpeg(mine), {
      code: 'no-ffmpeg',
      message: /version 4\.4\.2-0ubuntu, and must be 5 or later/,
    })
  })

  it('is not guessed at when FFMPEG_PATH is wrong: the sentence names the value and the way out', async () => {
    assert.throws(() => findFfmpeg({ FFMPEG_PATH: '/no/such', PATH: '/usr/bin' }), {
      code: 'no-ffmpeg',
      message: /^FFMPEG_PATH is \/no\/such, and no program is there; install it \(.*apt-get install ffmpeg/,
    })
    await assert.rejects(checkFfmpeg('/no/such'), { code: 'no-ffmpeg', message: /^\/no\/such does not run; install/ })
  })
})
