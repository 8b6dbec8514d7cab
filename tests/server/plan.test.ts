import assert from 'node:assert/strict'
import { test } from 'node:test'
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
    assert.deepEqual(await targets(env), [{ kind: 'rtmp', id: 'twitch', url, key }])
  }
})

test('without a key the show stays here, and without a channel the chat is the page’s own', async () => {
  const here = await makePlan(readConfig([{}]), readTwitch({}))
  assert.deepEqual(here.chat, ['local:'])
  assert.equal(here.targets[0]?.kind, 'hls')
  const abroad = await makePlan(readConfig([{}]), readTwitch({ TWITCH_CHANNEL: 'arcade', TWITCH_STREAM_KEY: key }))
  assert.deepEqual(abroad.chat, ['twitch:arcade'])
})
