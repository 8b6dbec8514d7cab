import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutputSpec } from '../../render/index.ts'
import { readConfig } from '../../server/config.ts'
import { readTwitch } from '../../server/environment.ts'
import { makePlan } from '../../server/plan.ts'

const key = 'live_1_aKey?bandwidthtest=true'
const targets = async (env: NodeJS.ProcessEnv) => (await makePlan(readConfig([{}]), readTwitch(env))).targets

test('a stream key sends the show to Twitch, or to the ingest that is named, by address or by Twitch’s own template', async () => {
  for (const [ingest, url] of [
    [undefined, 'rtmp://live.twitch.tv/app'],
    ['rtmp://127.0.0.1:1935/live', 'rtmp://127.0.0.1:1935/live'],
    ['rtmp://127.0.0.1:1935/live/', 'rtmp://127.0.0.1:1935/live'],
    ['rtmps://ingest.example.org:443/app/{stream_key}', 'rtmps://ingest.example.org:443/app'],
  ] as const) {
    const env = { TWITCH_STREAM_KEY: key, ...(ingest === undefined ? {} : { TWITCH_INGEST_URL: ingest }) }
    assert.partialDeepStrictEqual(await targets(env), [{ kind: 'rtmp', id: 'twitch', url, key }])
  }
})

test('without a key the show stays here, and without a channel the chat is the page’s own', async () => {
  const here = await makePlan(readConfig([{}]), readTwitch({}))
  assert.deepEqual(here.chat, ['local:'])
  assert.equal(here.targets[0]?.kind, 'hls')
  const abroad = await makePlan(readConfig([{}]), readTwitch({ TWITCH_CHANNEL: 'arcade', TWITCH_STREAM_KEY: key }))
  assert.deepEqual(abroad.chat, ['twitch:arcade'])
})

const planOf = (config: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) =>
  makePlan(readConfig([config]), readTwitch(env))
const sizesOf = async (config: Record<string, unknown>) => {
  const { pictures } = await planOf(config)
  const idsOf = (outputs: readonly OutputSpec[]) => outputs.map(({ target }) => target.id).join(' ')
  return pictures.map(({ format, outputs }) => [`${format.width}x${format.height}`, idsOf(outputs)])
}

test('outputs of equal size share a picture, and those that name none have the show’s', async () => {
  const output = ['a.mkv?size=360x640', 'b.mkv', 'c.mkv?size=640x360', 'd.mkv?size=360x640', 'null:']
  assert.deepEqual(await sizesOf({ output, size: '640x360' }), [
    ['360x640', 'a.mkv d.mkv'],
    ['640x360', 'b.mkv c.mkv null'],
  ])
  assert.deepEqual(await sizesOf({ output: 'a.mkv, b.mkv?size=360x640' }), [
    ['1280x720', 'a.mkv'],
    ['360x640', 'b.mkv'],
  ])
})

test('a key keeps a query of its own, and a map’s URL is taken as it is', async () => {
  const output = [
    `rtmp://a/app/${key}&size=640x360`,
    { url: `rtmp://b/app/${key}&size=640x360`, size: '360x640' },
    { url: 'hls:data?size=1x1' },
    'rtmp://c/app?size=360x640',
  ]
  const { targets: given } = await planOf({ output }, { TWITCH_STREAM_KEY: 'its-own' })
  assert.deepEqual(
    given.map((target) => (target.kind === 'rtmp' ? [target.id, target.key] : [target.id, target.url])),
    [
      ['a', key],
      ['b', `${key}&size=640x360`],
      ['c', 'its-own'],
      ['hls', 'hls:data?size=1x1'],
    ],
  )
})

test('one server may take two streams, but not one stream twice', async () => {
  const output = ['rtmp://a/app/one', 'rtmp://a/app/two?size=360x640']
  assert.deepEqual(await sizesOf({ output }), [
    ['1280x720', 'a'],
    ['360x640', 'a-2'],
  ])
  await assert.rejects(planOf({ output: ['rtmp://a/app/one', 'rtmp://a/app/one?size=360x640'] }), {
    message: 'output rtmp://a/app is given twice',
  })
})

test('alerts and stories are spoken unless something else is asked for, and moderators may have something said', async () => {
  const usual = await planOf({})
  assert.deepEqual([usual.speech, usual.say], [{ of: ['alerts', 'story'], language: 'en' }, 'moderators'])
  const said = await planOf({ speech: 'say, story', speechLanguage: 'en-gb-x-rp', say: 'everyone' })
  assert.deepEqual([said.speech, said.say], [{ of: ['say', 'story'], language: 'en-gb-x-rp' }, 'everyone'])
  assert.deepEqual((await planOf({ speech: 'off' })).speech.of, [])
  for (const [config, message] of [
    [{ speech: ['alerts', 'off'] }, 'speech is ["alerts","off"], and must be of alerts, say, story, or off'],
    [{ say: 'vips' }, 'say is "vips", and must be one of nobody, moderators, everyone'],
  ] as const)
    assert.throws(() => readConfig([config]), { message })
})

test('the voice of speech can never be an option or a file', () => {
  for (const speechLanguage of [
    '-f',
    '--stdin',
    'en -f',
    '../en',
    '/etc/passwd',
    'en-',
    '',
    'e',
    'EN',
    'en\n-f',
    'ｅｎ',
  ])
    assert.throws(() => readConfig([{ speechLanguage }]), /must be a voice of espeak-ng, such as en, de or en-us/)
})

test('a config that is wrong about outputs never says what could be a key', () => {
  for (const [output, message] of [
    [[], 'output must name at least one; null: makes nothing'],
    [5, 'output must be a list of outputs'],
    [
      ['null:', { url: `rtmp://a/app/${key}`, sise: '1x1' }],
      'there is no setting "sise"; the settings are url, size, preset',
    ],
    [[7, `rtmp://a/app/${key}`], 'output.0 must be a URL or { url, size, preset }'],
  ] as const)
    assert.throws(() => readConfig([{ output }]), { message })
})
