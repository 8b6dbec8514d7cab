import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { WebSocketServer, WebSocket } from 'ws'
import { answerErrors } from '../../../server/auth/api-errors.ts'
import { guard, socketGuard } from '../../../server/auth/guard.ts'
import { createUpgrades, type Upgrades } from '../../../server/auth/upgrade.ts'
import type { Who } from '../../../server/auth/auth.ts'
import { until } from '../../helpers/arcade.ts'
import { browserOf, loggedIn, programOf, startAccounts, testPassword } from '../../helpers/accounts.ts'

const hours = 3600_000

const linePath = '/api/line'

/** A server with a WebSocket that says who one is. */
async function withLine(proxies: readonly string[] = []) {
  const sockets = new WebSocketServer({ noServer: true })
  let upgrades: Upgrades | null = null
  const accounts = await startAccounts({
    proxies,
    more: (app) => {
      upgrades = createUpgrades(app)
      app.get(linePath, { ...socketGuard('chat.read') }, (request, reply) => {
        const upgrade = upgrades?.take(request)
        if (!upgrade) return reply.code(426).send()
        reply.hijack()
        sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (line) => {
          line.send(request.who?.name ?? '')
          line.close()
        })
        return reply
      })
      app.server.on('upgrade', (request, socket, head) => {
        socket.on('error', () => {})
        if (upgrades?.route(request, socket, head) !== true) socket.destroy()
      })
    },
  })
  /** The name that it says, or the status of the refusal. */
  const open = async (headers: Record<string, string>): Promise<string> => {
    const socket = new WebSocket(new URL(linePath, accounts.url.replace('http', 'ws')), { headers })
    return await new Promise((resolve) => {
      socket.on('message', (data: Buffer) => resolve(data.toString()))
      socket.on('error', ({ message }) => resolve(/\d{3}/.exec(message)?.[0] ?? message))
    })
  }
  return { accounts, open, [Symbol.asyncDispose]: () => accounts[Symbol.asyncDispose]() }
}

describe('requests from elsewhere', () => {
  test('V3.5.1 change nothing without the same origin and the token of the login', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    const { origin: _origin, 'sec-fetch-site': _site, 'x-csrf-token': token = '', ...bare } = ann.sends
    const own = new URL(accounts.url).origin
    const wrong: Record<string, string>[] = [
      {},
      { 'x-csrf-token': token },
      { origin: own },
      { origin: own, 'x-csrf-token': 'x'.repeat(43) },
      { origin: 'https://evil.example', 'x-csrf-token': token },
      { origin: 'null', 'x-csrf-token': token },
      { origin: own, 'sec-fetch-site': 'cross-site', 'x-csrf-token': token },
      { 'sec-fetch-site': 'same-site', 'x-csrf-token': token },
      { origin: `${own}.evil.example`, 'x-csrf-token': token },
    ]
    for (const headers of wrong) {
      const answer = await accounts.app.inject({
        method: 'DELETE',
        url: '/api/session',
        headers: { ...bare, host: new URL(own).host, ...headers },
      })
      assert.deepEqual(
        [answer.statusCode, answer.json<{ code: string }>().code],
        [403, 'forged'],
        JSON.stringify(headers),
      )
    }
    assert.notEqual((await ann.get('/api/session')).body['who'], null)
    for (const headers of [{ origin: own }, { 'sec-fetch-site': 'same-origin' }]) {
      const answer = await accounts.app.inject({
        method: 'POST',
        url: '/api/session/proof',
        body: {},
        headers: { ...bare, host: new URL(own).host, 'x-csrf-token': token, ...headers },
      })
      assert.equal(answer.statusCode, 400, 'it passes the guard')
    }
  })

  test('V3.5.1 don’t log a browser in', async () => {
    await using accounts = await startAccounts()
    await accounts.add('ann', 'owner')
    const body = { name: 'ann', password: testPassword }
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      assert.equal(
        (await browserOf(accounts.url).request('POST', '/api/session', body, headers as Record<string, string>)).status,
        403,
      )
  })

  test('V3.5.3 a route that changes something and names nobody who may can’t be made', async () => {
    await assert.rejects(
      startAccounts({ more: (app) => app.post('/api/open', () => 'done') }),
      /POST \/api\/open changes something and says nothing of who may/,
    )
  })

  test('V4.4.2 open no WebSocket as somebody, whatever cookie the browser sends', async () => {
    await using lines = await withLine()
    const { ann } = await loggedIn(lines.accounts)
    const cookie = ann.sends['cookie'] as string
    const { origin } = new URL(lines.accounts.url)
    assert.equal(await lines.open({ cookie, origin }), 'ann')
    assert.equal(await lines.open({ cookie, origin: 'https://evil.example' }), '403')
    assert.equal(await lines.open({ cookie, origin: origin.replace('127.0.0.1', 'localhost') }), '403')
    assert.equal(await lines.open({ cookie }), '403')
    assert.equal(await lines.open({ origin }), '401')
  })

  test('V4.4.2 are known by the name of the proxy’s side, where the proxy is one that is believed', async () => {
    const headers = { origin: 'https://arcade.example', 'x-forwarded-host': 'arcade.example' }
    for (const proxies of [['127.0.0.1'], []]) {
      await using lines = await withLine(proxies)
      const { ann } = await loggedIn(lines.accounts)
      const cookie = ann.sends['cookie'] as string
      assert.equal(await lines.open({ ...headers, cookie }), proxies.length > 0 ? 'ann' : '403')
    }
  })

  test('that are refused a WebSocket leave no socket behind, though they never hang up', async () => {
    await using lines = await withLine()
    const { port } = new URL(lines.accounts.url)
    const open = () => promisify(lines.accounts.app.server.getConnections.bind(lines.accounts.app.server))()
    const before = await open()
    const strangers = Array.from({ length: 20 }, () =>
      connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }),
    )
    let answers = ''
    for (const stranger of strangers) {
      stranger.on('data', (part: Buffer) => (answers += part.toString())).on('error', () => {})
      stranger.write(
        `GET ${linePath} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      )
    }
    await until(() => answers.split('HTTP/1.1 403').length === strangers.length + 1)
    await until(async () => (await open()) <= before)
    for (const stranger of strangers) stranger.destroy()
  })

  test('are still who they were until the login ends, or the role is another one', async () => {
    const seen: Who[] = []
    await using accounts = await startAccounts({
      more: (app) => {
        app.get('/api/x', { ...guard('chat.read') }, ({ who }) => {
          if (who !== null) seen.push(who)
          return {}
        })
      },
    })
    const { ann } = await loggedIn(accounts)
    const bob = await accounts.browser('viewer')
    const { body } = await ann.post('/api/tokens', { name: 'ci', scopes: ['chat.read'], days: 1 })
    for (const client of [ann, bob, programOf(accounts.url, String(body['token']))]) await client.get('/api/x')
    const stillAre = () => Promise.all(seen.map((who) => accounts.auth.stillIs(who)))
    assert.deepEqual(await stillAre(), [true, true, true])
    // The secret of the cookie is another one then, and the login is the same.
    await ann.post('/api/session/proof', { password: testPassword })
    await accounts.store.accounts.change('id-a-viewer', { role: 'moderator' }, 1)
    assert.deepEqual(await stillAre(), [true, false, true])
    accounts.pass(12 * hours)
    assert.deepEqual(await stillAre(), [false, false, true])
    accounts.pass(12 * hours)
    assert.deepEqual(await stillAre(), [false, false, false])
  })

  test('are told of logins that end, so that their sockets can be cut', async () => {
    await using accounts = await startAccounts()
    const { ann } = await loggedIn(accounts)
    const ended: unknown[] = []
    accounts.auth.onEnded((who) => ended.push(who))
    const [own] = await accounts.store.logins.list()
    await ann.request('DELETE', '/api/session')
    assert.deepEqual(ended, [{ account: 'id-ann', id: own?.id }])
  })
})

describe('headers', () => {
  test('V3.4.1, V3.4.3 to V3.4.6, V3.4.8, V14.3.2 are strict for the panel and the API', async () => {
    await using accounts = await startAccounts({ more: (app) => app.get('/panel', () => 'panel') })
    for (const path of ['/panel', '/panel?x=1', '/%70anel', '/api/session', '/api/none', '/%61pi/none']) {
      const { headers } = await fetch(new URL(path, accounts.url))
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        assert.ok(policy.includes(part), `${path}: ${policy}`)
      assert.ok(!/unsafe|\*/.test(policy), policy)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'no-referrer')
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains')
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
      assert.equal(headers.get('access-control-allow-origin'), null, 'V3.4.2')
      if (path.startsWith('/api/')) assert.equal(headers.get('cache-control'), 'no-store')
    }
  })

  test('let other sites and OBS hold the spectators’ page in a frame', async () => {
    await using accounts = await startAccounts({ more: (app) => app.get('/', () => 'watch') })
    const { headers } = await fetch(new URL('/?embed=1', accounts.url))
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors \*/)
    assert.equal(headers.get('x-frame-options'), null)
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin')
  })
})

describe('errors', () => {
  test('V16.5.1 tell nobody what went wrong inside, and the log everything', async () => {
    const lines: string[] = []
    await using accounts = await startAccounts({
      more: (app) => {
        answerErrors(app, { warn: (line: unknown) => void lines.push(String(line)) })
        app.get('/api/broken', { ...guard('loggedIn') }, () => {
          throw new Error('the secret of /var/lib is 42')
        })
      },
    })
    const { ann } = await loggedIn(accounts)
    const { status, body } = await ann.get('/api/broken')
    assert.deepEqual([status, body['code']], [500, 'failed'])
    assert.ok(!JSON.stringify(body).includes('secret'))
    assert.match(lines.join(), /GET \/api\/broken failed: Error: the secret/)
  })

  test('V16.3.2 of rights are written to the log', async () => {
    await using accounts = await startAccounts()
    const viewer = await accounts.browser('viewer')
    assert.equal((await viewer.get('/api/accounts')).status, 403)
    await until(() => accounts.lines.some((line) => line === 'a-viewer was refused GET /api/accounts.'))
    assert.equal((await programOf(accounts.url, `ca_${'x'.repeat(43)}`).get('/api/accounts')).status, 401)
  })
})
