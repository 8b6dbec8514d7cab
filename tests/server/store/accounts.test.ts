import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { transact } from '../../../server/store/database.ts'
import { isConflict, same, tables } from '../../helpers/tables.ts'

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
