import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { Client as RoomClient } from '@colyseus/sdk'
import fastify from 'fastify'
import { WebSocket } from 'ws'
import { rights, roles, type Right, type Role } from '../../server/auth/rights.ts'
import { createLog } from '../../server/log.ts'
import { openPanel } from '../../server/panel.ts'
import { browserOf, testPassword, type Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'
import { openedStore } from '../helpers/store.ts'

interface Outcome {
  accepted: boolean
  code?: string
}

/** A viewer of the page, who says things and hears what became of them. */
async function joinAs(url: string) {
  const room = await new RoomClient(url).join<object>('arcade')
  const outcomes: Outcome[] = []
  room.onMessage('outcome', (outcome: Outcome) => outcomes.push(outcome))
  const say = async (text: string): Promise<Outcome> => {
    const known = outcomes.length
    room.send('chat', { name: 'spammer', text })
    await until(() => outcomes.length > known)
    return outcomes.at(-1) as Outcome
  }
  const colour = () => (room.state as { game?: { colour?: string } }).game?.colour
  return {
    userId: `local:${room.sessionId}`,
    say,
    colour,
    [Symbol.asyncDispose]: async () => void (await room.leave()),
  }
}

interface Description {
  readonly paths: Record<string, Record<string, { readonly 'x-right'?: string }>>
}

/** What a panel hears. */
async function listen(url: string, client: Client) {
  const heard: { type: string; deed?: { action: string; target: string | null } }[] = []
  const { cookie = '', origin = '' } = client.sends
  const socket = new WebSocket(new URL('/api/live', url), { headers: { cookie, origin } })
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as (typeof heard)[number]))
  await once(socket, 'open')
  return { heard, [Symbol.dispose]: () => socket.terminate() }
}

describe('the panel’s API', () => {
  const folder = temporaryFolder()
  let arcade: OwnedArcade
  let owner: Client

  before(async () => {
    arcade = await startOwned(['--data', folder.path, '--output', 'null:', '--size', '320x180'])
    owner = arcade.owner
  })
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const account = async (role: Role, name: string = role): Promise<Client> => {
    const made = await owner.post('/api/invitations', { role })
    const invite = String(made.body['path']).split('invite=')[1]
    const client = browserOf(arcade.url)
    const redeemed = await client.post('/api/invitations/redeem', { secret: invite, name, password: testPassword })
    assert.ok(redeemed.status < 300, JSON.stringify(redeemed.body))
    return client
  }

  it('sends a spammer out of the game, and lets them back by undo', async () => {
    await using viewer = await joinAs(arcade.url)
    assert.equal((await viewer.say('red')).accepted, true)
    const banned = await owner.post('/api/people/ban', {
      ...{ userId: viewer.userId, name: 'spammer', seconds: null, reason: 'spam' },
    })
    assert.equal(banned.status, 200)
    await until(async () => (await viewer.say('blue')).code === 'banned')
    const { body } = await owner.get(`/api/people/${encodeURIComponent(viewer.userId)}`)
    const messages = body['messages'] as { text: string; code: string | null }[]
    assert.equal(messages.at(-1)?.code, 'banned')
    const undone = await owner.post(`/api/log/${String(banned.body['deed'])}/undo`, {})
    assert.equal(undone.status, 200)
    await until(async () => (await viewer.say('green')).code !== 'banned')
    assert.equal((await owner.post(`/api/log/${String(banned.body['deed'])}/undo`, {})).body['code'], 'undone')
  })

  it('shows no image in the corner where there is none', async () => {
    const refused = await owner.post('/api/show/branding', { isOn: true })
    assert.deepEqual([refused.status, refused.body['code']], [409, 'not-possible'])
    assert.match(String(refused.body['error']), /^There is no image for the corner\./)
    assert.equal((await owner.post('/api/show/branding', { isOn: false })).status, 200)
    assert.equal((await owner.post('/api/show/layer', { layer: 'branding', isOn: true })).status, 200)
  })

  it('asks for a reason where it matters', async () => {
    const refused = await owner.post('/api/people/ban', { userId: 'local:x', name: 'x', seconds: 60 })
    assert.equal(refused.status, 400)
    // What is missing is named, also where nothing was sent at all.
    const empty = await owner.post('/api/people/ban')
    assert.equal(empty.status, 400)
    assert.match(String(empty.body['error']), /^userId: /)
    for (const wrong of ['x', [], 5]) {
      const answer = await owner.post('/api/people/ban', wrong)
      assert.equal(answer.status, 400)
      assert.match(String(answer.body['error']), /^[A-Z]/)
    }
  })

  it('takes nothing for an answer where nothing is needed', async () => {
    const json = { ...owner.sends, 'content-type': 'application/json' }
    const form = { ...owner.sends, 'content-type': 'application/x-www-form-urlencoded' }
    for (const path of ['/api/show/panic', '/api/show/panic/end', '/api/votes/close', '/api/votes/poll/end']) {
      const url = new URL(path, arcade.url)
      for (const init of [{ headers: owner.sends }, { headers: json, body: '' }, { headers: form, body: '' }]) {
        const { status } = await fetch(url, { method: 'POST', ...init })
        assert.ok(status === 200 || status === 409, `${path} answers ${status}`)
      }
      assert.notEqual((await owner.post(path, {})).status, 400)
    }
    assert.equal((await owner.post('/api/show/panic/end')).status, 200)
  })

  it('refuses what it doesn’t have as it refuses everything', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['POST', '/api/show/nothing'],
      ['DELETE', '/api/status'],
    ] as const) {
      const { status, body } = await owner.request(method, `${path}?key=secret`)
      assert.deepEqual([status, body['code'], Object.keys(body)], [404, 'not-found', ['code', 'error']])
      assert.match(String(body['error']), new RegExp(`^There is no ${method} ${path}\\.`))
    }
  })

  it('records on the fly, and ends with a file that plays', async () => {
    const added = await owner.post('/api/outputs', { url: 'evening.mkv' })
    assert.equal(added.status, 200)
    const id = String(added.body['id'])
    const fares = async () =>
      (await owner.get('/api/outputs')).body.find((each) => (each as { id: string }).id === id) as
        | { status: { frames: number } | null }
        | undefined
    await until(async () => ((await fares())?.status?.frames ?? 0) > 30)
    assert.equal((await owner.request('DELETE', `/api/outputs/${id}`)).status, 200)
    const { frames } = await probe(folder.file('recordings/evening.mkv'))
    assert.ok(frames.length > 30)
    assert.equal((await owner.post('/api/outputs', { url: '../evening.mkv' })).status, 409)
    assert.equal((await owner.post('/api/outputs', { url: 'evening.mkv' })).status, 409)
  })

  it('takes keys and never gives them back', async () => {
    const added = await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/live', key: 'sEcReT-kEy-123' })
    assert.equal(added.status, 200)
    for (const path of ['/api/outputs', '/api/log', '/api/status', '/api/settings'])
      assert.doesNotMatch(JSON.stringify((await owner.get(path)).body), /sEcReT/)
    assert.doesNotMatch(arcade.text.stderr + arcade.text.stdout, /sEcReT/)
    assert.equal((await owner.request('DELETE', `/api/outputs/${String(added.body['id'])}`)).status, 200)
  })

  it('rolls the game back to a moment that is kept, and back again', async () => {
    await using viewer = await joinAs(arcade.url)
    const moments = await until(async () => {
      const { body } = await owner.get('/api/game/moments')
      return body.length > 0 && (body as unknown as { tick: number }[])
    }, 20_000)
    // The first one is from before anybody had decided anything.
    const { tick, picture } = moments.at(-1) as { tick: number; picture: string }
    const show = (address: string) => fetch(new URL(address, arcade.url), { headers: owner.sends })
    assert.equal((await show(picture)).headers.get('content-type'), 'image/jpeg')
    // An address of another session’s has no picture of this one, and one without a session goes on to work.
    const [plain = '', version = ''] = picture.split('?of=')
    assert.notEqual(version, '')
    assert.equal((await show(`${plain}?of=another`)).status, 404)
    assert.equal((await show(plain)).status, 200)
    assert.equal((await owner.post('/api/votes/force', { text: 'purple' })).status, 200)
    await until(() => viewer.colour() === 'purple')
    const rolled = await owner.post('/api/game/rollback', { tick, reason: 'a bad move' })
    assert.equal(rolled.status, 200, JSON.stringify(rolled.body))
    await until(() => viewer.colour() === 'midnight')
    assert.equal((await owner.post(`/api/log/${String(rolled.body['deed'])}/undo`, {})).status, 200)
    await until(() => viewer.colour() === 'purple')
    assert.equal((await owner.post('/api/game/rollback', { tick: 987_654, reason: 'no' })).status, 409)
  })

  it('tells every panel what another one did, and a viewer nothing of the log', async () => {
    const [ann, vic] = [await account('moderator', 'ann'), await account('viewer', 'vic')]
    using annHears = await listen(arcade.url, ann)
    using vicHears = await listen(arcade.url, vic)
    await owner.post('/api/votes/extend', { seconds: 30 })
    await until(() => annHears.heard.some(({ type, deed }) => type === 'deed' && deed?.action === 'votes.extend'))
    await until(() => vicHears.heard.some(({ type }) => type === 'status'))
    assert.ok(!vicHears.heard.some(({ type }) => type === 'deed'))
  })

  it('opens its line to nobody else, and to no other site’s page', async () => {
    const elsewhere = { ...owner.sends, origin: 'https://elsewhere.example' }
    for (const [headers, status] of [
      [{}, /403/],
      [elsewhere, /403/],
      [{ origin: new URL(arcade.url).origin }, /401/],
    ] as const) {
      const socket = new WebSocket(new URL('/api/live', arcade.url), { headers })
      const [error] = (await once(socket, 'error')) as [Error]
      assert.match(error.message, status)
    }
  })

  it('lets each role do what its row of the table says, and nothing else', async () => {
    const { paths } = (await owner.get('/api/openapi.json')).body as unknown as Description
    const cells = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { 'x-right': right }]) =>
        right === undefined || right === 'loggedIn' || right === 'anybody' || isOwn(path)
          ? []
          : [{ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, '1'), right: right as Right }],
      ),
    )
    assert.ok(cells.length > 40, `${cells.length} routes`)
    for (const { method, path } of cells)
      assert.equal(
        (await browserOf(arcade.url).request(method, path, method === 'GET' ? undefined : {})).status,
        401,
        path,
      )
    for (const role of roles) {
      const client = role === 'owner' ? owner : await account(role, `${role}-2`)
      for (const { method, path, right } of cells) {
        const { status } = await client.request(method, path, method === 'GET' ? undefined : {})
        const may = (rights[role] as readonly Right[]).includes(right)
        assert.equal(status !== 403, may, `${role}: ${method} ${path} asks for ${right} and answers ${status}`)
      }
    }
  })

  it('switches the game while the stream goes on', async () => {
    const { body } = await owner.get('/api/games')
    // Of the others one that takes little, since a busy machine is to get through with it as well.
    const other = (body['games'] as { id: string }[]).find(({ id }) => id !== body['now'] && id === 'vote-chess')
    const earlier = await arcade.status()
    const switched = await owner.post('/api/game/switch', { game: other?.id })
    assert.equal(switched.status, 200, JSON.stringify(switched.body))
    assert.equal((await arcade.status()).game, other?.id)
    // Pictures that are none shown again, of which a busy machine has few.
    const isNew = ({ written, repeated }: Awaited<ReturnType<typeof arcade.status>>['stream']['frames']) =>
      written - repeated
    // And no frame is left out for the switch: of those that are due, a second at the most is on its way.
    await until(async () => {
      const { frames } = (await arcade.status()).stream
      return frames.due - frames.written <= 30 && isNew(frames) >= isNew(earlier.stream.frames) + 5
    }, 30_000)
    const back = await owner.post(`/api/log/${String(switched.body['deed'])}/undo`, {})
    assert.equal(back.status, 200, JSON.stringify(back.body))
    assert.equal((await arcade.status()).game, earlier.game)
    assert.equal((await owner.post('/api/game/switch', { game: '../../x' })).status, 409)
  })
})

describe('the panel’s API while the show starts', () => {
  it('answers the same wherever the show is needed, and takes logins already', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.path)
    const status = () => Promise.reject(new Error('not yet'))
    const options = { store: opened.store, show: () => null, status, adminPassword: testPassword, redisUrl: null }
    await using panel = await openPanel({ ...options, log: createLog() })
    const app = fastify({ forceCloseConnections: true })
    await panel.mount(app)
    await using _app = { [Symbol.asyncDispose]: () => app.close() }
    const client = browserOf(await app.listen({ port: 0, host: '127.0.0.1' }))
    assert.equal((await client.login('owner')).status, 200)
    const asked = [
      ...['/api/log', '/api/games', '/api/game/moments', '/api/outputs', '/api/settings', '/api/media', '/api/live'],
      ...['/api/bans', '/api/chat/filter', '/api/chat/messages', '/api/people/local:x'],
    ].map((path) => ['GET', path] as const)
    for (const [method, path] of [...asked, ['POST', '/api/show/panic'] as const]) {
      const answer = await client.request(method, path)
      assert.deepEqual([answer.status, answer.body?.['code']], [503, 'not-open'], path)
      assert.equal(answer.headers.get('retry-after'), '1')
      assert.match(String(answer.body['error']), /^The show isn’t open yet/)
    }
    for (const path of ['/api/tokens', '/api/accounts', '/api/webhooks'])
      assert.equal((await client.get(path)).status, 200, path)
  })
})

/** What would end the logins that the test goes by. */
const isOwn = (path: string) => /^\/api\/(session|logins|accounts|invitations|tokens|totp)/.test(path)
