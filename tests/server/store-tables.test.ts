import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDatabase, transact } from '../../server/store/database.ts'
import { failureOf } from '../../server/store/error.ts'
import { migrate } from '../../server/store/migrate.ts'
import { createTables } from '../../server/store/tables.ts'

function tables() {
  const db = openDatabase(':memory:')
  migrate(db)
  return { ...createTables(db), db, [Symbol.dispose]: () => db.close() }
}

/** Rows as they arrive in the other thread: plain objects. */
const same = (actual: unknown, expected: unknown) => assert.deepEqual(structuredClone(actual), expected)

const isConflict = (error: unknown) => failureOf(error).code === 'conflict'
const daySeconds = 24 * 3600

describe('leaderboards', () => {
  const award = (player: string, points: number) => ({ player, name: player.toUpperCase(), points })

  test('add up, and put who had the points first before others with as many', () => {
    using store = tables()
    const { leaderboards } = store
    leaderboards.award('snake', [award('b', 2), award('a', 3)], 1)
    leaderboards.award('snake', [award('b', 1)], 2)
    leaderboards.award('chess', [award('a', 9)], 3)
    same(leaderboards.top('snake'), [award('a', 3), award('b', 3)])
    same(leaderboards.top('snake', 1), [award('a', 3)])
    leaderboards.erase('a')
    same([...leaderboards.top('snake'), ...leaderboards.top('chess')], [award('b', 3)])
  })

  test('stay exact at the largest number, and bounded', () => {
    using store = tables()
    const { leaderboards, db } = store
    for (let again = 0; again < 3; again++) leaderboards.award('snake', [award('a', Number.MAX_SAFE_INTEGER)], 1)
    assert.equal(leaderboards.top('snake')[0]?.points, Number.MAX_SAFE_INTEGER)
    transact(db, () => {
      for (let at = 0; at < 100_005; at++) leaderboards.award('snake', [award(`p${at}`, at + 1)], 1)
    })
    leaderboards.tidy()
    assert.equal(leaderboards.top('snake', 200_000).length, 100_000)
    assert.equal(leaderboards.top('snake', 200_000).at(-1)?.points, 7)
  })
})

describe('the audit log', () => {
  test('tells the newest first, and what was undone by what', () => {
    using store = tables()
    const { audit } = store
    const ban = audit.add({
      ...{ atMs: 1, actor: 'ann', action: 'person.ban', target: 'twitch:7', reason: 'spam' },
      ...{ before: null, after: { isBanned: true }, undo: { action: 'person.unban', person: 'twitch:7' } },
    })
    const other = audit.add({ atMs: 2, actor: 'bob', action: 'vote.veto' })
    const undone = audit.add({ atMs: 3, actor: 'bob', action: 'person.unban', target: 'twitch:7', undoes: ban })
    same(
      audit.list().map(({ id }) => id),
      [undone, other, ban],
    )
    same(
      audit.list({ action: 'person.' }).map(({ id }) => id),
      [undone, ban],
    )
    same(
      audit.list({ actor: 'bob', before: undone }).map(({ id }) => id),
      [other],
    )
    same(
      audit.list({ target: 'twitch:7', limit: 1 }).map(({ id }) => id),
      [undone],
    )
    same(audit.get(ban), {
      ...{ id: ban, atMs: 1, actor: 'ann', action: 'person.ban', target: 'twitch:7', reason: 'spam', before: null },
      ...{
        after: { isBanned: true },
        canUndo: true,
        undoes: null,
        undoneBy: undone,
      },
    })
    assert.throws(() => audit.add({ atMs: 4, actor: 'ann', action: 'person.unban', undoes: ban }), isConflict)
  })

  test('gives what undoes a deed to one alone, and keeps it apart, within bounds', () => {
    using store = tables()
    const { audit, db } = store
    const small = audit.add({ atMs: 1, actor: 'ann', action: 'person.ban', undo: { by: 'act' } })
    same(audit.takeUndo(small), { by: 'act' })
    assert.deepEqual([audit.takeUndo(small), audit.get(small)?.canUndo], [null, false])
    audit.giveUndoBack(small, { by: 'act' })
    assert.equal(audit.get(small)?.canUndo, true)
    // As large as a whole game: seventeen of them are more than is kept.
    const game = { by: 'act', memory: 'x'.repeat(4 * 2 ** 20) }
    const large = Array.from({ length: 17 }, () =>
      audit.add({ atMs: 2, actor: 'ann', action: 'game.rollback', undo: game }),
    )
    const canUndo = large.map((id) => audit.get(id)?.canUndo)
    assert.deepEqual([canUndo.filter(Boolean).length, canUndo[0], canUndo.at(-1)], [15, false, true])
    assert.equal(audit.list({ limit: 1000 }).length, 18)
    const ids = transact(db, () =>
      Array.from({ length: 1001 }, () =>
        audit.add({ atMs: 3, actor: 'ann', action: 'show.layer', undo: { by: 'act' } }),
      ),
    )
    assert.deepEqual(
      [ids[0], ids[1]].map((id) => audit.get(id as number)?.canUndo),
      [false, true],
    )
  })

  test('can’t be rewritten, and forgets what is two years old', () => {
    using store = tables()
    const { audit, db } = store
    audit.add({ atMs: 0, actor: 'ann', action: 'vote.veto' })
    assert.throws(() => db.exec(`update audit set actor = 'bob'`), /stays written/)
    audit.tidy(700 * daySeconds * 1000)
    assert.equal(audit.list().length, 1)
    audit.tidy(800 * daySeconds * 1000)
    assert.equal(audit.list().length, 0)
  })
})

describe('accounts', () => {
  const account = (name: string, role: string) => ({ id: `id-${name}`, name, role, password: null })

  test('have names that differ in more than case, and roles of the list', () => {
    using store = tables()
    const { accounts } = store
    accounts.add(account('Ann', 'owner'), 1)
    assert.throws(() => accounts.add({ ...account('ann', 'viewer'), id: 'other' }, 1), isConflict)
    assert.throws(() => accounts.add(account('bob', 'king'), 1), isConflict)
    assert.equal(accounts.byName('ANN')?.id, 'id-Ann')
    assert.equal(accounts.byName('bob'), null)
  })

  test('never lose their last owner', () => {
    using store = tables()
    const { accounts, db } = store
    accounts.add(account('ann', 'owner'), 1)
    for (const wrong of [
      () => accounts.remove('id-ann'),
      () => accounts.change('id-ann', { role: 'lead' }, 2),
      () => accounts.change('id-ann', { isDisabled: true }, 2),
    ])
      assert.throws(() => transact(db, wrong), isConflict)
    accounts.add(account('bob', 'owner'), 1)
    assert.equal(accounts.change('id-ann', { isDisabled: true }, 3), true)
    same(accounts.get('id-ann'), {
      ...{ ...account('ann', 'owner'), isDisabled: true, totpSecret: null, createdMs: 1, changedMs: 3 },
    })
    assert.throws(() => transact(db, () => accounts.remove('id-bob')), isConflict)
  })

  test('take each code of a second factor once', () => {
    using store = tables()
    const { accounts } = store
    accounts.add(account('ann', 'owner'), 1)
    accounts.setTotp('id-ann', 'SECRET', 100, ['h1', 'h2'], 2)
    same(
      [100, 101, 101, 99].map((step) => accounts.useStep('id-ann', step)),
      [false, true, false, false],
    )
    same(
      ['h1', 'h1', 'h3'].map((hash) => accounts.useCode('id-ann', hash)),
      [true, false, false],
    )
    accounts.setTotp('id-ann', null, 0, [], 3)
    same([accounts.codes('id-ann'), accounts.get('id-ann')?.totpSecret], [[], null])
  })

  test('take what belongs to them with them', () => {
    using store = tables()
    const { accounts, logins, tokens, invitations } = store
    accounts.add(account('ann', 'owner'), 1)
    accounts.add(account('bob', 'lead'), 1)
    const login = { account: 'id-bob', createdMs: 1, seenMs: 1, provenMs: 1, agent: '', address: '' }
    logins.add({ hash: 'h', id: 'l', ...login })
    tokens.add({
      hash: 'h',
      id: 't',
      account: 'id-bob',
      name: 'n',
      scopes: ['x'],
      createdMs: 1,
      expiresMs: 9,
      seenMs: null,
    })
    invitations.add({ hash: 'h', id: 'i', role: 'viewer', account: null, by: 'id-bob', createdMs: 1, expiresMs: 9 })
    same(tokens.byHash('h', 5)?.scopes, ['x'])
    accounts.remove('id-bob')
    same([logins.byHash('h'), tokens.byHash('h', 5), invitations.byHash('h', 5)], [null, null, null])
  })
})

describe('invitations', () => {
  const invitation = { id: 'i', role: 'moderator', account: null, by: null, createdMs: 1, expiresMs: 100 }
  const made = { id: 'new', name: 'Cem', password: 'hash' }

  test('are good once, until they end, and not used up by a name that is taken', () => {
    using store = tables()
    const { accounts, invitations, db } = store
    accounts.add({ id: 'x', name: 'cem', role: 'owner', password: null }, 1)
    invitations.add({ ...invitation, hash: 'h' })
    invitations.add({ ...invitation, hash: 'late', id: 'j' })
    assert.throws(() => transact(db, () => invitations.redeem('h', made, 50)), isConflict)
    assert.equal(invitations.redeem('h', { ...made, name: 'Dana' }, 50), 'new')
    assert.equal(accounts.byName('dana')?.role, 'moderator')
    assert.equal(invitations.redeem('h', { ...made, name: 'Eve' }, 50), null)
    assert.equal(invitations.redeem('late', { ...made, id: 'more', name: 'Eve' }, 100), null)
  })

  test('for an account set its password and nothing else', () => {
    using store = tables()
    const { accounts, invitations } = store
    accounts.add({ id: 'x', name: 'owner', role: 'owner', password: null }, 1)
    invitations.add({ ...invitation, hash: 'h', account: 'x' })
    assert.equal(invitations.redeem('h', made, 50), 'x')
    const { name, role, password } = accounts.get('x') ?? {}
    same([name, role, password], ['owner', 'owner', 'hash'])
  })
})

describe('logins', () => {
  test('are bounded for an account, and end by age or rest', () => {
    using store = tables()
    const { accounts, logins } = store
    accounts.add({ id: 'x', name: 'owner', role: 'owner', password: null }, 1)
    for (let at = 0; at < 60; at++)
      logins.add({
        ...{ hash: `h${at}`, id: `l${at}`, account: 'x', agent: '', address: '' },
        createdMs: at,
        seenMs: at,
        provenMs: at,
      })
    assert.equal(logins.list('x').length, 50)
    assert.equal(logins.byHash('h9'), null)
    assert.equal(logins.end({ createdBeforeMs: 12, seenBeforeMs: 13 }), 3)
    assert.equal(logins.rotate('h20', 'h20b'), true)
    same([logins.byHash('h20'), logins.byHash('h20b')?.id], [null, 'l20'])
    assert.equal(logins.removeAll('x', 'l20'), 46)
    same(
      logins.list().map(({ id }) => id),
      ['l20'],
    )
  })
})

describe('jobs', () => {
  test('are claimed once, by the one who holds the lease, and again when it has run out', () => {
    using store = tables()
    const { jobs } = store
    assert.equal(jobs.add({ id: 'a', name: 'send', payload: { to: 1 }, runAtMs: 10 }, 0), true)
    assert.equal(jobs.add({ id: 'a', name: 'send', payload: { to: 2 }, runAtMs: 10 }, 0), false)
    same(jobs.claim('send', 5, 100, 9), [])
    same([jobs.nextMs(), jobs.claim('other', 5, 100, 10)], [10, []])
    const [first] = jobs.claim('send', 5, 100, 10)
    same([first?.payload, first?.attempts, first?.state], [{ to: 1 }, 1, 'running'])
    same([jobs.claim('send', 5, 100, 100), jobs.nextMs()], [[], 110])
    const [second] = jobs.claim('send', 5, 100, 110)
    assert.equal(second?.attempts, 2)
    assert.equal(jobs.done('a', 1, 120), false, 'the first runner has lost it')
    assert.equal(jobs.again('a', 2, 'refused', 500, 120), true)
    same([jobs.get('a')?.state, jobs.get('a')?.problem, jobs.nextMs()], ['waiting', 'refused', 500])
    assert.equal(jobs.claim('send', 5, 100, 500).length, 1)
    assert.equal(jobs.failed('a', 3, 'gone', 510), true)
    same(jobs.counts(), [{ state: 'failed', count: 1 }])
    jobs.tidy(510 + 8 * daySeconds * 1000)
    assert.equal(jobs.get('a'), null)
  })
})

describe('webhooks, media, notes and rollups', () => {
  test('keep what they are given', () => {
    using store = tables()
    const { webhooks, media, notes, rollups } = store
    const hook = {
      id: 'w',
      url: 'https://x.test/',
      secret: 's',
      events: ['live'],
      isEnabled: true,
      by: 'ann',
      createdMs: 1,
    }
    webhooks.put(hook)
    webhooks.put({ ...hook, isEnabled: false })
    same(webhooks.list(), [{ ...hook, isEnabled: false }])
    webhooks.addDelivery({ id: 'd', webhook: 'w', event: 'live', body: '{}' }, 5)
    assert.equal(webhooks.tried('d', { state: 'delivered', status: 204, problem: null }, 6), true)
    same(
      webhooks.deliveries('w').map(({ attempts, status }) => [attempts, status]),
      [[1, 204]],
    )
    webhooks.remove('w')
    assert.equal(webhooks.delivery('d'), null)

    const medium = { id: 'm', name: 'logo', kind: 'image', mime: 'image/png', bytes: 5, sha256: 'ab' } as const
    media.add({ ...medium, width: 4, height: 3, seconds: null, by: 'ann', atMs: 1 })
    assert.equal(media.rename('m', 'new'), true)
    same([media.get('m')?.name, media.get('m')?.width, media.sum()], ['new', 4, { count: 1, bytes: 5 }])

    notes.add({ person: 'twitch:7', text: 'kind', by: 'ann', atMs: 1 })
    const note = notes.add({ person: 'twitch:7', text: 'loud', by: 'ann', atMs: 2 })
    same(
      notes.list('twitch:7').map(({ text }) => text),
      ['loud', 'kind'],
    )
    assert.equal(notes.remove(note), true)
    assert.equal(notes.erase('twitch:7'), 1)

    for (let at = 0; at < 400; at++) rollups.add(10, at * 10_000, { fps: at })
    rollups.add(300, 0, { fps: 30 })
    const kept = rollups.list(10)
    same([kept.length, kept[0]?.numbers, rollups.list(10, 3_980_000).length], [361, { fps: 39 }, 2])
    same(rollups.list(300), [{ atMs: 0, numbers: { fps: 30 } }])
  })
})
