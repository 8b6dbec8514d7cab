import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createLimiter } from '../../../server/auth/limiter.ts'
import { hashPassword } from '../../../server/auth/password.ts'
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
  const from = (name: string, address: string, device: string | null = null) => ({ name, address, device })

  test('lets waits grow to their bound, and forgets who was quiet for an hour', () => {
    const limiter = createLimiter()
    let nowMs = 0
    const waits: number[] = []
    for (let tries = 0; tries < 16; tries++) {
      assert.equal(limiter.begin(from('ann', `10.0.0.${tries}`), nowMs), 0)
      const waitMs = limiter.begin(from('ann', `10.0.1.${tries}`), nowMs)
      waits.push(waitMs)
      // A try that has to wait is not made, so it doesn’t count.
      nowMs += waitMs
      if (waitMs === 0) tries += 1
    }
    assert.deepEqual(waits.filter((wait) => wait > 0).slice(0, 6), [1000, 2000, 4000, 8000, 16_000, 30_000])
    assert.equal(limiter.begin(from('ann', '10.0.2.1'), nowMs + 3_700_000), 0)
    assert.equal(limiter.begin(from('ann', '10.0.2.2'), nowMs + 3_700_000), 0)
  })

  test('takes a network of IPv6 for one address', () => {
    const limiter = createLimiter()
    for (let tries = 0; tries < 10; tries++) limiter.begin(from(`name-${tries}`, `2001:db8:1:2::${tries}`), 0)
    assert.ok(limiter.begin(from('another', '2001:db8:1:2:ffff::1'), 0) > 0)
    assert.equal(limiter.begin(from('another', '2001:db8:1:3::1'), 0), 0)
    for (let tries = 0; tries < 10; tries++) limiter.begin(from(`more-${tries}`, '::ffff:10.0.0.1'), 0)
    assert.ok(limiter.begin(from('another still', '10.0.0.1'), 0) > 0)
  })

  test('stays bounded in a flood of names, and doesn’t begin afresh for whoever logs in between', () => {
    const limiter = createLimiter()
    for (let tries = 0; tries < 9; tries++) limiter.begin(from(`name-${tries}`, '10.0.0.1'), 0)
    limiter.begin(from('own', '10.0.0.1'), 0)
    limiter.succeeded(from('own', '10.0.0.1'), 0)
    assert.equal(limiter.begin(from('name-9', '10.0.0.1'), 0), 0)
    assert.ok(limiter.begin(from('name-10', '10.0.0.1'), 0) > 0)
    for (let tries = 0; tries < 11_000; tries++)
      limiter.begin(from(`flood-${tries}`, `10.1.${tries % 250}.${tries % 251}`), 0)
    assert.equal(limiter.failures(from('name-0', '10.0.0.1'), 0), 0, 'it was pushed out')
  })

  test('lets no crowd of strangers hold up whoever was logged in before, by browser or by address', () => {
    const limiter = createLimiter()
    limiter.begin(from('owner', '10.9.9.9'), 0)
    limiter.succeeded(from('owner', '10.9.9.9'), 0)
    // An hour in which sixty addresses ask each second, so that they have every free moment.
    for (let second = 0; second < 3600; second++) {
      for (let address = 0; address < 60; address++) limiter.begin(from('owner', `10.0.0.${address}`), second * 1000)
      if (second % 600 !== 599) continue
      const nowMs = second * 1000 + 500
      // Another one each time, since an address is known once the phone got in from there.
      const elsewhere = `10.8.8.${second % 251}`
      assert.ok(limiter.begin(from('owner', elsewhere), nowMs) > 0, 'a stranger waits')
      for (const known of [from('owner', elsewhere, 'a phone'), from('owner', '10.9.9.9')]) {
        assert.equal(limiter.begin(known, nowMs), 0)
        limiter.succeeded(known, nowMs)
      }
    }
  })

  test('slows down a browser that was logged in before, too', () => {
    const limiter = createLimiter()
    for (let tries = 0; tries < 5; tries++) assert.equal(limiter.begin(from('ann', '10.0.0.1', 'phone'), 0), 0)
    assert.equal(limiter.begin(from('ann', '10.0.0.1', 'phone'), 0), 1000)
  })
})

describe('a browser that was logged in before', () => {
  test('gets in while strangers use up all tries, until the password is another one', async () => {
    await using accounts = await startAccounts({ proxies: ['127.0.0.1'] })
    await accounts.add('ann', 'viewer')
    const ann = browserOf(accounts.url)
    ann.sends['x-forwarded-for'] = '10.0.0.1'
    await ann.login('ann')
    const stranger = browserOf(accounts.url)
    stranger.sends['x-forwarded-for'] = '10.0.0.2'
    for (let tries = 0; tries < 6; tries++) await stranger.login('ann', 'a wrong password')
    assert.equal((await stranger.login('ann')).status, 429)
    // From another network, with its cookie alone.
    ann.sends['x-forwarded-for'] = '10.0.0.3'
    const cookies = ann.sends['cookie'] as string
    const tryWith = async (name: string, cookie: string) => {
      ann.sends['cookie'] = cookie
      return (await ann.login(name)).status
    }
    assert.equal(await tryWith('ann', cookies.replace(/\.(\d+)\./, '.9$1.')), 429, 'a cookie that was made up')
    await accounts.add('bob', 'viewer')
    for (let tries = 0; tries < 6; tries++) await stranger.login('bob', 'a wrong password')
    assert.equal(await tryWith('bob', cookies), 429, 'a cookie of somebody else')
    assert.equal(await tryWith('ann', cookies), 200)
    ann.sends['x-forwarded-for'] = '10.0.0.4'
    const kept = ann.sends['cookie'] as string
    await accounts.store.accounts.change('id-ann', { password: await hashPassword('another password') }, 1)
    assert.equal(await tryWith('ann', kept), 429, 'a cookie of the password before')
  })
})
