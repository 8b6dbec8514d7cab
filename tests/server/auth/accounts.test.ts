import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fastify from 'fastify'
import { addAuth } from '../../../server/auth/auth.ts'
import { readPanel } from '../../../server/environment.ts'
import { openStore } from '../../../server/store/store.ts'
import { temporaryFolder } from '../../helpers/arcade.ts'
import { browserOf, startAccounts, testPassword } from '../../helpers/accounts.ts'
import { listeningLog } from '../../helpers/store.ts'

const secretOf = (link: string | null) =>
  /^\/panel#invite=([\w-]{43})$/.exec(link ?? '')?.[1] ?? assert.fail(String(link))
const password = 'seven purple elephants dance'

describe('the first start', () => {
  test('gives a link behind #, by which the owner sets a password, once', async () => {
    await using accounts = await startAccounts()
    const secret = secretOf(accounts.auth.link)
    const browser = browserOf(accounts.url)
    const { role, name } = (await browser.post('/api/invitations/look', { secret })).body
    assert.deepEqual([role, name], ['owner', 'owner'])
    const { status, body } = await browser.post('/api/invitations/redeem', { secret, password })
    assert.deepEqual([status, (body['who'] as { name: string }).name], [200, 'owner'])
    assert.equal((await browser.get('/api/accounts')).status, 200, 'one is logged in')
    const again = await browserOf(accounts.url).post('/api/invitations/redeem', { secret, password })
    assert.deepEqual([again.status, again.body['code']], [404, 'not-found'])
    assert.equal((await browserOf(accounts.url).login('owner', password)).status, 200)
    assert.ok(!accounts.lines.join().includes(secret))
  })

  test('gives another link the next time, as long as nobody has a password, and then none', async () => {
    using folder = temporaryFolder()
    const links: (string | null)[] = []
    for (let start = 0; start < 2; start++) {
      await using accounts = await startAccounts({ folder: folder.path })
      links.push(accounts.auth.link)
    }
    {
      await using accounts = await startAccounts({ folder: folder.path })
      const old = await browserOf(accounts.url).post('/api/invitations/redeem', {
        secret: secretOf(links[1] ?? null),
        password,
      })
      assert.equal(old.status, 404, 'the link of an earlier start may lie in some log')
      await browserOf(accounts.url).post('/api/invitations/redeem', { secret: secretOf(accounts.auth.link), password })
    }
    await using accounts = await startAccounts({ folder: folder.path })
    assert.equal(accounts.auth.link, null)
  })

  test('takes the password of the environment instead, also when there was another', async () => {
    using folder = temporaryFolder()
    for (const adminPassword of [testPassword, password]) {
      await using accounts = await startAccounts({ folder: folder.path, adminPassword })
      assert.equal(accounts.auth.link, null)
      assert.equal((await browserOf(accounts.url).login('owner', adminPassword)).status, 200)
      assert.deepEqual(accounts.lines, [])
    }
    await using accounts = await startAccounts({ folder: folder.path })
    assert.equal((await browserOf(accounts.url).login('owner', testPassword)).status, 401)
    assert.equal((await browserOf(accounts.url).login('owner', password)).status, 200)
  })

  test('V14.2.1, V16.2.5 keeps that password out of every file and line, and warns of a weak one', async () => {
    using folder = temporaryFolder()
    const weak = 'hunter2-hunter2'
    {
      await using accounts = await startAccounts({ folder: folder.path, adminPassword: weak })
      assert.equal((await browserOf(accounts.url).login('owner', weak)).status, 200)
      assert.match(accounts.lines.join(), /CHATARCADE_ADMIN_PASSWORD is taken, and is weak/)
      assert.ok(!accounts.lines.join().includes(weak))
    }
    assert.equal(spawnSync('grep', ['-ral', weak, folder.path]).stdout.toString(), '')
  })

  test('warns where nothing can be stored, and the show can start', async () => {
    using folder = temporaryFolder()
    const log = listeningLog()
    const store = await openStore(folder.path, log)
    await store[Symbol.asyncDispose]()
    const app = fastify()
    const { link } = await addAuth(app, { store, log, adminPassword: null })
    await app.close()
    assert.equal(link, null)
    assert.match(log.lines.join(), /nobody new can get into the panel: the store is closed/)
  })

  test('reads it from a variable or from a file', () => {
    using folder = temporaryFolder()
    spawnSync('sh', ['-c', `printf '%s\\n' "${password}" > ${folder.file('secret')}`])
    assert.equal(readPanel({ CHATARCADE_ADMIN_PASSWORD_FILE: folder.file('secret') }).adminPassword, password)
    assert.equal(readPanel({ CHATARCADE_ADMIN_PASSWORD: password }).adminPassword, password)
    assert.equal(readPanel({}).adminPassword, null)
  })
})

describe('invitations', () => {
  test('V6.4.1 make an account of the role that was meant, within two days', async () => {
    await using accounts = await startAccounts()
    const owner = await accounts.browser('owner')
    const made = await owner.post('/api/invitations', { role: 'moderator' })
    assert.equal(made.status, 201)
    const secret = secretOf(made.body['path'] as string)
    const listed = await owner.get('/api/invitations')
    assert.ok(!JSON.stringify(listed.body).includes(secret), 'it is shown once')
    assert.deepEqual(
      (listed.body as { role: string }[]).map(({ role }) => role).sort(),
      ['moderator', 'owner'],
      'beside the owner’s own',
    )

    const browser = browserOf(accounts.url)
    const refused = async (body: object) =>
      (await browser.post('/api/invitations/redeem', { secret, ...body })).body['code']
    assert.equal(await refused({ password }), 'bad-request')
    assert.equal(await refused({ name: 'dana', password: 'short' }), 'weak-password')
    assert.equal(await refused({ name: 'dana', password: 'dana-dana-dana-1' }), 'weak-password')
    assert.equal(await refused({ name: 'Owner', password }), 'conflict')
    assert.equal(await refused({ name: 'a-owner', password }), 'conflict')
    assert.equal(await refused({ name: '<b>', password }), 'bad-request')
    const entered = await browser.post('/api/invitations/redeem', { secret, name: 'dana', password })
    assert.deepEqual([entered.status, (entered.body['who'] as { role: string }).role], [200, 'moderator'])
    const [deed] = await accounts.store.audit.list({ action: 'invitation.make' })
    assert.deepEqual([deed?.actor, deed?.after], ['a-owner', { role: 'moderator' }])

    const late = await owner.post('/api/invitations', { role: 'viewer' })
    accounts.pass(48 * 3600_000)
    assert.equal(
      (await browser.post('/api/invitations/look', { secret: secretOf(late.body['path'] as string) })).status,
      404,
    )
  })

  test('can be taken back', async () => {
    await using accounts = await startAccounts()
    const lead = await accounts.browser('lead')
    const { body } = await lead.post('/api/invitations', { role: 'viewer' })
    assert.equal((await lead.request('DELETE', `/api/invitations/${String(body['id'])}`)).status, 204)
    assert.equal((await lead.post('/api/invitations/look', { secret: secretOf(body['path'] as string) })).status, 404)
    assert.equal((await lead.post('/api/invitations', { role: 'lead' })).status, 403)
    const [owners] = await accounts.store.invitations.list(0)
    assert.equal(owners?.role, 'owner')
    assert.equal((await lead.request('DELETE', `/api/invitations/${owners?.id}`)).status, 403)
    assert.equal((await lead.post('/api/invitations', { role: 'owner' })).status, 403)
  })
})

describe('accounts', () => {
  test('V7.4.2 that are disabled or removed are out at once, with their tokens', async () => {
    await using accounts = await startAccounts()
    const owner = await accounts.browser('owner')
    const viewer = await accounts.browser('viewer')
    const moderator = await accounts.browser('moderator')
    assert.equal((await owner.request('PATCH', '/api/accounts/id-a-viewer', { isDisabled: true })).status, 200)
    assert.equal((await viewer.get('/api/logins')).status, 401)
    assert.equal((await viewer.login('a-viewer')).status, 401)
    assert.equal((await owner.request('PATCH', '/api/accounts/id-a-viewer', { isDisabled: false })).status, 200)
    assert.equal((await viewer.login('a-viewer')).status, 200)
    assert.equal((await owner.request('DELETE', '/api/accounts/id-a-moderator')).status, 204)
    assert.equal((await moderator.get('/api/logins')).status, 401)
  })

  test('V8.2.2 are changed only by who may do more than they, and never by themselves', async () => {
    await using accounts = await startAccounts()
    const lead = await accounts.browser('lead')
    const owner = await accounts.browser('owner')
    await accounts.add('other', 'lead')
    for (const id of ['id-a-owner', 'id-other'])
      for (const [method, path] of [
        ['PATCH', ''],
        ['DELETE', ''],
        ['POST', '/link'],
        ['DELETE', '/totp'],
      ] as const)
        assert.equal(
          (await lead.request(method, `/api/accounts/${id}${path}`, {})).status,
          403,
          `${method} ${id}${path}`,
        )
    assert.equal((await owner.request('PATCH', '/api/accounts/id-a-owner', { role: 'viewer' })).status, 409)
    await accounts.add('small', 'viewer')
    assert.equal((await lead.request('PATCH', '/api/accounts/id-small', { role: 'lead' })).status, 403)
    assert.equal((await lead.request('PATCH', '/api/accounts/id-small', { role: 'operator' })).status, 200)
  })

  test('V6.4.6 get a link for a new password, which whoever makes it can’t choose', async () => {
    await using accounts = await startAccounts()
    const owner = await accounts.browser('owner')
    const viewer = await accounts.browser('viewer')
    const first = await owner.post('/api/accounts/id-a-viewer/link')
    const { body } = await owner.post('/api/accounts/id-a-viewer/link')
    const answer = await browserOf(accounts.url).post('/api/invitations/redeem', {
      secret: secretOf(body['path'] as string),
      password,
    })
    assert.equal(answer.status, 200)
    assert.equal((await viewer.get('/api/logins')).status, 401, 'V7.4.3 who was logged in is out')
    assert.equal((await browserOf(accounts.url).login('a-viewer', password)).status, 200)
    assert.equal(
      (await owner.post('/api/invitations/look', { secret: secretOf(first.body['path'] as string) })).status,
      404,
    )
    assert.ok(!JSON.stringify((await owner.get('/api/accounts')).body).includes('argon2'))
  })

  test('V6.2.2, V6.2.3, V7.4.3 change their own password with the one they have, and others are logged out', async () => {
    await using accounts = await startAccounts()
    const [desk, phone] = [await accounts.browser('viewer'), await accounts.browser('viewer')]
    const change = async (current: string, wanted: string) =>
      (await desk.request('PUT', '/api/session/password', { current, password: wanted })).status
    assert.deepEqual([await change('wrong', password), await change(testPassword, 'password1234')], [401, 400])
    assert.equal(await change(testPassword, password), 200)
    assert.equal((await phone.get('/api/logins')).status, 401)
    assert.equal((await desk.get('/api/logins')).status, 200)
    assert.equal((await phone.login('a-viewer', password)).status, 200)
  })
})
