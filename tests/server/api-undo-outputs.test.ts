import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Answer, Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'

interface Judged {
  readonly id: number
  readonly canUndo: boolean
  readonly tooLate: string | null
}

interface Output {
  readonly id: string
  readonly url: string
  readonly isOn: boolean
}

describe('undoing deeds of outputs', () => {
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

  const log = async () => (await owner.get('/api/log')).body as unknown as Judged[]
  const outputs = async () => (await owner.get('/api/outputs')).body as unknown as Output[]
  const add = (key: string) => owner.post('/api/outputs', { url: 'rtmp://127.0.0.1:9/app', key })
  const remove = (id: string) => owner.request('DELETE', `/api/outputs/${id}`)
  const undo = (deed: number) => owner.post(`/api/log/${deed}/undo`, {})
  const deedOf = ({ body }: Answer) => Number(body['deed'])
  const newest = async () => (await log())[0]?.id ?? 0
  const judged = async (deed: number) => (await log()).find(({ id }) => id === deed)
  /** As the log says it, once what was done has settled. */
  const tooLate = (deed: number) => until(async () => (await judged(deed))?.tooLate ?? undefined)
  const clear = async () => {
    for (const { id } of await outputs()) if (id !== 'null') await remove(id)
  }

  it('takes no other output off the air that has the id by now', async () => {
    const first = await add('keyA')
    const added = await newest()
    const id = String(first.body['id'])
    const off = await owner.post(`/api/outputs/${id}/turn`, { isOn: false })
    const on = await owner.post(`/api/outputs/${id}/turn`, { isOn: true })
    await remove(id)
    assert.equal((await add('keyC')).body['id'], id)
    await owner.post(`/api/outputs/${id}/turn`, { isOn: true })
    // At once and when it is judged: neither the one that was added nor the one that was put on the air is there.
    for (const deed of [added, deedOf(on), deedOf(off)]) {
      assert.match(String((await undo(deed)).body['error']), /gone by now/)
      assert.match(await tooLate(deed), /gone by now/)
    }
    assert.deepEqual(
      (await outputs()).map((each) => [each.id, each.isOn]),
      [
        ['null', true],
        [id, true],
      ],
    )
    await clear()
  })

  it('knows one that came back as the one that it was', async () => {
    const { body } = await add('keyD')
    const added = await newest()
    const removed = await remove(String(body['id']))
    assert.equal((await undo(deedOf(removed))).status, 200)
    assert.equal((await outputs()).length, 2)
    assert.equal((await undo(added)).status, 200)
    assert.equal((await outputs()).length, 1)
  })

  it('isn’t offered where the place is taken or there is no room, and is again when there is', async () => {
    const removed = deedOf(await remove(String((await add('keyE')).body['id'])))
    const again = await add('keyE')
    assert.match(await tooLate(removed), /another output has taken its place/)
    assert.match(String((await undo(removed)).body['error']), /another output has taken its place/)
    await remove(String(again.body['id']))
    while ((await outputs()).length < 16) assert.equal((await owner.post('/api/outputs', { url: 'null:' })).status, 200)
    assert.match(await tooLate(removed), /there are 16 outputs/)
    assert.match(String((await undo(removed)).body['error']), /there are 16 outputs/)
    await remove('null-2')
    assert.deepEqual([(await judged(removed))?.canUndo, (await judged(removed))?.tooLate], [true, null])
    assert.equal((await undo(removed)).status, 200)
    await clear()
  })

  it('keeps nothing of one whose adding is undone, so that those that were removed keep their places', async () => {
    const removed = deedOf(await remove(String((await add('keyF')).body['id'])))
    for (let count = 0; count < 9; count++) {
      await owner.post('/api/outputs', { url: 'null:' })
      assert.equal((await undo(await newest())).status, 200)
    }
    assert.equal((await undo(removed)).status, 200)
    await clear()
  })

  it('has an output again as it was before a change, with its key, and says so in the answers', async () => {
    const at = (key: string) => ({ url: 'rtmp://127.0.0.1:9/app', key })
    const added = await add('keyH')
    assert.deepEqual([Number(added.body['deed']), added.body['canUndo']], [await newest(), true])
    const id = String(added.body['id'])
    const changed = await owner.request('PATCH', `/api/outputs/${id}`, { ...at('keyI'), preset: 'live:low' })
    assert.deepEqual(
      [changed.body['id'], changed.body['preset'], deedOf(changed), changed.body['canUndo']],
      [id, 'live:low', await newest(), true],
    )
    assert.equal((await undo(deedOf(changed))).status, 200)
    const now = (await outputs()).find((each) => each.id === id) as (Output & { preset: string }) | undefined
    assert.equal(now?.preset, 'live')
    assert.equal((await add('keyH')).status, 409, 'it goes there again')
    assert.equal((await add('keyI')).status, 200, 'and there no more')
    await clear()
  })

  it('leaves an output as somebody has changed it since, and takes no other’s place for it', async () => {
    const id = String((await add('keyJ')).body['id'])
    const change = async (body: object) => deedOf(await owner.request('PATCH', `/api/outputs/${id}`, body))
    const moved = await change({ url: 'rtmp://127.0.0.1:9/app', key: 'keyK' })
    const other = await add('keyJ')
    assert.match(await tooLate(moved), /another output has taken its place/)
    await remove(String(other.body['id']))
    const lowered = await change({ preset: 'live:low' })
    assert.match(await tooLate(moved), /changed again since/)
    assert.match(String((await undo(moved)).body['error']), /changed again since/)
    assert.equal((await undo(lowered)).status, 200)
    assert.equal((await judged(moved))?.canUndo, true)
    await remove(id)
    assert.match(await tooLate(moved), /gone by now/)
    await clear()
  })

  it('tells nobody the words that outputs are known by', async () => {
    await add('keyG')
    const told = JSON.stringify([(await owner.get('/api/outputs')).body, await log()])
    assert.doesNotMatch(told, /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}/)
    await clear()
  })

  it('ends no other poll that asks the same', async () => {
    const ask = () => owner.post('/api/votes/poll', { question: 'Tea?', options: ['yes', 'no'], seconds: 600 })
    const end = () => until(async () => (await owner.post('/api/votes/poll/end', {})).status === 200)
    const first = deedOf(await ask())
    await end()
    const second = await until(async () => {
      const asked = await ask()
      return asked.status === 200 ? deedOf(asked) : undefined
    })
    assert.equal(await tooLate(first), 'that poll is over')
    assert.match(String((await undo(first)).body['error']), /that poll is over/)
    assert.equal((await judged(second))?.canUndo, true)
    assert.equal((await undo(second)).status, 200)
  })
})
