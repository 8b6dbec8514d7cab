import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { WebSocket } from 'ws'
import { newsOfDeed, newsOfStage } from '../../server/webhooks/news.ts'
import { browserOf, programOf, testPassword, type Answer, type Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'
import { openedStore } from '../helpers/store.ts'

interface LogEntry {
  readonly id: number
  readonly action: string
  readonly target: string | null
  readonly canUndo: boolean
  readonly tooLate: string | null
  readonly before: unknown
  readonly after: unknown
  readonly undoes: number | null
}

interface Told {
  readonly type: string
  readonly deed?: LogEntry
  readonly control?: {
    readonly input: { readonly mode: string; readonly window?: { readonly graceSeconds: number } }
    readonly statusLine: string
  }
}

/** What a panel hears. */
async function listen(url: string, { sends }: Client) {
  const heard: Told[] = []
  const socket = new WebSocket(new URL('/api/live', url), {
    headers: { cookie: sends['cookie'] ?? '', origin: sends['origin'] ?? '' },
  })
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Told))
  await once(socket, 'open')
  return { heard, [Symbol.dispose]: () => socket.terminate() }
}

describe('deeds of the API', () => {
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

  const undo = (deed: Answer, by: Client = owner) => by.post(`/api/log/${String(deed.body['deed'])}/undo`, {})
  const log = async (action: string) => (await owner.get(`/api/log?action=${action}`)).body as unknown as LogEntry[]
  const outputs = async () => (await owner.get('/api/outputs')).body as unknown as { id: string; isOn: boolean }[]

  it('are undone once, also when two ask at the same moment', async () => {
    const deed = await owner.post('/api/people/ban', { userId: 'local:x', name: 'x', seconds: 60, reason: 'spam' })
    const both = await Promise.all([undo(deed), undo(deed), undo(deed)])
    assert.deepEqual(
      both.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 409, 409],
    )
    const undone = (await log('person.ban')).filter(({ undoes }) => undoes === deed.body['deed'])
    assert.equal(undone.length, 1)
    assert.doesNotMatch(arcade.text.stdout + arcade.text.stderr, /UNIQUE|not in the log/)
  })

  it('can be tried again where undoing failed', async () => {
    const added = await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/live', key: 'k' })
    const [{ id }] = (await log('stream.output.add')) as [LogEntry]
    const off = await owner.post(`/api/outputs/${String(added.body['id'])}/turn`, { isOn: false })
    assert.equal(off.body['canUndo'], true)
    assert.equal((await owner.post(`/api/log/${id}/undo`, {})).status, 200)
    assert.ok(!(await outputs()).some((each) => each.id === added.body['id']))
    // Its output is gone, which the answer says, and a second time as well.
    for (const _again of [1, 2]) assert.match(String((await undo(off)).body['error']), /gone by now/)
  })

  it('need no more to be undone than they need to be done', async () => {
    const made = await owner.post('/api/tokens', { name: 'deck', scopes: ['stream.run', 'numbers.read'] })
    const deck = programOf(arcade.url, String(made.body['token']))
    const id = String((await outputs())[0]?.id)
    const off = await deck.post(`/api/outputs/${id}/turn`, { isOn: false })
    assert.equal(off.status, 200)
    assert.equal((await undo(off, deck)).status, 200)
    assert.deepEqual(
      (await outputs()).map(({ isOn }) => isOn),
      [true],
    )
    const stopped = await owner.post('/api/stream/turn', { isOn: false })
    assert.deepEqual(
      (await outputs()).map(({ isOn }) => isOn),
      [false],
    )
    assert.equal((await undo(stopped)).status, 200)
    assert.deepEqual(
      (await outputs()).map(({ isOn }) => isOn),
      [true],
    )
  })

  it('of accounts are heard by every panel, and promise no undo that there isn’t', async () => {
    using panel = await listen(arcade.url, owner)
    const invited = await owner.post('/api/invitations', { role: 'viewer' })
    const secret = String(invited.body['path']).split('invite=')[1]
    const redeemed = { secret, name: 'vic', password: testPassword }
    assert.ok((await browserOf(arcade.url).post('/api/invitations/redeem', redeemed)).status < 300)
    const accounts = (await owner.get('/api/accounts')).body as unknown as { id: string; name: string }[]
    const vic = accounts.find(({ name }) => name === 'vic')
    assert.equal((await owner.request('PATCH', `/api/accounts/${vic?.id}`, { role: 'moderator' })).status, 200)
    const heard = await until(() => panel.heard.find(({ deed }) => deed?.action === 'account.change')?.deed)
    assert.deepEqual([heard.target, heard.canUndo], ['vic', false])
    assert.ok(panel.heard.some(({ deed }) => deed?.action === 'invitation.make'))
  })

  it('that removed an output put it back with its key, which is told nowhere and kept on no disk', async () => {
    const canary = 'canary-of-an-output'
    using panel = await listen(arcade.url, owner)
    await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/removed', key: canary })
    const { id } = (await outputs()).at(-1) as { id: string }
    const removed = await owner.request('DELETE', `/api/outputs/${id}`)
    assert.equal(removed.body['canUndo'], true)
    assert.ok(!(await outputs()).some((each) => each.id === id))
    assert.equal((await undo(removed)).status, 200)
    // Nothing else can be where it is, so it is there with its key.
    const again = await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/removed', key: canary })
    assert.match(String(again.body['error']), /given twice/)
    assert.equal((await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/removed', key: 'other' })).status, 200)
    assert.equal((await undo(removed)).body['code'], 'undone')
    await until(() => panel.heard.some(({ deed }) => deed?.undoes === removed.body['deed']))
    const paths = ['/api/log', '/api/log.csv', '/api/outputs', '/api/status', '/api/settings']
    const answers = await Promise.all(paths.map((path) => owner.get(path)))
    assert.ok(!JSON.stringify([answers, panel.heard, removed.body, again.body]).includes(canary))
    assert.ok(!(arcade.text.stdout + arcade.text.stderr).includes(canary))
    for (const file of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
      const path = folder.file(file)
      if (statSync(path).isFile()) assert.ok(!readFileSync(path).includes(canary), `the key is in ${file}`)
    }
    for (const each of (await outputs()).filter(({ id: name }) => name !== 'null'))
      await owner.request('DELETE', `/api/outputs/${each.id}`)
  })

  it('are offered to be undone only while that comes to something, and say why it doesn’t any more', async () => {
    const paused = await owner.post('/api/show/pause', { isPaused: true })
    await owner.post('/api/show/pause', { isPaused: false })
    const mode = await owner.post('/api/votes/mode', { mode: 'lottery', seconds: 20 })
    const ban = await owner.post('/api/people/ban', { userId: 'local:y', name: 'yan', seconds: 600, reason: 'spam' })
    const entry = async ({ body }: Answer) =>
      ((await owner.get('/api/log')).body as unknown as LogEntry[]).find(({ id }) => id === body['deed'])
    await until(async () => (await entry(paused))?.canUndo === false)
    assert.deepEqual((await entry(paused))?.tooLate, 'it is so again already')
    assert.equal((await undo(paused)).status, 409)
    const window = (await entry(mode))?.before as { mode: string; seconds: number }
    assert.equal(window.mode, 'democracy')
    assert.deepEqual((await entry(mode))?.after, { mode: 'lottery', seconds: 20 })
    assert.deepEqual([(await entry(mode))?.canUndo, (await entry(mode))?.tooLate], [true, null])

    const switched = await owner.post('/api/game/switch', { game: 'vote-chess' })
    assert.equal(switched.status, 200, JSON.stringify(switched.body))
    const ofLastGame = await entry(mode)
    assert.deepEqual([ofLastGame?.canUndo, ofLastGame?.tooLate], [false, 'another game has been chosen since'])
    assert.match(String((await undo(mode)).body['error']), /another game/)
    // Who is out stays out in the next game, and what switched the game can be taken back.
    assert.equal((await entry(ban))?.canUndo, true)
    assert.equal((await undo(switched)).status, 200)
    assert.deepEqual(
      (await log('game.switch')).map((each) => [each.before, each.after]),
      [
        ['vote-chess', 'colour-tone'],
        ['colour-tone', 'vote-chess'],
      ],
    )
  })

  it('tell where somebody logs in from only to who looks after the accounts', async () => {
    const made = await owner.post('/api/tokens', { name: 'reader', scopes: ['log.read'] })
    const reader = programOf(arcade.url, String(made.body['token']))
    using panel = await listen(arcade.url, owner)
    for (let tries = 0; tries < 5; tries++)
      assert.equal((await browserOf(arcade.url).login('owner', 'a wrong password')).status, 401)
    const told = async (by: Client) => {
      const [refused] = (await by.get('/api/log?action=session.refused')).body as unknown as LogEntry[]
      const table = await fetch(new URL('/api/log.csv?action=session.refused', arcade.url), { headers: by.sends })
      return [refused?.after, (await table.text()).includes('127.0.0.1')]
    }
    const heard = await until(() => panel.heard.find(({ deed }) => deed?.action === 'session.refused')?.deed)
    assert.deepEqual(heard.after, { failures: 5 })
    assert.deepEqual(await told(reader), [{ failures: 5 }, false])
    assert.deepEqual(await told(owner), [{ failures: 5, address: '127.0.0.1' }, true])
  })

  it('tell what they changed, and no key, token, password or hash of it', async () => {
    const canary = 'canary-of-a-deed'
    const token = await owner.post('/api/tokens', { name: 'shown', scopes: ['log.read'] })
    const hook = await owner.post('/api/webhooks', { url: `https://example.com/${canary}`, events: ['moderation'] })
    await owner.request('PUT', `/api/webhooks/${String(hook.body['id'])}`, {
      ...{ url: `https://example.com/${canary}?${canary}`, events: ['game.over'] },
    })
    const added = await owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/deeds', key: canary })
    const at = `/api/outputs/${String(added.body['id'])}`
    await owner.request('PATCH', at, { url: 'rtmp://127.0.0.1:9/others', key: canary })
    await owner.request('DELETE', at)
    const invited = await owner.post('/api/invitations', { role: 'viewer' })
    const invitation = String(invited.body['path']).split('invite=')[1] as string
    await owner.request('DELETE', `/api/invitations/${String(invited.body['id'])}`)
    const entries = (await owner.get('/api/log?limit=500')).body as unknown as LogEntry[]
    const table = await fetch(new URL('/api/log.csv?limit=500', arcade.url), { headers: owner.sends })
    const told = `${JSON.stringify(entries)} ${await table.text()}`
    assert.match(told, /webhook\.change,https:\/\/example\.com,/)
    for (const secret of [canary, String(token.body['token']), String(hook.body['secret']), invitation, testPassword])
      assert.ok(!told.includes(secret), 'a secret is in the log')
    assert.doesNotMatch(told, /argon2|"hash"|\$m=/)
    const change = entries.find(({ action }) => action === 'stream.output.change')
    const place = { size: '320x180', preset: 'live' }
    assert.deepEqual(
      [change?.before, change?.after],
      [
        { address: 'rtmp://127.0.0.1:9/deeds', ...place },
        { address: 'rtmp://127.0.0.1:9/others', ...place },
      ],
    )
  })

  it('take a note about somebody away again, and the log has both', async () => {
    const noted = await owner.post('/api/people/twitch:9/notes', { text: 'was nice' })
    const [{ id }] = noted.body as unknown as [{ id: number }]
    assert.equal((await owner.request('DELETE', `/api/people/twitch:8/notes/${id}`)).status, 404)
    assert.equal((await owner.request('DELETE', `/api/people/twitch:9/notes/${id}`)).status, 200)
    assert.deepEqual((await owner.get('/api/people/twitch:9')).body['notes'], [])
    assert.deepEqual(
      (await log('person.note')).map(({ action, target }) => [action, target]),
      [
        ['person.note.remove', 'twitch:9'],
        ['person.note', 'twitch:9'],
      ],
    )
  })

  it('put a line into the status until it is taken away, and bring it back', async () => {
    using panel = await listen(arcade.url, owner)
    const line = () => panel.heard.findLast(({ type }) => type === 'control')?.control?.statusLine
    const put = (text: string) => owner.post('/api/show/status-line', { text })
    await until(() => line() === '')
    assert.equal((await put('  Back at nine ')).status, 200)
    await until(() => line() === 'Back at nine')
    const taken = await put('')
    await until(() => line() === '')
    assert.equal((await undo(taken)).status, 200)
    await until(() => line() === 'Back at nine')
    assert.deepEqual(
      (await log('show.status-line')).map(({ target, undoes }) => [target, undoes !== null]),
      [
        [null, true],
        [null, false],
        ['Back at nine', false],
      ],
    )
    assert.equal((await put('x'.repeat(61))).status, 400)
    assert.equal((await put('')).status, 200)
  })

  it('set the grace of windows in the running show, by the mode and by the settings', async () => {
    using panel = await listen(arcade.url, owner)
    const grace = () => panel.heard.findLast(({ type }) => type === 'control')?.control?.input.window?.graceSeconds
    const answer = await owner.post('/api/votes/mode', { mode: 'democracy', graceSeconds: 7, reason: 'a late stream' })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    await until(() => grace() === 7)
    assert.equal((await owner.request('PUT', '/api/settings', { values: { set: { grace: 5 } } })).status, 200)
    await until(() => grace() === 5)
  })

  it('of the filter are in the log with what went and what came', async () => {
    await owner.post('/api/chat/filter', { blocked: ['turnip', 'swede'] })
    await until(async () => (await owner.get('/api/chat/filter')).body['blocked']?.toString() === 'turnip,swede')
    await owner.post('/api/chat/filter', { blocked: ['swede', 'parsnip'] })
    assert.equal(await arcade.stop(), 0)
    await using opened = await openedStore(folder.path)
    const [deed] = await opened.store.audit.list({ action: 'chat.filter' })
    assert.deepEqual(
      [deed?.target, deed?.before, deed?.after],
      ['blocked', { blocked: ['turnip'], ignore: [] }, { blocked: ['parsnip'], ignore: [] }],
    )
  })
})

describe('news for other programs', () => {
  it('tell of polls as of votes, and nothing of logins', () => {
    const poll = { question: 'Tea?', label: 'yes', votes: 2, voters: 3, reason: 'majority', options: [] }
    assert.deepEqual(newsOfStage({ type: 'poll', tick: 9, ...poll }), ['poll.decided', { ...poll, tick: 9 }])
    const deed = { id: 1, atMs: 0, actor: 'ann', target: 'vic', reason: null, before: null, after: null }
    const rest = { canUndo: false, undoes: null, undoneBy: null }
    assert.equal(newsOfDeed({ ...deed, ...rest, action: 'account.change' })?.[0], 'moderation')
    assert.equal(newsOfDeed({ ...deed, ...rest, action: 'session.begin' }), null)
  })
})
