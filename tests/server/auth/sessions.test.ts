import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, test } from 'node:test'
import { cookieName } from '../../../server/auth/cookie.ts'
import { browserOf, loggedIn, startAccounts, testPassword } from '../../helpers/accounts.ts'
import { openBrowser } from '../../helpers/browser.ts'

const hours = 3600_000

describe('cookies', () => {
  test('V3.3.1, V3.3.2, V3.3.3, V3.3.4 are Secure, SameSite, of this host alone, and no script’s', async () => {
    await using accounts = await startAccounts()
    const { cookie, answer } = await loggedIn(accounts)
    assert.match(cookie, /^__Host-chatarcade=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    const device = answer.headers.getSetCookie()[1] ?? ''
    assert.match(
      device,
      /^__Host-chatarcade-device=[\w.-]+; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  test('V3.3.4, V7.2.3 hold 256 random bits that stand in no answer and no database', async () => {
    await using accounts = await startAccounts()
    const { ann, answer, cookie } = await loggedIn(accounts)
    const secret = cookie.slice(cookieName.length + 1, cookie.indexOf(';'))
    assert.equal(Buffer.from(secret, 'base64url').length, 32)
    const texts = [answer.body, (await ann.get('/api/session')).body, (await ann.get('/api/logins')).body]
    assert.ok(!JSON.stringify([texts, await accounts.store.logins.list()]).includes(secret))
    assert.equal(await accounts.store.logins.byHash(secret), null)
  })

  test('are kept by a real browser at http://127.0.0.1, and not readable by its scripts', async () => {
    await using accounts = await startAccounts({
      more: (app) => app.get('/panel', (_request, reply) => reply.type('text/html').send('<title>panel</title>')),
    })
    await accounts.add('ann', 'owner')
    await using browser = await openBrowser()
    const page = await browser.newPage()
    await page.goto(new URL('/panel', accounts.url).href)
    const seen = await page.evaluate(async (password) => {
      const body = JSON.stringify({ name: 'ann', password })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/api/session', { method: 'POST', body, headers })
      const session = (await (await fetch('/api/session')).json()) as { who: { name: string } | null; csrf: string }
      const bare = await fetch('/api/session', { method: 'DELETE' })
      const left = await fetch('/api/session', { method: 'DELETE', headers: { 'x-csrf-token': session.csrf } })
      return {
        status: answer.status,
        name: session.who?.name,
        cookie: document.cookie,
        bare: bare.status,
        left: left.status,
      }
    }, testPassword)
    assert.deepEqual(seen, { status: 200, name: 'ann', cookie: '', bare: 403, left: 204 })
  })

  test('are not given where a page came by http:// from afar, and it is said why', async () => {
    await using accounts = await startAccounts()
    await accounts.add('ann', 'owner')
    const host = 'arcade.example:8080'
    const ann = browserOf(accounts.url)
    const body = { name: 'ann', password: testPassword }
    const answer = await accounts.app.inject({
      method: 'POST',
      url: '/api/session',
      body,
      headers: { ...ann.sends, host, origin: `http://${host}` },
    })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'insecure'])
    const secure = await accounts.app.inject({
      method: 'POST',
      url: '/api/session',
      body,
      headers: { ...ann.sends, host, origin: `https://${host}` },
    })
    assert.equal(secure.statusCode, 200)
  })
})

describe('sessions', () => {
  test('V7.2.4 get a new secret with each login and each time the password is typed, and the old one ends', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    const first = { ...ann.sends }
    await ann.login('ann')
    const second = { ...ann.sends }
    assert.equal((await ann.post('/api/session/proof', { password: testPassword })).status, 200)
    assert.equal(new Set([first, second, ann.sends].map((each) => each['cookie'])).size, 3)
    for (const sends of [first, second]) {
      const old = browserOf(accounts.url)
      Object.assign(old.sends, sends)
      assert.equal((await old.get('/api/session')).body['who'], null)
    }
    assert.notEqual((await ann.get('/api/session')).body['who'], null)
    assert.equal((await accounts.store.logins.list()).length, 1)
  })

  test('V7.3.1 end after twelve hours of doing nothing', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    for (let times = 0; times < 3; times++) {
      accounts.pass(11 * hours)
      assert.notEqual((await ann.get('/api/session')).body['who'], null)
    }
    accounts.pass(12 * hours)
    assert.equal((await ann.get('/api/session')).body['who'], null)
  })

  test('V7.3.2 end after thirty days, however busy', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    for (let times = 0; times < 65; times++) {
      accounts.pass(11 * hours)
      assert.notEqual((await ann.get('/api/session')).body['who'], null)
    }
    accounts.pass(11 * hours)
    assert.equal((await ann.get('/api/session')).body['who'], null)
  })

  test('V7.5.2, V7.4.5 are listed, and ended by who they belong to or by who manages them', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    await accounts.add('bob', 'viewer')
    const [bob, phone] = [browserOf(accounts.url), browserOf(accounts.url)]
    phone.sends['user-agent'] = 'Phone/2'
    await bob.login('bob')
    await phone.login('bob')
    const listed = (await bob.get('/api/logins')).body as {
      id: string
      agent: string
      address: string
      isThis: boolean
    }[]
    assert.deepEqual(
      new Set(listed.map(({ agent, address, isThis }) => `${agent} ${address} ${isThis}`)),
      new Set(['Phone/2 127.0.0.1 false', 'Test/1.0 127.0.0.1 true']),
    )
    const other = listed.find(({ isThis }) => !isThis)?.id as string
    const annsOwn = (await ann.get('/api/logins')).body as { id: string }[]
    assert.equal((await bob.request('DELETE', `/api/logins/${annsOwn[0]?.id}`)).status, 404, 'V8.2.2 nobody else’s')
    assert.equal((await bob.get('/api/logins?account=id-ann')).status, 403)
    accounts.pass(16 * 60_000)
    assert.equal((await bob.request('DELETE', `/api/logins/${other}`)).body['code'], 'prove-again')
    await bob.post('/api/session/proof', { password: testPassword })
    assert.equal((await bob.request('DELETE', `/api/logins/${other}`)).status, 204)
    assert.equal((await phone.get('/api/session')).body['who'], null)
    await ann.post('/api/session/proof', { password: testPassword })
    const [bobs] = (await ann.get('/api/logins?account=id-bob')).body as { id: string }[]
    assert.equal((await ann.request('DELETE', `/api/logins/${bobs?.id}`)).status, 204)
    assert.equal((await bob.get('/api/session')).body['who'], null)
  })
})

describe('sockets of an account', () => {
  test('are cut by a change of its password, once the answer with the new cookie is out', async () => {
    const order: string[] = []
    await using accounts = await startAccounts({
      more: (app) => app.addHook('onResponse', async () => void order.push('answered')),
    })
    const { ann } = await loggedIn(accounts)
    const cut = new Promise<void>((resolve) => {
      accounts.auth.onEnded(() => {
        order.push('cut')
        resolve()
      })
    })
    order.length = 0
    const given = { current: testPassword, password: 'a second password that nobody guesses' }
    assert.equal((await ann.request('PUT', '/api/session/password', given)).status, 200)
    await cut
    assert.deepEqual(order, ['answered', 'cut'])
    assert.equal((await ann.get('/api/logins')).status, 200)
  })

  test('are cut also where whoever changes it hangs up before the answer', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    const cut = new Promise<void>((resolve) => accounts.auth.onEnded(() => resolve()))
    const given = JSON.stringify({ current: testPassword, password: 'a second password that nobody guesses' })
    const type = { 'content-type': 'application/json' }
    const options = { method: 'PUT', headers: { ...ann.sends, ...type } }
    const asked = request(new URL('/api/session/password', accounts.url), options)
    asked.on('error', () => {})
    // Two hashes are made before there is an answer.
    asked.end(given, () => setTimeout(() => asked.destroy(), 20))
    await cut
  })
})
