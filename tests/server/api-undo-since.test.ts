import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { actAfter } from '../../server/api/undo.ts'
import type { Answer, Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'

interface Judged {
  readonly id: number
  readonly canUndo: boolean
  readonly tooLate: string | null
}

describe('undoing what moderators have set', () => {
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

  const undo = ({ body }: Answer) => owner.post(`/api/log/${String(body['deed'])}/undo`, {})

  it('leaves alone what somebody else has set since, and undoes what was set last', async () => {
    const bans = async () => (await owner.get('/api/bans')).body as unknown as { userId: string; untilTick: unknown }[]
    const outOf = async () => (await bans()).find(({ userId }) => userId === 'local:zed')
    const entry = async ({ body }: Answer) =>
      ((await owner.get('/api/log')).body as unknown as Judged[]).find(({ id }) => id === body['deed'])
    const since = 'it has been set to something else since'
    const zed = { userId: 'local:zed', name: 'zed', reason: 'spam' }
    const pairs = [
      ['/api/people/ban', { ...zed, seconds: 600 }, { ...zed, seconds: null }],
      ['/api/show/status-line', { text: 'A' }, { text: 'B' }],
      ['/api/show/slate', { slate: 'break', text: 'A' }, { slate: 'break', text: 'B' }],
      ['/api/votes/mode', { mode: 'lottery', seconds: 30 }, { mode: 'lottery', seconds: 40 }],
      ['/api/chat/filter', { blocked: ['turnip'] }, { blocked: ['turnip', 'swede'] }],
    ] as const
    for (const [path, one, other] of pairs) {
      const first = await owner.post(path, one)
      assert.deepEqual([(await entry(first))?.canUndo, (await entry(first))?.tooLate], [true, null], path)
      const second = await owner.post(path, other)
      const late = await undo(first)
      assert.deepEqual([late.status, late.body['error']], [409, since], path)
      assert.deepEqual([(await entry(first))?.canUndo, (await entry(first))?.tooLate], [false, since], path)
      // The list of bans is as the last tick left it.
      if (path === '/api/people/ban') await until(async () => (await outOf())?.untilTick === null)
      assert.deepEqual([(await entry(second))?.canUndo, (await entry(second))?.tooLate], [true, null], path)
      // One after the other, from the last to the first, all of it is undone.
      for (const deed of [second, first]) assert.equal((await undo(deed)).status, 200, path)
    }
    await until(async () => (await outOf()) === undefined)
  })

  it('has a note again that was taken away, in its place, and the log tells what it was', async () => {
    const path = '/api/people/local:yan/notes'
    type Notes = readonly { readonly id: number; readonly by: string; readonly atMs: number; readonly text: string }[]
    const keep = async (text: string) => (await owner.post(path, { text })).body as unknown as Notes
    await keep('spoils the ending')
    const all = await keep('has been told')
    const notes = async () => (await owner.get('/api/people/local:yan')).body['notes'] as Notes
    for (const { id, by, text } of all) {
      const removed = await owner.request('DELETE', `${path}/${id}`)
      assert.equal(removed.body['canUndo'], true)
      const [entry] = (await owner.get('/api/log?limit=1')).body as unknown as { readonly before: unknown }[]
      assert.deepEqual(entry?.before, { text, by })
      assert.equal((await notes()).length, 1)
      assert.equal((await undo(removed)).status, 200)
      assert.deepEqual(await notes(), all)
      assert.equal((await undo(removed)).status, 409)
    }
  })

  it('sends somebody out again only for what is left of their time by then', () => {
    const ban = { act: 'ban', userId: 'local:ann', name: 'ann' } as const
    const later = (seconds: number | null, sinceMs: number) =>
      actAfter({ by: 'act', act: { ...ban, seconds } }, sinceMs)
    assert.deepEqual(later(600, 0), { ...ban, seconds: 600 })
    assert.deepEqual(later(600, 100_000), { ...ban, seconds: 500 })
    assert.deepEqual(later(600, 599_900), { act: 'lift', userId: 'local:ann' })
    assert.deepEqual(later(null, 1e9), { ...ban, seconds: null })
    // Where the clock on the wall was put back.
    assert.deepEqual(later(600, -5000), { ...ban, seconds: 600 })
  })
})
