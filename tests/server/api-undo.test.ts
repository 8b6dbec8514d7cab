import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { WebSocket } from 'ws'
import { newsOfDeed, newsOfStage } from '../../server/webhooks/news.ts'
import { browserOf, programOf, type Answer, type Client } from '../helpers/accounts.ts'
import { startArcade, temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'
import { openedStore } from '../helpers/store.ts'

const password = 'a long way to Tipperary'

interface LogEntry {
  readonly id: number
  readonly action: string
  readonly target: string | null
  readonly canUndo: boolean
  readonly undoes: number | null
}

interface Told {
  readonly type: string
  readonly deed?: LogEntry
  readonly control?: { readonly input: { readonly mode: string; readonly window?: { readonly graceSeconds: number } } }
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
    assert.ok(
      (await browserOf(arcade.url).post('/api/invitations/redeem', { secret, name: 'vic', password })).status < 300,
    )
    const accounts = (await owner.get('/api/accounts')).body as unknown as { id: string; name: string }[]
    const vic = accounts.find(({ name }) => name === 'vic')
    assert.equal((await owner.request('PATCH', `/api/accounts/${vic?.id}`, { role: 'moderator' })).status, 200)
    const heard = await until(() => panel.heard.find(({ deed }) => deed?.action === 'account.change')?.deed)
    assert.deepEqual([heard.target, heard.canUndo], ['vic', false])
    assert.ok(panel.heard.some(({ deed }) => deed?.action === 'invitation.make'))
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
