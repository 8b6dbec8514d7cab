import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFollowerCache } from '../../chat/sources/follower-cache.ts'
import { createFollowers, type Followers } from '../../chat/sources/twitch-followers.ts'
import { until } from '../helpers/chat.ts'
import { startTwitchApi, type TwitchApi } from '../helpers/twitch-api.ts'

const account = { token: 's3cr3t', clientId: 'abc123' }

function ask(api: TwitchApi, lines: string[] = [], token = 'oauth:s3cr3t'): Followers {
  return createFollowers({ apiUrl: api.url, clientId: account.clientId, token, log: (_, line) => lines.push(line) })
}

describe('who follows', () => {
  it('is unknown at first, then known, and asked for once', async () => {
    await using api = await startTwitchApi(account)
    api.followers.add('7')
    await using followers = ask(api)
    assert.equal(followers.status('1', 'twitch:7'), 'unknown')
    assert.equal(followers.status('1', '8'), 'unknown')
    await until('both are known', () => followers.status('1', '7') === 'yes' && followers.status('1', '8') === 'no')
    assert.deepEqual(api.asked, ['1 7', '1 8'])
  })

  it('is never asked of ids that aren’t Twitch’s', async () => {
    await using api = await startTwitchApi(account)
    await using followers = ask(api)
    for (const id of ['', 'twitch:@bob', 'local:7', '7&x=1', '7'.repeat(30)])
      assert.equal(followers.status('1', id), 'unknown')
    followers.status('1', '7')
    await until('one is asked', () => api.asked.length > 0)
    assert.deepEqual(api.asked, ['1 7'])
  })

  it('is asked ten times in a second and four at once at most, and only of the latest 500', async () => {
    await using api = await startTwitchApi({ ...account, answerMs: 450 })
    await using followers = ask(api)
    for (let id = 1; id <= 1000; id++) followers.status('1', String(id))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    assert.equal(api.mostAtOnce, 4)
    assert.ok(api.asked.length > 0 && api.asked.length <= 10)
    assert.ok(api.asked.slice(1).every((question) => Number(question.split(' ')[1]) > 500))
  })

  it('stays unknown where the token is refused, which is said once and without it', async () => {
    await using api = await startTwitchApi(account)
    const lines: string[] = []
    await using followers = ask(api, lines, 'wr0ng')
    followers.status('1', '7')
    await until('it is said', () => lines.length > 0)
    followers.status('1', '8')
    await new Promise((resolve) => setTimeout(resolve, 150))
    assert.equal(followers.status('1', '7'), 'unknown')
    assert.equal(api.asked.length, 1)
    assert.equal(lines.length, 1)
    assert.match(lines[0] ?? '', /moderator:read:followers/)
    assert.doesNotMatch(lines.join(), /wr0ng/)
  })

  it('is asked again when Twitch’s limit allows it', async () => {
    await using api = await startTwitchApi(account)
    api.followers.add('7')
    await using followers = ask(api)
    const reset = Math.ceil(Date.now() / 1000) + 1
    api.answerWith({ status: 429, headers: { 'ratelimit-reset': String(reset) } })
    followers.status('1', '7')
    await until('it was asked', () => api.asked.length === 1)
    api.answerWith(null)
    followers.status('1', '8')
    await until('it is known', () => followers.status('1', '7') === 'yes')
    assert.ok(Date.now() / 1000 >= reset)
  })

  it('stays unknown while the answers make no sense', async () => {
    for (const answer of [
      { status: 500 },
      { status: 200, body: 'no JSON' },
      { status: 302, headers: { location: '/' } },
    ]) {
      await using api = await startTwitchApi(account)
      api.answerWith(answer)
      const lines: string[] = []
      await using followers = ask(api, lines)
      followers.status('1', '7')
      await until('it is said', () => lines.length > 0)
      assert.match(lines[0] ?? '', /doesn’t say who follows/)
      assert.equal(followers.status('1', '7'), 'unknown')
    }
  })

  it('says by a code why nobody answers, and never names the URL', async () => {
    const gone = await startTwitchApi(account)
    await gone[Symbol.asyncDispose]()
    for (const [apiUrl, reason] of [
      [gone.url, /ECONNREFUSED/],
      ['http://us:s3cret@127.0.0.1/helix', /TypeError/],
    ] as const) {
      const lines: string[] = []
      const log = (_: string, line: string) => void lines.push(line)
      await using followers = createFollowers({ ...account, apiUrl, log })
      followers.status('1', '7')
      await until('it is said', () => lines.length > 0)
      assert.match(lines[0] ?? '', reason)
      assert.doesNotMatch(lines.join(), /s3cret|127\.0/)
    }
  })
})

describe('what is remembered of who follows', () => {
  it('is a yes for ten minutes and a no for one, of the latest 10,000', () => {
    const cache = createFollowerCache()
    cache.set('yes', true, 0)
    cache.set('no', false, 0)
    assert.deepEqual([cache.get('yes', 599_999), cache.get('yes', 600_000)], [true, undefined])
    assert.deepEqual([cache.get('no', 59_999), cache.get('no', 60_000)], [false, undefined])
    for (let i = 0; i < 9999; i++) cache.set(String(i), true, 0)
    assert.deepEqual([cache.get('yes', 0), cache.get('no', 0), cache.get('9998', 0)], [undefined, false, true])
  })
})
