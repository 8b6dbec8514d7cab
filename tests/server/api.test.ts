import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { Client as RoomClient } from '@colyseus/sdk'
import { WebSocket } from 'ws'
import { rights, roles, type Right, type Role } from '../../server/auth/rights.ts'
import { browserOf, type Client } from '../helpers/accounts.ts'
import { startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'

const password = 'a long way to Tipperary'

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
  let arcade: Arcade
  let owner: Client

  before(async () => {
    arcade = await startArcade(['--data', folder.path, '--output', 'null:', '--size', '320x180'], {
      CHATARCADE_ADMIN_PASSWORD: password,
    })
    owner = browserOf(arcade.url)
    assert.equal((await owner.login('owner', password)).status, 200)
  })
  after(async () => {
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const account = async (role: Role, name: string = role): Promise<Client> => {
    const made = await owner.post('/api/invitations', { role })
    const invite = String(made.body['path']).split('invite=')[1]
    const client = browserOf(arcade.url)
    const redeemed = await client.post('/api/invitations/redeem', { secret: invite, name, password })
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

  it('asks for a reason where it matters', async () => {
    const refused = await owner.post('/api/people/ban', { userId: 'local:x', name: 'x', seconds: 60 })
    assert.equal(refused.status, 400)
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
    const { tick } = moments.at(-1) as { tick: number }
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
    const other = (body['games'] as { id: string }[]).find(({ id }) => id !== body['now'])
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

/** What would end the logins that the test goes by. */
const isOwn = (path: string) => /^\/api\/(session|logins|accounts|invitations|tokens|totp)/.test(path)
