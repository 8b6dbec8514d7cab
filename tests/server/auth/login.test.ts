import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createLimiter } from '../../../server/auth/limiter.ts'
import { browserOf, startAccounts, testPassword } from '../../helpers/accounts.ts'

describe('a login', () => {
  test('tells who one is and what one may, and is over when one logs out', async () => {
    await using accounts = await startAccounts()
    const { url } = accounts
    await accounts.add('ann', 'viewer')
    const ann = browserOf(url)
    assert.deepEqual((await ann.get('/api/session')).body, { who: null, rights: [], csrf: null })
    const { status, body } = await ann.login('Ann')
    assert.equal(status, 200)
    assert.deepEqual(body['who'], { id: 'id-ann', name: 'ann', role: 'viewer', hasTotp: false })
    assert.deepEqual(body['rights'], ['numbers.read', 'chat.read'])
    assert.deepEqual((await ann.get('/api/session')).body, body)
    const kept = { ...ann.sends }
    assert.equal((await ann.request('DELETE', '/api/session')).status, 204)
    assert.equal((await ann.get('/api/session')).body['who'], null)
    const thief = browserOf(url)
    Object.assign(thief.sends, kept)
    assert.equal((await thief.get('/api/session')).body['who'], null, 'V7.4.1 the cookie of before opens nothing')
  })

  test('V6.3.8 gives the same answer for a wrong name and for a wrong password, after hashing for both', async () => {
    await using accounts = await startAccounts()
    await accounts.add('ann', 'viewer')
    await accounts.add('gone', 'viewer')
    await accounts.store.accounts.change('id-gone', { isDisabled: true }, 1)
    const answers = []
    const times = []
    for (const name of ['ann', 'nobody', 'gone']) {
      const began = process.cpuUsage()
      const { status, body } = await browserOf(accounts.url).login(
        name,
        name === 'gone' ? testPassword : 'a wrong password',
      )
      times.push(process.cpuUsage(began).user)
      answers.push({ status, body })
    }
    assert.deepEqual(answers[0], {
      status: 401,
      body: { code: 'wrong-login', error: 'The name or the password is wrong.' },
    })
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    // Processor time, not that of the clock: without the hash it would be a tenth.
    assert.ok(Math.min(...times) > Math.max(...times) / 4, `${times.join()} µs`)
  })

  test('V6.3.1 is slowed down for an account that is tried too often, and never locked', async () => {
    await using accounts = await startAccounts()
    await accounts.add('ann', 'viewer')
    const guesser = browserOf(accounts.url)
    for (let tries = 0; tries < 5; tries++) assert.equal((await guesser.login('ann', 'a wrong password')).status, 401)
    const { status, body, headers } = await guesser.login('ANN')
    assert.deepEqual([status, body['code'], headers.get('retry-after')], [429, 'too-many-tries', '1'])
    accounts.pass(1000)
    assert.equal((await guesser.login('ann')).status, 200)
    const [refused] = await accounts.store.audit.list({ action: 'session.refused' })
    assert.deepEqual(
      [refused?.actor, refused?.target, refused?.after],
      ['somebody', 'ann', { failures: 5, address: '127.0.0.1' }],
    )
  })

  test('V6.3.1 is slowed down for an address that tries many accounts', async () => {
    await using accounts = await startAccounts()
    const guesser = browserOf(accounts.url)
    for (let tries = 0; tries < 10; tries++)
      assert.equal((await guesser.login(`name-${tries}`, 'a wrong password')).status, 401)
    assert.equal((await guesser.login('another')).status, 429)
  })

  test('with an old hash gets a new one', async () => {
    await using accounts = await startAccounts()
    const password = '$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHQ$G1moGyIPbB+1FHb4Ew/0RPg6UxAlu4m8xYmBi6jQiQI'
    await accounts.store.accounts.add({ id: 'x', name: 'ann', role: 'viewer', password }, 1)
    const { argon2Sync } = await import('node:crypto')
    const tag = argon2Sync('argon2id', {
      message: testPassword,
      nonce: Buffer.from('somesalt'),
      parallelism: 1,
      tagLength: 32,
      memory: 4096,
      passes: 1,
    })
    const old = password.replace(/[^$]+$/, tag.toString('base64').replace('=', ''))
    await accounts.store.accounts.change('x', { password: old }, 1)
    assert.equal((await browserOf(accounts.url).login('ann')).status, 200)
    assert.match((await accounts.store.accounts.get('x'))?.password ?? '', /m=19456,t=2/)
    assert.equal((await browserOf(accounts.url).login('ann')).status, 200)
  })

  test('takes any body whatever, and refuses what is none in one form', async () => {
    await using accounts = await startAccounts()
    const client = browserOf(accounts.url)
    for (const body of [{}, [], { name: 'a' }, { name: 1, password: 2 }, { name: 'a', password: 'x'.repeat(600) }]) {
      const answer = await client.post('/api/session', body)
      assert.deepEqual([answer.status, answer.body['code']], [400, 'bad-request'])
    }
    const form = await fetch(new URL('/api/session', accounts.url), {
      method: 'POST',
      body: new URLSearchParams({ name: 'a' }),
    })
    assert.equal(form.status, 415)
  })
})

describe('the limiter', () => {
  test('lets waits grow to their bound, and forgets who was quiet for an hour', () => {
    const limiter = createLimiter()
    let nowMs = 0
    const waits: number[] = []
    for (let tries = 0; tries < 16; tries++) {
      assert.equal(limiter.begin('ann', `10.0.0.${tries}`, nowMs), 0)
      const waitMs = limiter.begin('ann', `10.0.1.${tries}`, nowMs)
      waits.push(waitMs)
      // A try that has to wait is not made, so it doesn’t count.
      nowMs += waitMs
      if (waitMs === 0) tries += 1
    }
    assert.deepEqual(waits.filter((wait) => wait > 0).slice(0, 6), [1000, 2000, 4000, 8000, 16_000, 30_000])
    assert.equal(limiter.begin('ann', '10.0.2.1', nowMs + 3_700_000), 0)
    assert.equal(limiter.begin('ann', '10.0.2.2', nowMs + 3_700_000), 0)
  })

  test('takes a network of IPv6 for one address', () => {
    const limiter = createLimiter()
    for (let tries = 0; tries < 10; tries++) limiter.begin(`name-${tries}`, `2001:db8:1:2::${tries}`, 0)
    assert.ok(limiter.begin('another', '2001:db8:1:2:ffff::1', 0) > 0)
    assert.equal(limiter.begin('another', '2001:db8:1:3::1', 0), 0)
    for (let tries = 0; tries < 10; tries++) limiter.begin(`more-${tries}`, '::ffff:10.0.0.1', 0)
    assert.ok(limiter.begin('another still', '10.0.0.1', 0) > 0)
  })

  test('stays bounded in a flood of names, and doesn’t begin afresh for whoever logs in between', () => {
    const limiter = createLimiter()
    for (let tries = 0; tries < 9; tries++) limiter.begin(`name-${tries}`, '10.0.0.1', 0)
    limiter.begin('own', '10.0.0.1', 0)
    limiter.succeeded('own', '10.0.0.1')
    assert.equal(limiter.begin('name-9', '10.0.0.1', 0), 0)
    assert.ok(limiter.begin('name-10', '10.0.0.1', 0) > 0)
    for (let tries = 0; tries < 11_000; tries++)
      limiter.begin(`flood-${tries}`, `10.1.${tries % 250}.${tries % 251}`, 0)
    assert.equal(limiter.failures('name-0'), 0, 'it was pushed out')
  })
})
