import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { guard } from '../../../server/auth/guard.ts'
import { personalRights, type Right } from '../../../server/auth/rights.ts'
import { hashSecret } from '../../../server/auth/secret.ts'
import { createUnknownSecrets } from '../../../server/auth/unknown.ts'
import { programOf, startAccounts, type Accounts } from '../../helpers/accounts.ts'

const hourMs = 3600_000

const withVotes = async () =>
  await startAccounts({
    more: (app) => {
      app.post('/api/test/votes', { ...guard('votes.run') }, ({ who }) => ({ by: who?.name }))
      app.post('/api/test/chat', { ...guard('chat.moderate') }, ({ who }) => ({ by: who?.name }))
    },
  })

async function madeToken(accounts: Accounts, wish: object = {}) {
  const owner = await accounts.browser('owner')
  const { status, body } = await owner.post('/api/tokens', { name: 'ci', scopes: ['votes.run'], ...wish })
  assert.equal(status, 201, JSON.stringify(body))
  return { owner, id: body['id'] as string, token: body['token'] as string }
}

/** A token of an older program, with rights that none is given any more. */
async function olderToken(accounts: Accounts, scopes: readonly Right[]): Promise<string> {
  await accounts.browser('owner')
  const secret = `ca_${scopes.join('').padEnd(43, 'x').replaceAll('.', '-').slice(0, 43)}`
  const times = { createdMs: Date.now(), expiresMs: Date.now() + hourMs, seenMs: null }
  const token = { id: `old-${scopes.join()}`, name: 'old', scopes, ...times }
  await accounts.store.tokens.add({ ...token, account: 'id-a-owner', hash: hashSecret(secret) })
  return secret
}

describe('API tokens', () => {
  test('act for their account within their scopes, with no cookie and no other token', async () => {
    await using accounts = await withVotes()
    const { token } = await madeToken(accounts)
    assert.match(token, /^ca_[\w-]{43}$/)
    const program = programOf(accounts.url, token)
    assert.deepEqual((await program.post('/api/test/votes')).body, { by: 'token ci of a-owner' })
    assert.equal((await program.post('/api/test/chat')).status, 403)
  })

  test('are shown once, and stored as a hash', async () => {
    await using accounts = await withVotes()
    const { owner, token } = await madeToken(accounts)
    assert.ok(
      !JSON.stringify([(await owner.get('/api/tokens')).body, await accounts.store.tokens.list()]).includes(
        token.slice(3),
      ),
    )
  })

  test('end when they are removed, when they are too old, and with the rights of their account', async () => {
    await using accounts = await withVotes()
    const { owner, token, id } = await madeToken(accounts)
    const short = programOf(accounts.url, (await madeToken(accounts, { days: 1 })).token)
    const program = programOf(accounts.url, token)
    assert.equal((await owner.request('DELETE', `/api/tokens/${id}`)).status, 204)
    assert.equal((await program.post('/api/test/votes')).status, 401)
    assert.equal((await short.post('/api/test/votes')).status, 200)
    accounts.pass(24 * 3600_000)
    assert.equal((await short.post('/api/test/votes')).status, 401)

    const again = programOf(accounts.url, (await madeToken(accounts)).token)
    await accounts.add('second', 'owner')
    await accounts.store.accounts.change('id-a-owner', { role: 'viewer' }, 1)
    assert.equal((await again.post('/api/test/votes')).status, 403)
    await accounts.store.accounts.change('id-a-owner', { isDisabled: true }, 1)
    assert.equal((await again.post('/api/test/votes')).status, 401)
  })

  test('can’t be given more than one has, nor by a token, nor for ever', async () => {
    await using accounts = await withVotes()
    const moderator = await accounts.browser('moderator')
    const wish = { name: 'ci', scopes: ['votes.run', 'accounts.manage'] }
    assert.equal((await moderator.post('/api/tokens', wish)).status, 403)
    assert.equal((await moderator.post('/api/tokens', { ...wish, scopes: ['everything'] })).status, 400)
    assert.equal((await moderator.post('/api/tokens', { ...wish, scopes: ['votes.run'], days: 400 })).status, 400)
    const owner = await accounts.browser('owner')
    for (const right of personalRights) {
      const refused = await owner.post('/api/tokens', { name: 'ci', scopes: ['votes.run', right] })
      assert.equal(refused.status, 403)
      assert.equal(refused.body['error'], `No token can have ${right}: only people may do that.`)
    }
    const program = programOf(accounts.url, await olderToken(accounts, personalRights))
    assert.equal((await program.post('/api/tokens', { name: 'more', scopes: ['tokens.own'] })).status, 403)
    assert.equal((await program.post('/api/invitations', { role: 'owner' })).status, 403)
    assert.equal((await program.post('/api/session/proof', { password: 'x' })).status, 403)
  })

  test('make a cookie that comes with them count for nothing', async () => {
    await using accounts = await withVotes()
    const { owner, token } = await madeToken(accounts)
    const both = { cookie: owner.sends['cookie'] as string }
    assert.equal((await programOf(accounts.url, token).request('POST', '/api/test/chat', undefined, both)).status, 403)
    const wrong = programOf(accounts.url, `ca_${'x'.repeat(43)}`)
    assert.equal((await wrong.request('POST', '/api/test/chat', undefined, both)).status, 401)
    assert.equal((await owner.request('GET', '/api/tokens', undefined, { authorization: 'Basic eA==' })).status, 401)
  })

  test('read nobody’s logins and addresses, but for those that may manage accounts', async () => {
    await using accounts = await withVotes()
    const plain = programOf(accounts.url, (await madeToken(accounts)).token)
    assert.equal((await plain.get('/api/logins')).status, 403)
    const manager = programOf(accounts.url, await olderToken(accounts, ['accounts.manage']))
    assert.equal((await manager.get('/api/logins')).status, 200)
  })

  test('that are made up cost an address its look-ups, and those that are known go on', async () => {
    const unknown = createUnknownSecrets()
    assert.equal(unknown.mayAsk('good', '10.0.0.1', 0), true)
    unknown.saw('good', true, 0)
    const asked = (nowMs: number) =>
      Array.from({ length: 1000 }, (_, each) => `junk ${nowMs} ${each}`).filter((hash) => {
        const may = unknown.mayAsk(hash, '10.0.0.1', nowMs)
        if (may) unknown.saw(hash, false, nowMs)
        return may
      }).length
    // Sixty, and the good one was the first of them.
    assert.equal(asked(0), 59)
    assert.equal(asked(2000), 20)
    assert.equal(unknown.mayAsk('good', '10.0.0.1', 2000), true)
    assert.equal(unknown.mayAsk('another', '10.0.0.2', 2000), true)
    // The same one again isn't looked up for some seconds.
    assert.deepEqual(
      [1000, 9999, 10_001].map((nowMs) => unknown.mayAsk('junk 0 1', '10.0.0.3', nowMs)),
      [false, false, true],
    )
  })

  test('tell when they were used', async () => {
    await using accounts = await withVotes()
    const { owner, token } = await madeToken(accounts)
    const seen = async () => ((await owner.get('/api/tokens')).body as { seenMs: number | null }[])[0]?.seenMs
    assert.equal(await seen(), null)
    await programOf(accounts.url, token).post('/api/test/votes')
    assert.ok((await seen()) !== null)
  })

  test('of others are not seen and not removed', async () => {
    await using accounts = await withVotes()
    const { id } = await madeToken(accounts)
    const lead = await accounts.browser('lead')
    assert.deepEqual((await lead.get('/api/tokens')).body, [])
    assert.equal((await lead.request('DELETE', `/api/tokens/${id}`)).status, 404)
  })
})
