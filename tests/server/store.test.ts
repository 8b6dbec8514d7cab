import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { ServerError } from '../../server/error.ts'
import { createAudit } from '../../server/store/audit.ts'
import { migrate, NewerDatabase } from '../../server/store/migrate.ts'
import { migrations } from '../../server/store/migrations.ts'
import { StoreError } from '../../server/store/store.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { openedStore } from '../helpers/store.ts'

const refused = (code: string) => (error: unknown) => error instanceof StoreError && error.code === code

describe('the store', () => {
  test('keeps what it was told from show to show', async () => {
    using folder = temporaryFolder()
    {
      await using opened = await openedStore(folder.path)
      const { store, lines } = opened
      store.later.leaderboards.award('snake', [{ player: 'twitch:1', name: 'ann', points: 3 }], 1000)
      await store.settings.set('input', { mode: 'anarchy' }, 'owner', 2000)
      assert.deepEqual(lines, [])
    }
    await using opened = await openedStore(folder.path)
    const { store, lines } = opened
    assert.deepEqual(await store.leaderboards.top('snake'), [{ player: 'twitch:1', name: 'ann', points: 3 }])
    assert.deepEqual(await store.settings.all(), [
      { key: 'input', value: { mode: 'anarchy' }, by: 'owner', atMs: 2000 },
    ])
    assert.deepEqual(lines, [])
    assert.equal(statSync(folder.file('arcade.db')).mode & 0o777, 0o600)
  })

  test('answers a question after all that was told before it', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const { store } = opened
    for (let tick = 0; tick < 3000; tick++)
      store.later.votes.add({ session: 's', tick, atMs: tick, label: 'left', votes: 3, voters: 3, reason: 'majority' })
    const [newest] = await store.votes.list({ limit: 1 })
    assert.equal(newest?.tick, 2999)
    assert.equal((await store.votes.list({ session: 's', before: newest?.id ?? 0, limit: 2 })).at(1)?.tick, 2997)
    assert.deepEqual(await store.votes.list({ session: 'another' }), [])
    assert.deepEqual(store.status, { waiting: 0, dropped: 0, problem: null })
  })

  test('takes back a call that fails half-way, and lets the others through', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const { store, lines } = opened
    const award = (points: number) => ({ player: 'a', name: 'a', points })
    // Points that are no number fail on their table, after those before them went in.
    store.later.leaderboards.award('snake', [award(5)], 0)
    store.later.leaderboards.award('snake', [award(7), award(Number.NaN)], 0)
    store.later.leaderboards.award('snake', [award(1)], 0)
    assert.deepEqual(await store.leaderboards.top('snake'), [award(6)])
    assert.equal(store.status.dropped, 1)
    assert.equal(lines.length, 1)
    assert.match(lines[0] as string, /leaderboards\.award/)
    await assert.rejects(store.leaderboards.award('snake', [award(7), award(Number.NaN)], 0))
    assert.deepEqual(await store.leaderboards.top('snake'), [award(6)])
  })

  test('never throws at who tells it something, whatever it is', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const { store } = opened
    store.later.settings.set('key', () => 'no thread takes a function', 'owner', 0)
    store.later.settings.set('key', undefined, 'owner', 0)
    assert.equal(await store.settings.get('key'), undefined)
    assert.equal(store.status.dropped, 2)
    await store[Symbol.asyncDispose]()
    store.later.settings.set('key', 1, 'owner', 0)
    await assert.rejects(store.settings.get('key'), refused('closed'))
  })

  test('drops the oldest of what it is told, and counts it, where too much waits', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const { store, lines } = opened
    for (let at = 0; at < 25_000; at++) store.later.settings.set(`key-${at}`, at, 'owner', 0)
    const { dropped } = store.status
    assert.ok(dropped >= 14_000 && dropped <= 15_000, `${dropped}`)
    assert.equal((await store.settings.all()).length, 25_000 - dropped)
    assert.equal(await store.settings.get('key-24999'), 24_999)
    assert.equal(lines.filter((line) => line.includes('too much waits')).length, 1)
  })

  test('refuses questions where too many wait', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const { store } = opened
    const answers = await Promise.allSettled(Array.from({ length: 700 }, async () => await store.settings.all()))
    const overloaded = answers.filter((each) => each.status === 'rejected' && refused('overloaded')(each.reason))
    assert.ok(overloaded.length > 100 && overloaded.length < 250, `${overloaded.length}`)
    assert.equal(answers.length - overloaded.length, answers.filter(({ status }) => status === 'fulfilled').length)
  })

  test('of a newer program is refused by a sentence', async () => {
    using folder = temporaryFolder()
    {
      await using _opened = await openedStore(folder.path)
    }
    {
      using db = new DatabaseSync(folder.file('arcade.db'))
      db.exec('pragma user_version = 99; update about set version = 99')
    }
    await assert.rejects(
      openedStore(folder.path),
      (error) =>
        error instanceof ServerError && error.code === 'bad-config' && /version 99.*--data/.test(error.message),
    )
  })
})

describe('migrations', () => {
  const steps = [...migrations, 'create table more (x integer) strict; insert into more values (1)']

  test('bring an old database to the newest version, and change nothing the next time', () => {
    using db = new DatabaseSync(':memory:')
    assert.equal(migrate(db), 0)
    db.exec(`insert into settings values ('kept', '1', 'me', 0)`)
    assert.equal(migrate(db, steps), migrations.length)
    assert.equal(migrate(db, steps), steps.length)
    assert.equal(db.prepare('select count(*) as n from more').get()?.['n'], 1)
    assert.equal(db.prepare('select count(*) as n from settings').get()?.['n'], 1)
    assert.throws(() => migrate(db), NewerDatabase)
  })

  test('put what undoes a deed apart, where it can still be used', () => {
    using db = new DatabaseSync(':memory:')
    migrate(db, migrations.slice(0, 2))
    const ways = [`'{"by":"act","act":{"act":"lift","userId":"a"}}'`, `'{"by":"setting","key":"config"}'`, 'null']
    for (const [at, way] of ways.entries())
      db.exec(`insert into audit (id, atMs, actor, action, undo) values (${at + 1}, 1, 'ann', 'did', ${way})`)
    migrate(db)
    const audit = createAudit(db)
    assert.deepEqual(
      audit.list().map(({ id, canUndo }) => [id, canUndo]),
      [
        [3, false],
        [2, false],
        [1, true],
      ],
    )
    assert.deepEqual(audit.takeUndo(1), { by: 'act', act: { act: 'lift', userId: 'a' } })
    assert.throws(() => db.exec(`update audit set actor = 'bob'`), /stays written/)
  })

  test('leave a database as it was where a step fails', () => {
    using db = new DatabaseSync(':memory:')
    migrate(db)
    assert.throws(() => migrate(db, [...migrations, 'create table half (x) ; create table half (x)']))
    assert.equal(migrate(db), migrations.length)
    assert.equal(db.prepare(`select 1 from sqlite_schema where name = 'half'`).get(), undefined)
  })
})
