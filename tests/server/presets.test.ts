import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatFps, formatSize, platforms, rungs } from '../../render/index.ts'
import { readConfig } from '../../server/config.ts'
import { readTwitch } from '../../server/environment.ts'
import { makePlan } from '../../server/plan.ts'
import { runArcade } from '../helpers/arcade.ts'

const planOf = (config: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) =>
  makePlan(readConfig([config]), readTwitch(env))
const shapeOf = async (config: Record<string, unknown>) => {
  const { format, pictures } = await planOf({ output: ['a.mkv'], ...config })
  const sizes = pictures.map((picture) => formatSize(picture.format))
  return [formatSize(format), formatFps(format.fps), sizes.join(' ')]
}

describe('the table of presets', () => {
  test('has a row for every preset, in columns that stand below each other', async () => {
    const { code, stdout, stderr } = await runArcade(['presets'])
    assert.deepEqual([code, stderr], [0, ''])
    for (const platform of platforms)
      for (const rung of rungs) assert.match(stdout, new RegExp(` ${platform}-${rung} `))
    for (const name of ['live', 'custom:4500k', 'lossless']) assert.match(stdout, new RegExp(`^    ${name} `, 'm'))
    const rows = stdout.split('\n').filter((line) => /-\d+p\d+ .* \d+$/.test(line))
    assert.equal(rows.length, platforms.length * rungs.length)
    assert.equal(new Set(rows.map((row) => row.length)).size, 1)
    assert.match(stdout, /twitch-720p30 +1280x720 +30 +1800 +3000 +3800 +4500 +160/)
    assert.ok(stdout.split('\n').every((line) => line.length <= 110))
  })

  test('has help of its own, and is named in the help of all', async () => {
    assert.match((await runArcade(['presets', '--help'])).stdout, /--preset twitch-720p30:high/)
    assert.match((await runArcade(['--help'])).stdout, /npm start -- presets/)
    assert.equal((await runArcade(['presets', '--size', '1x1'])).code, 2)
  })
})

describe('a preset', () => {
  test('brings size and frame rate where neither is named, and gives way where they are', async () => {
    assert.deepEqual(await shapeOf({}), ['1280x720', '30', '1280x720'])
    assert.deepEqual(await shapeOf({ preset: 'kick-1080p60' }), ['1920x1080', '60', '1920x1080'])
    assert.deepEqual(await shapeOf({ preset: 'kick-1080p60', fps: '30' }), ['1920x1080', '30', '1920x1080'])
    assert.deepEqual(await shapeOf({ preset: 'kick-1080p60', size: '1080x1920' }), ['1080x1920', '60', '1080x1920'])
  })

  test('that a size or a frame rate doesn’t fit is refused, with the one that does', async () => {
    for (const [config, message] of [
      [{ preset: 'twitch-720p30', fps: '60' }, /up to 1280x720 at 30 fps.*use twitch-720p60/],
      [{ preset: 'twitch-720p30', size: '1920x1080' }, /use twitch-1080p30/],
      [{ preset: 'twitch-720p30', output: ['a.mkv?size=1920x1080'] }, /use twitch-1080p30/],
    ] as const)
      await assert.rejects(planOf({ output: ['a.mkv'], ...config }), { code: 'bad-preset', message })
  })

  test('of one output brings that output’s size, and the lowest frame rate suits all', async () => {
    const output = [
      'a.mkv',
      { url: 'b.mkv', preset: 'youtube-1080p30' },
      { url: 'c.mkv', preset: 'x-480p30', size: '480x854' },
    ]
    assert.deepEqual(await shapeOf({ preset: 'twitch-720p60', output }), [
      '1280x720',
      '30',
      '1280x720 1920x1080 480x854',
    ])
    const own = [{ url: 'b.mkv', preset: 'youtube-1080p60' }]
    assert.deepEqual(await shapeOf({ preset: 'twitch-720p30', output: own }), ['1280x720', '60', '1920x1080'])
  })
})

describe('twitch:', () => {
  const env = { TWITCH_STREAM_KEY: 'live_1_aKey' }
  const keysOf = async (config: Record<string, unknown>) =>
    (await planOf(config, env)).targets.map((target) => [target.id, target.kind === 'rtmp' ? target.key : target.kind])

  test('is the ingest with the key of the environment, in a size of its own where it has one', async () => {
    const { pictures, targets } = await planOf({ output: ['twitch:?size=720x1280', 'null:'] }, env)
    assert.deepEqual(
      pictures.map(({ format }) => formatSize(format)),
      ['720x1280', '1280x720'],
    )
    assert.deepEqual([targets[0]?.id, targets[0]?.url], ['twitch', 'rtmp://live.twitch.tv/app'])
    await assert.rejects(planOf({ output: ['twitch:'] }), { message: /no stream key.*TWITCH_STREAM_KEY_FILE/ })
    await assert.rejects(planOf({ output: ['twitch:', 'twitch:?size=720x1280'] }, env), { message: /given twice/ })
  })

  test('a bandwidth test marks Twitch’s keys, and no others', async () => {
    const output = [
      'twitch:',
      'rtmp://live-fra.twitch.tv/app/b?x=1',
      'rtmp://fra02.contribute.live-video.net/app/c',
      'rtmp://a/app/d',
    ]
    assert.deepEqual(await keysOf({ output, bandwidthTest: true }), [
      ['twitch', 'live_1_aKey?bandwidthtest=true'],
      ['live-fra.twitch.tv', 'b?x=1&bandwidthtest=true'],
      ['fra02.contribute.live-video.net', 'c?bandwidthtest=true'],
      ['a', 'd'],
    ])
    assert.deepEqual(await keysOf({ bandwidthTest: 'true' }), [['twitch', 'live_1_aKey?bandwidthtest=true']])
    assert.deepEqual(
      await keysOf({ output: ['rtmp://live.twitch.tv/app/k?bandwidthtest=true'], bandwidthTest: true }),
      [['live.twitch.tv', 'k?bandwidthtest=true']],
    )
    for (const url of [
      'null:',
      'rtmp://twitch.tv.example.org/app/k',
      'rtmps://x.global-contribute.live-video.net/app/k',
    ])
      await assert.rejects(keysOf({ output: [url], bandwidthTest: true }), { message: /no output goes to Twitch/ })
  })
})
