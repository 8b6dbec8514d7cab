import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { settingsKey } from '../../server/saved-settings.ts'
import type { Answer, Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'
import { openedStore } from '../helpers/store.ts'

interface Settings {
  readonly now: Record<string, unknown>
  readonly saved: Record<string, unknown>
  readonly heldBy: Record<string, string>
  readonly needsRestart: readonly string[]
}

const settingsOf = ({ body }: Answer) => body as unknown as Settings

const start = (data: string, ...more: string[]) =>
  startOwned(['--data', data, '--output', 'null:', '--size', '320x180', ...more])

const ban = (userId: string, seconds: number | null) => ({ userId, name: userId, seconds, reason: 'spam' })

/** So many terms, each as long as it may be. */
const longList = (count: number) => Array.from({ length: count }, (_, at) => `${at}`.padStart(100, 'turnip'))

describe('settings by the API', () => {
  const folder = temporaryFolder()
  let arcade: OwnedArcade
  let owner: Client

  before(async () => {
    arcade = await start(folder.path, '--burst', '9', '--set', 'grace=1')
    owner = arcade.owner
  })
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const put = (values: object, reason?: string) =>
    owner.request('PUT', '/api/settings', { values, ...(reason === undefined ? {} : { reason }) })
  const filter = async () => (await owner.get('/api/chat/filter')).body as unknown as { blocked: string[] }

  it('takes nothing that another start would not take', async () => {
    const refused = [
      ...[{ fps: 'abc' }, { game: 'nope' }, { blocked: ['a'] }, { set: { nonsense: '1' } }, { players: 'subscribers' }],
      ...[{ fps: 30, players: 'cats' }, { data: '/tmp' }, { chat: ['local:', 'local:'] }, { preset: 'no-such' }],
      ...[{ blocked: longList(1001) }],
    ]
    for (const values of refused) {
      const { status, body } = await put(values)
      assert.equal(status, 409, JSON.stringify(values).slice(0, 100))
      assert.equal(body['code'], 'bad-config')
    }
    assert.match(String((await put({ fps: 'abc' })).body['error']), /abc/)
    assert.deepEqual(settingsOf(await owner.get('/api/settings')).saved, {})
  })

  it('changes what a patch names, also within set, and leaves the rest', async () => {
    const patch = (values: object) => owner.request('PATCH', '/api/settings', { values })
    const saved = async (answer: Promise<Answer>): Promise<Settings> => {
      const { settings } = (await answer).body as { settings?: Settings }
      assert.ok(settings)
      return settings
    }
    await put({ perSecond: 5, blocked: ['turnip'], set: { window: 20, quorum: 10 } })
    const changed = await saved(patch({ perSecond: 6, set: { window: 30 } }))
    assert.deepEqual(changed.saved, { perSecond: 6, blocked: ['turnip'], set: { window: 30, quorum: 10 } })
    const less = await saved(patch({ blocked: null, set: { quorum: null } }))
    assert.deepEqual(less.saved, { perSecond: 6, set: { window: 30 } })
    for (const values of [{ turnips: 1 }, { perSecond: 'many' }, { set: 'all' }]) {
      const { status, body } = await patch(values)
      assert.deepEqual([status, body['code']], [409, 'bad-config'], JSON.stringify(values))
    }
    assert.deepEqual(settingsOf(await owner.get('/api/settings')).saved, less.saved)
    assert.deepEqual((await saved(patch({ perSecond: null, set: { window: null } }))).saved, {})
  })

  it('names no file of the machine', async () => {
    const evil = folder.file('evil.ts')
    writeFileSync(
      evil,
      `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(folder.file('ran'))}, '')`,
    )
    for (const values of [
      { game: evil },
      { chat: ['file:/etc/passwd'] },
      { game: 'console', set: { rom: '/etc/passwd' } },
      { branding: '/etc/passwd' },
    ])
      assert.equal((await put(values)).status, 409, JSON.stringify(values))
    assert.ok(!existsSync(folder.file('ran')))
  })

  it('have room for lists as long as they may be, here and in the filter', async () => {
    const lists = { blocked: longList(1000), ignore: longList(1000) }
    assert.equal((await put(lists)).status, 200)
    assert.equal((await owner.post('/api/chat/filter/preview', lists)).status, 200)
    assert.equal((await owner.post('/api/chat/filter', lists)).status, 200)
    assert.equal((await put({})).status, 200)
    await until(async () => (await filter()).blocked.length === 0)
  })

  it('have lists that two moderators add to and take from at once, and nobody wipes what the other has put in', async () => {
    const change = (blocked: object) => owner.post('/api/chat/filter', { blocked })
    await put({ blocked: ['turnip', 'swede'] })
    // Most of them wait for the same tick.
    const names = ['leek', 'radish', 'parsnip', 'beet', 'chard']
    const answers = await Promise.all([
      ...names.map((name) => change({ add: [name] })),
      change({ add: ['turnip'], remove: ['swede', 'never there'] }),
    ])
    for (const { status, body } of answers) assert.equal(status, 200, JSON.stringify(body))
    const wanted = ['turnip', ...names].toSorted().join()
    await until(async () => (await filter()).blocked.toSorted().join() === wanted)
    // The next start has them too.
    const { saved } = settingsOf(await owner.get('/api/settings'))
    assert.equal((saved['blocked'] as string[]).toSorted().join(), wanted)
    await change({ remove: ['leek'] })
    // The log has what went and what came, and nothing else of the lists.
    const [last] = (await owner.get('/api/log?action=chat.filter&limit=1')).body as unknown as {
      before: unknown
      after: unknown
    }[]
    assert.deepEqual(
      [last?.before, last?.after],
      [
        { blocked: ['leek'], ignore: [] },
        { blocked: [], ignore: [] },
      ],
    )
    for (const wrong of [{ add: ['x'.repeat(101)] }, { added: ['kale'] }])
      assert.equal((await change(wrong)).status, 400, JSON.stringify(wrong))
    assert.equal((await change({ add: longList(1000) })).status, 409)
    assert.equal((await put({})).status, 200)
    await until(async () => (await filter()).blocked.length === 0)
  })

  it('say what needs a restart, and what a flag holds and no restart would change', async () => {
    const { status, body } = await put({ perSecond: 5, burst: 3, blocked: ['turnip'] }, 'calmer')
    assert.equal(status, 200, JSON.stringify(body))
    const settings = body['settings'] as Settings
    assert.deepEqual(settings.needsRestart, ['perSecond'])
    assert.deepEqual(
      [settings.heldBy['burst'], settings.heldBy['set.grace'], settings.heldBy['perSecond']],
      ['flag', 'flag', undefined],
    )
    assert.deepEqual(body['problems'], [])
    await until(async () => (await filter()).blocked.join() === 'turnip')
    const [deed] = (await owner.get('/api/log?action=settings.change&limit=1')).body as unknown as { reason: string }[]
    assert.equal(deed?.reason, 'calmer')
  })

  it('come back into force by undo, but for what was set again since', async () => {
    await put({ blocked: ['turnip'] })
    const changed = await put({ blocked: ['swede'], say: 'nobody' })
    await until(async () => (await filter()).blocked.join() === 'swede')
    assert.equal((await owner.post(`/api/log/${String(changed.body['deed'])}/undo`, {})).status, 200)
    await until(async () => (await filter()).blocked.join() === 'turnip')
    assert.deepEqual(settingsOf(await owner.get('/api/settings')).saved, { blocked: ['turnip'] })

    const early = await put({ blocked: ['swede'] })
    await owner.post('/api/chat/filter', { blocked: ['parsnip'] })
    const late = await owner.post(`/api/log/${String(early.body['deed'])}/undo`, {})
    assert.equal(late.status, 409)
    assert.match(String(late.body['error']), /blocked has been set to something else/)
    assert.deepEqual(settingsOf(await owner.get('/api/settings')).saved, { blocked: ['parsnip'] })
    await until(async () => (await filter()).blocked.join() === 'parsnip')
  })
})

describe('what was set on the panel', () => {
  it('never keeps a show from starting: what makes no plan is left out, and the rest holds', async () => {
    using folder = temporaryFolder()
    const evil = folder.file('evil.ts')
    writeFileSync(
      evil,
      `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(folder.file('ran'))}, '')`,
    )
    {
      await using opened = await openedStore(folder.path)
      const wrong = { fps: 'abc', game: evil, chat: ['file:/etc/passwd'], blocked: ['a'], players: 'subscribers' }
      const saved = { ...wrong, set: { nonsense: '1', window: 20 }, burst: 3 }
      await opened.store.settings.set(settingsKey, saved, 'somebody', 1)
    }
    await using arcade = await start(folder.path)
    const { owner } = arcade
    const { now } = settingsOf(await owner.get('/api/settings'))
    assert.deepEqual([now['game'], now['burst'], now['set']], ['colour-tone', 3, { window: 20 }])
    for (const value of ['abc', 'evil.ts', 'passwd', 'two letters', 'nonsense', 'subscribers'])
      assert.match(arcade.text.stdout + arcade.text.stderr, new RegExp(`left out: .*${value}`))
    assert.ok(!existsSync(folder.file('ran')))
  })

  it('lasts through a restart: lists, mutes and bans for good, which are in the journal of the next show', async () => {
    using folder = temporaryFolder()
    {
      await using arcade = await start(folder.path)
      const { owner } = arcade
      for (const who of [ban('twitch:1', null), ban('twitch:2', 3600), ban('twitch:3', 1), ban('twitch:4', null)])
        assert.equal((await owner.post('/api/people/ban', who)).status, 200)
      await owner.post('/api/people/lift', { userId: 'twitch:4' })
      await owner.post('/api/chat/mute', { isMuted: true, source: 'twitch:loud' })
      const listed = await owner.post('/api/chat/filter', { blocked: ['turnip'], ignore: ['nightbot'] })
      assert.equal(listed.status, 200)
      await until(async () => (await owner.get('/api/bans')).body.length === 2)
      assert.equal(await arcade.stop(), 0)
    }
    await using arcade = await start(folder.path)
    const { owner } = arcade
    const bans = (await owner.get('/api/bans')).body as unknown as { userId: string; untilTick: number | null }[]
    assert.deepEqual(bans.map(({ userId }) => userId).toSorted(), ['twitch:1', 'twitch:2'])
    assert.equal(bans.find(({ userId }) => userId === 'twitch:1')?.untilTick, null)
    const left = (bans.find(({ userId }) => userId === 'twitch:2')?.untilTick ?? 0) / 30
    assert.ok(left > 1800 && left <= 3600, `${left} s`)
    assert.deepEqual((await owner.get('/api/chat/filter')).body, { blocked: ['turnip'], ignore: ['nightbot'] })
    await owner.post('/api/chat/mute', { isMuted: false, source: 'twitch:loud' })
    assert.equal(await arcade.stop(), 0)
    const newest = readdirSync(folder.file('sessions'))
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .at(-1)
    const journal = readFileSync(folder.file(`sessions/${newest}`), 'utf8')
    for (const act of ['"ban","userId":"twitch:1"', '"mute","source":"twitch:loud","isMuted":true'])
      assert.ok(journal.split('\n').slice(0, 3).join('\n').includes(act), journal.slice(0, 2000))
  })
})
