import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  checkFits,
  parseFps,
  parsePreset,
  parseSize,
  platformCaps,
  platforms,
  presetFormat,
  qualities,
  ratesOf,
  rungFormats,
  rungs,
} from '../../render/index.ts'
import { encoderNames } from '../../render/output/encoders/names.ts'
import { codecArgs, type PresetName } from '../../render/output/presets.ts'
import { brightness, Rig } from '../helpers/output.ts'

/** Every preset of every platform. */
const table = platforms.flatMap((platform) =>
  rungs.flatMap((rung) =>
    qualities.map((quality) => ({ platform, rung, quality, name: parsePreset(`${platform}-${rung}:${quality}`) })),
  ),
)

const numberAfter = (args: readonly string[], option: string) => parseFloat(args[args.indexOf(option) + 1] ?? '')

describe('the presets of platforms', () => {
  it('keep every published cap: bitrates, keyframes, profile, size and frame rate, whatever encodes', () => {
    assert.equal(table.length, 4 * 5 * 4)
    for (const { platform, rung, name } of table) {
      const caps = platformCaps[platform]
      const { size, fps } = rungFormats[rung]
      assert.ok(fps.num / fps.den <= caps.fps)
      for (const encoder of encoderNames) {
        const args = codecArgs({ ...size, fps, sampleRate: 48_000, preset: name, encoder, constantRate: true })
        const about = `${name} ${encoder}: ${args.join(' ')}`
        assert.ok(numberAfter(args, '-b:v') <= caps.videoKbps[rung], about)
        for (const option of ['-maxrate', '-bufsize'])
          if (args.includes(option)) assert.equal(numberAfter(args, option), numberAfter(args, '-b:v'), about)
        assert.ok(numberAfter(args, '-b:a') <= caps.audioKbps, about)
        const keyframeSeconds = (numberAfter(args, '-g') * fps.den) / fps.num
        assert.equal(keyframeSeconds, 2, about)
        assert.ok(keyframeSeconds <= caps.keyframeSeconds, about)
        assert.equal(numberAfter(args, '-bf'), 0, about)
        const profile = args[args.indexOf('-profile:v') + 1]
        assert.ok(
          caps.profiles.some((each) => each === profile),
          about,
        )
      }
    }
  })

  it('spend more with each quality, and medium is what the platform recommends', () => {
    for (const platform of platforms)
      for (const rung of rungs) {
        const rates = qualities.map(
          (quality) => ratesOf(parsePreset(`${platform}-${rung}:${quality}`), rungFormats[rung]).videoKbps,
        )
        assert.deepEqual(
          rates,
          rates.toSorted((a, b) => a - b),
          `${platform}-${rung}`,
        )
      }
    const twitch = rungs.map((rung) => ratesOf(parsePreset(`twitch-${rung}`), rungFormats[rung]).videoKbps)
    assert.deepEqual(twitch, [1500, 3000, 4500, 4500, 6000])
    const speeds = qualities.map((quality) => {
      const preset = parsePreset(`twitch-1080p60:${quality}`)
      const format = { width: 1920, height: 1080, fps: { num: 60, den: 1 }, sampleRate: 48_000 }
      const args = codecArgs({ ...format, preset, encoder: 'x264', constantRate: true })
      return args[args.indexOf('-preset') + 1]
    })
    assert.deepEqual(speeds, ['superfast', 'veryfast', 'faster', 'fast'])
  })
})

describe('the name of a preset', () => {
  it('has one form, however it is written, so that equal ones share an encoder', () => {
    for (const [text, name] of [
      ['live', 'live'],
      ['live:medium', 'live'],
      ['lossless', 'lossless'],
      ['lossless:medium', 'lossless'],
      ['lossless:ultra', 'lossless:ultra'],
      ['twitch-720p30:medium', 'twitch-720p30'],
      ['x-1080p60:ultra', 'x-1080p60:ultra'],
      ['custom:4500k', 'custom:4500k+160k'],
      ['custom:04500k+128k:low', 'custom:4500k+128k:low'],
    ])
      assert.equal(parsePreset(text as string), name)
    for (const { name } of table) assert.equal(parsePreset(name), name)
  })

  it('is one of a closed list, and the sentence says which', () => {
    for (const text of ['', 'Live', 'fast', '__proto__', 'lossles:low', 'custom', 'custom:99k'])
      assert.throws(() => parsePreset(text), {
        code: 'bad-preset',
        message: new RegExp(`^preset is ${JSON.stringify(text)}, and must be one of live, lossless, custom:4500k`),
      })
    for (const text of ['live:', 'live:best', 'x-720p30:Low'])
      assert.throws(() => parsePreset(text), {
        code: 'bad-preset',
        message: /stands one of :low, :medium, :high, :ultra$/,
      })
    for (const text of ['custom:4500', 'custom:60000k', 'custom:4500k+16k', 'custom:4500k+999k', 'custom:-1k'])
      assert.throws(() => parsePreset(text), { code: 'bad-preset' })
    assert.throws(() => parsePreset('twitch-720p'), {
      message: /one of twitch-480p30, twitch-720p30, twitch-720p60, twitch-1080p30, twitch-1080p60$/,
    })
  })

  it('is refused with the same sentence whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          assert.equal(parsePreset(parsePreset(text)), parsePreset(text))
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'bad-preset')
        }
      }),
    )
  })
})

describe('a picture and its preset', () => {
  const picture = (size: string, fps: string) => ({ size: parseSize(size, 'it'), fps: parseFps(fps) })
  const fits = (name: PresetName, size: string, fps: string) => checkFits(name, picture(size, fps))

  it('go together where the picture is as large or smaller, as fast or slower, lying or upright', () => {
    for (const rung of rungs) checkFits(`kick-${rung}`, rungFormats[rung])
    for (const [size, fps] of [
      ['1280x720', '30000/1001'],
      ['720x1280', '30'],
      ['960x960', '24'],
      ['640x360', '10'],
    ] as const)
      fits('twitch-720p30', size, fps)
    for (const name of ['live', 'lossless', 'custom:4500k'] as const) fits(name, '3840x2160', '120')
  })

  it('don’t where the rate would be too low, and the sentence names the one that fits', () => {
    for (const [name, size, fps, wayOut] of [
      ['twitch-720p30', '1280x720', '60', /fps is|use twitch-720p60/],
      ['twitch-720p30:low', '1920x1080', '30', /use twitch-1080p30/],
      ['youtube-1080p30', '1920x1080', '60', /use youtube-1080p60/],
      ['x-720p60', '3840x2160', '60', /use custom:RATEk/],
      ['x-720p60', '1280x720', '61', /use custom:RATEk/],
    ] as const)
      assert.throws(() => fits(name, size, fps), { code: 'bad-preset', message: wayOut })
  })

  it('a platform’s brings its size and frame rate, and the others none', () => {
    assert.deepEqual(presetFormat('kick-480p30:high'), picture('854x480', '30'))
    assert.deepEqual(presetFormat('x-1080p60'), picture('1920x1080', '60'))
    for (const name of ['live', 'lossless', 'custom:900k'] as const) assert.equal(presetFormat(name), null)
  })
})

describe('a preset of one’s own', () => {
  it('sends what it says, of picture and sound', () => {
    const format = { width: 1280, height: 720, fps: { num: 25, den: 1 }, sampleRate: 44_100 }
    const args = codecArgs({
      ...format,
      preset: parsePreset('custom:2750k+96k:ultra'),
      encoder: 'x264',
      constantRate: false,
    })
    assert.deepEqual(
      [numberAfter(args, '-b:v'), numberAfter(args, '-b:a'), numberAfter(args, '-g'), args.includes('-x264-params')],
      [2750, 96, 50, false],
    )
    assert.equal(args[args.indexOf('-preset') + 1], 'fast')
  })

  it('live scales with quality and stays within what Twitch takes', () => {
    const rates = (size: string) =>
      qualities.map((quality) => {
        const picture = { size: parseSize(size, 'it'), fps: parseFps('30') }
        return ratesOf(parsePreset(`live:${quality}`), picture).videoKbps
      })
    assert.deepEqual(rates('1280x720'), [1800, 3000, 3800, 4600])
    assert.deepEqual(rates('1920x1080'), [4100, 6000, 6000, 6000])
  })
})

describe('a lossless file', () => {
  for (const quality of qualities)
    it(`has every pixel and every sample at quality ${quality}`, async () => {
      await using rig = new Rig({ pace: 'fast', frames: 40, preset: parsePreset(`lossless:${quality}`) })
      rig.start()
      await rig.paint(40)
      await rig.closed
      const { brightness: shown, left } = await rig.decode()
      assert.deepEqual(
        shown,
        Array.from({ length: 40 }, (_, n) => brightness(n)),
      )
      assert.equal(left.length, rig.samplesIn(40))
    })
})
