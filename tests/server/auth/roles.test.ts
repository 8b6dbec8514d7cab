import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { guard } from '../../../server/auth/guard.ts'
import { allRights, mayManage, rights, roles, type Right } from '../../../server/auth/rights.ts'
import { everybody, mayEnter, startAccounts } from '../../helpers/accounts.ts'

/** A route for each right, so that every cell of the table is asked for over HTTP. */
const withRights = async () =>
  await startAccounts({
    more: (app) => {
      for (const right of allRights) {
        app.get(`/api/test/${right}`, { ...guard(right) }, () => ({ done: right }))
        app.post(`/api/test/${right}`, { ...guard(right) }, () => ({ done: right }))
      }
    },
  })

describe('the table of rights', () => {
  test('V8.2.1 holds over HTTP, cell by cell, for reading and for changing', async () => {
    await using accounts = await withRights()
    const cells = await everybody(accounts)
    for (const right of allRights)
      for (const [role, client] of cells) {
        const expected = mayEnter(right, role) ? 200 : role === null ? 401 : 403
        const got = [await client.get(`/api/test/${right}`), await client.post(`/api/test/${right}`, {})]
        assert.deepEqual(
          got.map(({ status }) => status),
          [expected, expected],
          `${role ?? 'nobody'} with ${right}`,
        )
      }
  })

  test('V8.2.1 holds for every route that accounts have, whatever they are asked with', async () => {
    await using accounts = await startAccounts()
    const cells = await everybody(accounts)
    assert.ok(accounts.routes.length > 20)
    for (const { method, url, access } of accounts.routes)
      for (const [role, client] of cells) {
        // Logging everybody out is for another test.
        if (method === 'DELETE' && /session|logins$/.test(url)) continue
        const { status } = await client.request(method, url.replace(':id', 'none'), method === 'GET' ? undefined : {})
        const refused = status === 401 || status === 403
        assert.equal(refused, !mayEnter(access, role), `${role ?? 'nobody'}: ${method} ${url} answers ${status}`)
      }
  })

  test('V8.1.1 is that of the docs', () => {
    const rows = readFileSync('docs/accounts.md', 'utf8').matchAll(/^\| `([a-z.]+)` +\|(.*)\|$/gm)
    const table = new Map(
      [...rows].map(([, right = '', cells = '']) => [right, cells.split('|').map((cell) => cell.trim())]),
    )
    assert.deepEqual([...table.keys()], [...allRights])
    for (const right of allRights) {
      const [, ...marks] = table.get(right) ?? []
      assert.deepEqual(
        marks,
        roles.map((role) => ((rights[role] as readonly Right[]).includes(right) ? '✓' : '')),
        right,
      )
    }
  })

  test('lets nobody make or change who may do as much as they do, but for owners', () => {
    const managed = roles.map((role) => [role, roles.filter((other) => mayManage(role, other))])
    assert.deepEqual(managed, [
      ['owner', ['owner', 'lead', 'moderator', 'operator', 'viewer']],
      ['lead', ['moderator', 'operator', 'viewer']],
      ['moderator', []],
      ['operator', []],
      ['viewer', []],
    ])
  })

  test('V8.3.2 takes effect at once when a role changes', async () => {
    await using accounts = await withRights()
    const owner = await accounts.browser('owner')
    const lead = await accounts.browser('lead')
    const ended: unknown[] = []
    accounts.auth.onEnded((who) => ended.push(who))
    assert.equal((await lead.get('/api/test/settings.write')).status, 200)
    assert.equal((await owner.request('PATCH', '/api/accounts/id-a-lead', { role: 'viewer' })).status, 200)
    assert.equal((await lead.get('/api/test/settings.write')).status, 401, 'V7.4.2 the login is over')
    await lead.login('a-lead')
    assert.equal((await lead.get('/api/test/settings.write')).status, 403)
    assert.deepEqual(ended, [{ account: 'id-a-lead', id: null }])
  })
})
