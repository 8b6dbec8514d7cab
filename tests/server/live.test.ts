import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { Client as RoomClient } from '@colyseus/sdk'
import { WebSocket } from 'ws'
import { roles, type Role } from '../../server/auth/rights.ts'
import { browserOf, programOf, testPassword, type Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'
import { startRedis } from '../helpers/redis.ts'

interface News {
  readonly type: string
  readonly deed?: { readonly action: string; readonly target: string | null }
  readonly control?: {
    readonly bans: readonly { readonly userId: string }[]
    readonly banCount: number
    readonly muted: { readonly all: boolean }
  }
  readonly status?: { readonly spectators: number; readonly panels: number }
}

/** A panel’s line; the status of the refusal where there is none. */
async function listen(url: string, { sends }: Client) {
  const heard: News[] = []
  let bytes = 0
  const headers = Object.fromEntries(
    Object.entries(sends).filter(([name]) => ['cookie', 'origin', 'authorization'].includes(name)),
  )
  const socket = new WebSocket(new URL('/api/live', url), { headers })
  socket.on('message', (data: Buffer) => {
    bytes += data.length
    heard.push(JSON.parse(data.toString()) as News)
  })
  const refused = new Promise<string>((resolve) =>
    socket.once('error', ({ message }) => resolve(/\d{3}/.exec(message)?.[0] ?? message)),
  )
  const status = await Promise.race([refused, once(socket, 'open').then(() => 'open')])
  return {
    heard,
    status,
    socket,
    bytes: () => bytes,
    control: () => heard.findLast(({ type }) => type === 'control')?.control,
    [Symbol.dispose]: () => socket.terminate(),
  }
}

describe('the line of the panels', () => {
  const stack = new AsyncDisposableStack()
  let redis: Awaited<ReturnType<typeof startRedis>>
  let arcade: OwnedArcade
  let owner: Client

  before(async () => {
    const folder = temporaryFolder()
    stack.defer(() => folder[Symbol.dispose]())
    redis = stack.use(await startRedis())
    arcade = stack.use(
      await startOwned(['--data', folder.path, '--output', 'null:', '--size', '320x180'], { REDIS_URL: redis.url }),
    )
    owner = arcade.owner
  })
  after(async () => {
    await stack.disposeAsync()
  })

  const account = async (role: Role): Promise<Client> => {
    const made = await owner.post('/api/invitations', { role })
    const client = browserOf(arcade.url)
    const secret = String(made.body['path']).split('invite=')[1]
    const given = { secret, name: `a-${role}`, password: testPassword }
    assert.equal((await client.post('/api/invitations/redeem', given)).status, 200)
    return client
  }
  const program = async (...scopes: string[]): Promise<Client> => {
    const { body } = await owner.post('/api/tokens', { name: 'a program', scopes })
    return programOf(arcade.url, String(body['token']))
  }

  it('tells each role and each token what its rights allow, and nothing else', async () => {
    const everything = ['control', 'deed', 'event', 'messages', 'status']
    const table: readonly (readonly [string, Client, readonly string[]])[] = [
      ...(await Promise.all(
        roles.map(async (role) => {
          const heard = role === 'viewer' ? everything.filter((type) => type !== 'deed') : everything
          return [role, role === 'owner' ? owner : await account(role), heard] as const
        }),
      )),
      ['chat.read', await program('chat.read'), ['control', 'event', 'messages']],
      ['chat and numbers', await program('chat.read', 'numbers.read'), ['control', 'event', 'messages', 'status']],
      ['chat and log', await program('chat.read', 'log.read'), ['control', 'deed', 'event', 'messages']],
      ['numbers.read', await program('numbers.read'), []],
    ]
    const lines = await Promise.all(
      table.map(async ([name, client, types]) => ({ name, types, line: await listen(arcade.url, client) })),
    )
    assert.equal((await owner.post('/api/show/alert', { kind: 'info', text: 'hello' })).status, 200)
    await until(() =>
      lines.every(({ line, types }) => types.every((type) => line.heard.some((each) => each.type === type))),
    )
    // What comes last is heard by all who hear anything, after whatever they were not to hear.
    await owner.post('/api/chat/mute', { source: null, isMuted: true })
    await until(() => lines.every(({ line, types }) => types.length === 0 || line.control()?.muted.all === true))
    await owner.post('/api/chat/mute', { source: null, isMuted: false })
    for (const { name, types, line } of lines) {
      assert.deepEqual([...new Set(line.heard.map(({ type }) => type))].toSorted(), types, name)
      assert.equal(line.status, types.length === 0 ? '403' : 'open', name)
      line.socket.terminate()
    }
  })

  it('counts spectators as the status does, and says how many panels are open; a program is none', async () => {
    const reads = await program('chat.read', 'numbers.read')
    using panel = await listen(arcade.url, owner)
    using first = await listen(arcade.url, reads)
    using second = await listen(arcade.url, reads)
    const seats = await Promise.all([1, 2, 3].map(async () => await new RoomClient(arcade.url).join('arcade')))
    const told = ({ heard }: typeof panel) => heard.findLast(({ type }) => type === 'status')?.status
    await until(() => [panel, first, second].every((line) => told(line)?.spectators === 3))
    assert.equal((await arcade.status()).spectators, 3)
    assert.deepEqual([told(panel)?.panels, told(first)?.panels], [1, 1])
    await Promise.all(seats.map(async (seat) => await seat.leave()))
  })

  it('has the newest bans and how many there are, not ten thousand of them again and again', async () => {
    using line = await listen(arcade.url, owner)
    const ids = Array.from({ length: 60 }, (_, each) => `local:${each}`)
    for (const userId of ids)
      await owner.post('/api/people/ban', { userId, name: userId, seconds: null, reason: 'a test' })
    await until(() => line.control()?.banCount === 60)
    assert.deepEqual(
      line.control()?.bans.map(({ userId }) => userId),
      ids.slice(-50),
    )
    assert.equal((await owner.get('/api/bans')).body.length, 60)
    const told = line.heard.filter(({ type }) => type === 'control').length
    await owner.post('/api/people/lift', { userId: 'local:3', reason: 'a test' })
    await until(() => line.control()?.banCount === 59)
    assert.equal(line.heard.filter(({ type }) => type === 'control').length, told + 1, 'once for each change')
  })

  it('ends for whoever was sent away', async () => {
    const { body } = await owner.post('/api/tokens', { name: 'gone', scopes: ['chat.read'] })
    using line = await listen(arcade.url, programOf(arcade.url, String(body['token'])))
    const closed = once(line.socket, 'close') as Promise<[number]>
    await owner.request('DELETE', `/api/tokens/${String(body['id'])}`)
    assert.equal((await closed)[0], 4401)
  })

  it('is there for moderators, however many strangers keep sockets', async () => {
    const { port } = new URL(arcade.url)
    const ask =
      'GET /api/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    const strangers = Array.from({ length: 400 }, () => {
      const stranger = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {})
      stranger.resume().write(ask)
      return stranger
    })
    await until(async () => {
      using line = await listen(arcade.url, owner)
      return line.status === 'open'
    })
    for (const stranger of strangers) stranger.destroy()
  })

  it('and the page come with strict headers, however the address is written', async () => {
    for (const path of ['/panel', '/%70anel', '/panel?x']) {
      const { status, headers } = await fetch(new URL(path, arcade.url))
      assert.equal(status, 200, path)
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path)
    }
    for (const path of ['/panel.html', '/%70anel.html', '/./panel.html', '//panel.html', '/panel%2ehtml']) {
      const answer = await fetch(arcade.url.slice(0, -1) + path)
      assert.ok(answer.status >= 400 || !(await answer.text()).includes('panel'), `${path} answers ${answer.status}`)
    }
    assert.match((await fetch(arcade.url)).headers.get('content-security-policy') ?? '', /frame-ancestors \*/)
  })

  it('and what stands beside it take long names, and refuse a term of one letter by a sentence', async () => {
    assert.equal((await owner.get(`/api/people/${encodeURIComponent('ü'.repeat(200))}`)).status, 200)
    const refused = await owner.post('/api/chat/filter/preview', { blocked: ['x'] })
    assert.equal(refused.status, 400)
    assert.match(String(refused.body['error']), /two letters/)
  })

  it('and the log tell nobody the key in a webhook’s address', async () => {
    const made = await owner.post('/api/webhooks', { url: 'https://93.184.216.34/hooks/SECRET', events: ['game.over'] })
    assert.equal(made.status, 200)
    const { body } = await owner.get('/api/log')
    const deed = (body as unknown as { action: string; target: string }[]).find(
      ({ action }) => action === 'webhook.add',
    )
    assert.equal(deed?.target, 'https://93.184.216.34')
    assert.doesNotMatch(JSON.stringify(body), /SECRET/)
    await owner.request('DELETE', `/api/webhooks/${String(made.body['id'])}`)
  })

  it('and the show end in order where Redis has gone away, and what can’t be queued is said', async () => {
    const { body } = await owner.post('/api/webhooks', { url: 'https://93.184.216.34/', events: ['game.over'] })
    await redis.kill()
    const pinged = await owner.post(`/api/webhooks/${String(body['id'])}/ping`)
    assert.equal(pinged.status, 200)
    const [delivery] = (await owner.get(`/api/webhooks/${String(body['id'])}/deliveries`)).body as {
      state: string
      problem: string
    }[]
    assert.equal(delivery?.state, 'failed')
    assert.match(delivery.problem, /could not be queued/)
    assert.equal(await arcade.stop(), 0)
  })
})
