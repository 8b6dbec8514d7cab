import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeUndo } from '../../server/api/too-late.ts'
import { undoByAct } from '../../server/api/undo.ts'
import type { Stage } from '../../server/stage.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { openedStore } from '../helpers/store.ts'

describe('the judge of what can be undone', () => {
  it('reads the bans once for however many deeds, and judges each by its own person', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.file('store'))
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    const { show } = air
    for (const name of ['ann', 'bob', 'cid']) show.stage.ban({ userId: `local:${name}`, name, seconds: null })
    await until(() => show.stage.control.bans.length === 3)
    let reads = 0
    const stage: Stage = Object.create(show.stage, {
      control: {
        get() {
          reads += 1
          return show.stage.control
        },
      },
    })
    const parts = { stage: () => stage, show: () => show, broadcast: show.broadcast, store: opened.store }
    const judge = await judgeUndo(parts, 10_000)
    const lift = (name: string) => {
      const userId = `local:${name}`
      return undoByAct(parts, { act: { act: 'ban', userId, name, seconds: null }, undo: { act: 'lift', userId } })
    }
    const answers = ['ann', 'bob', 'cid', 'dan'].map((name) =>
      judge({ action: 'person.ban', atMs: 0, before: null }, lift(name)),
    )
    assert.deepEqual(answers, [null, null, null, 'it is so again already'])
    assert.equal(reads, 1)
  })

  it('offers nothing that the undo wouldn’t understand', async () => {
    using folder = temporaryFolder()
    await using opened = await openedStore(folder.file('store'))
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    const { show } = air
    const parts = { stage: () => show.stage, show: () => show, broadcast: show.broadcast, store: opened.store }
    const judge = await judgeUndo(parts, 10_000)
    const deed = { action: 'stream.output.add', atMs: 0, before: null }
    assert.match(judge(deed, { by: 'added', id: 'null' }) ?? '', /earlier version/)
    // What is too large to be looked at isn’t judged.
    assert.equal(judge(deed, null), null)
  })
})
