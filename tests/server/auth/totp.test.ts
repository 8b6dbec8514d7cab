import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret, TOTP, URI } from 'otpauth'
import { newRecoveryCodes, stepOf } from '../../../server/auth/second-factor.ts'
import { browserOf, startAccounts, testPassword, type Accounts } from '../../helpers/accounts.ts'

const step = 30_000

/** A viewer with a second factor, and the app that makes the codes; `offset` is by how much its clock is off. */
async function withTotp(accounts: Accounts) {
  const viewer = await accounts.browser('viewer')
  const { body } = await viewer.post('/api/totp')
  const app = URI.parse(body['url'] as string)
  assert.ok(app instanceof TOTP)
  let passedMs = 0
  const startMs = Date.now()
  const codeAt = (offsetMs: number) => app.generate({ timestamp: startMs + passedMs + offsetMs })
  const pass = (ms: number) => {
    passedMs += ms
    accounts.pass(ms)
  }
  const begun = await viewer.request('PUT', '/api/totp', { code: codeAt(0) })
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  return { viewer, codeAt, pass, url: body['url'] as string, recoveryCodes: begun.body['recoveryCodes'] as string[] }
}

describe('the second factor', () => {
  test('is asked for after the password, and begins when a code proved it', async () => {
    await using accounts = await startAccounts()
    const { codeAt, pass, url } = await withTotp(accounts)
    assert.match(url, /^otpauth:\/\/totp\/Chat%20Arcade:a-viewer\?issuer=Chat%20Arcade&secret=[A-Z2-7]{32}&/)
    pass(step)
    const browser = browserOf(accounts.url)
    const asked = await browser.login('a-viewer')
    assert.deepEqual([asked.status, asked.body['code']], [401, 'code-needed'])
    assert.equal((await browser.login('a-viewer', 'a wrong password', codeAt(0))).body['code'], 'wrong-login')
    assert.equal((await browser.login('a-viewer', testPassword, '000000')).body['code'], 'code-needed')
    const entered = await browser.login('a-viewer', testPassword, codeAt(0))
    assert.deepEqual([entered.status, (entered.body['who'] as { hasTotp: boolean }).hasTotp], [200, true])
  })

  test('is no failure while the code isn’t there yet, since the page asks for it after the password', async () => {
    await using accounts = await startAccounts()
    const { codeAt, pass } = await withTotp(accounts)
    pass(step)
    const browser = browserOf(accounts.url)
    for (let tries = 0; tries < 12; tries++)
      assert.equal((await browser.login('a-viewer')).body['code'], 'code-needed', `try ${tries}`)
    for (let tries = 0; tries < 4; tries++) await browser.login('a-viewer', testPassword, '000000')
    // Whoever has the password can't wipe out the codes that they guessed.
    await browser.login('a-viewer')
    assert.equal((await browser.login('a-viewer', testPassword, '000000')).status, 401)
    assert.equal((await browser.login('a-viewer')).status, 429)
    pass(1000)
    assert.equal((await browser.login('a-viewer', testPassword, codeAt(0))).status, 200)
  })

  test('V6.5.1 takes each code once, also the one that it began with', async () => {
    await using accounts = await startAccounts()
    const { codeAt, pass } = await withTotp(accounts)
    const login = async (code: string) => (await browserOf(accounts.url).login('a-viewer', testPassword, code)).status
    assert.equal(await login(codeAt(0)), 401)
    pass(step)
    assert.deepEqual([await login(codeAt(0)), await login(codeAt(0))], [200, 401])
    assert.equal(await login(codeAt(-step)), 401, 'nor an older one')
  })

  test('V6.5.5 takes codes of clocks that are off by one step, and no older ones', () => {
    const secret = new Secret({ size: 20 }).base32
    const nowMs = 1_700_000_000_000
    const code = (offset: number) => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: nowMs + offset })
    assert.deepEqual(
      [-1, 0, 1].map((off) => stepOf(secret, code(off * step), nowMs) !== null),
      [true, true, true],
    )
    assert.deepEqual(
      [-2, 2].map((off) => stepOf(secret, code(off * step), nowMs)),
      [null, null],
    )
  })

  test('V6.5.1, V6.5.2, V6.5.3 has ten recovery codes of 120 random bits, each good once and stored as a hash', async () => {
    await using accounts = await startAccounts()
    const { recoveryCodes } = await withTotp(accounts)
    assert.equal(new Set(recoveryCodes).size, 10)
    for (const code of recoveryCodes) assert.match(code, /^([a-z2-7]{6}-){3}[a-z2-7]{6}$/)
    assert.notDeepEqual(newRecoveryCodes(), newRecoveryCodes())
    const [code = ''] = recoveryCodes
    assert.ok(!(await accounts.store.accounts.codes('id-a-viewer')).join().includes(code.replaceAll('-', '')))
    const login = async () =>
      (await browserOf(accounts.url).login('a-viewer', testPassword, ` ${code.toUpperCase()} `)).status
    assert.deepEqual([await login(), await login()], [200, 401])
  })

  test('V6.3.1 is slowed down for whoever guesses codes with the right password', async () => {
    await using accounts = await startAccounts()
    await withTotp(accounts)
    const guesser = browserOf(accounts.url)
    const seen: number[] = []
    for (let tries = 0; tries < 6; tries++)
      seen.push((await guesser.login('a-viewer', testPassword, `00000${tries}`)).status)
    assert.deepEqual(seen, [401, 401, 401, 401, 401, 429])
  })

  test('V7.5.1 changes only for who typed the password lately', async () => {
    await using accounts = await startAccounts()
    const viewer = await accounts.browser('viewer')
    accounts.pass(16 * 60_000)
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await viewer.request(method, '/api/totp', { code: '123456' })).body['code'], 'prove-again')
    assert.equal((await viewer.post('/api/session/proof', { password: testPassword })).status, 200)
    assert.equal((await viewer.post('/api/totp')).status, 200)
  })

  test('V7.4.3 ends the logins that were made without it', async () => {
    await using accounts = await startAccounts()
    const other = await accounts.browser('viewer')
    const { viewer } = await withTotp(accounts)
    assert.equal((await other.get('/api/logins')).status, 401)
    assert.equal((await viewer.request('DELETE', '/api/totp')).status, 204)
    assert.equal((await other.login('a-viewer')).status, 200)
  })

  test('V6.4.3 is not passed by with a link for a new password', async () => {
    await using accounts = await startAccounts()
    await withTotp(accounts)
    const owner = await accounts.browser('owner')
    const { body } = await owner.post('/api/accounts/id-a-viewer/link')
    const secret = (body['path'] as string).split('=')[1]
    const browser = browserOf(accounts.url)
    const redeemed = await browser.post('/api/invitations/redeem', { secret, password: 'seven purple elephants dance' })
    assert.deepEqual([redeemed.status, redeemed.body['who']], [200, null])
    assert.equal((await browser.get('/api/logins')).status, 401)
    assert.equal((await owner.request('DELETE', '/api/accounts/id-a-viewer/totp')).status, 204)
    assert.equal((await browser.login('a-viewer', 'seven purple elephants dance')).status, 200)
  })
})
