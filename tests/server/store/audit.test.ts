import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { transact } from '../../../server/store/database.ts'
import { isConflict, same, tables } from '../../helpers/tables.ts'

const daySeconds = 24 * 3600

describe('the audit log', () => {
  test('tells the newest first, and what was undone by what', () => {
    using store = tables()
    const { audit } = store
    const ban = audit.add({
      ...{ atMs: 1, actor: 'ann', action: 'person.ban', target: 'twitch:7', reason: 'spam' },
      ...{ before: null, after: { isBanned: true }, undo: { action: 'person.unban', person: 'twitch:7' } },
    })
    const other = audit.add({ atMs: 2, actor: 'bob', action: 'vote.veto' })
    const undone = audit.add({ atMs: 3, actor: 'bob', action: 'person.unban', target: 'twitch:7', undoes: ban })
    same(
      audit.list().map(({ id }) => id),
      [undone, other, ban],
    )
    same(
      audit.list({ action: 'person.' }).map(({ id }) => id),
      [undone, ban],
    )
    same(
      audit.list({ actor: 'bob', before: undone }).map(({ id }) => id),
      [other],
    )
    // Who looks for somebody types as little as they can.
    for (const actor of ['B', 'bo', 'BOB'])
      same(
        audit.list({ actor }).map(({ id }) => id),
        [undone, other],
      )
    same([audit.list({ actor: 'ob' }), audit.list({ actor: 'bobby' })], [[], []])
    same(
      audit.list({ target: 'twitch:7', limit: 1 }).map(({ id }) => id),
      [undone],
    )
    same(audit.get(ban), {
      ...{ id: ban, atMs: 1, actor: 'ann', action: 'person.ban', target: 'twitch:7', reason: 'spam', before: null },
      ...{
        after: { isBanned: true },
        canUndo: true,
        undoes: null,
        undoneBy: undone,
      },
    })
    assert.throws(() => audit.add({ atMs: 4, actor: 'ann', action: 'person.unban', undoes: ban }), isConflict)
  })

  test('gives what undoes a deed to one alone, and keeps it apart, within bounds', () => {
    using store = tables()
    const { audit, db } = store
    const small = audit.add({ atMs: 1, actor: 'ann', action: 'person.ban', undo: { by: 'act' } })
    same(audit.takeUndo(small), { by: 'act' })
    assert.deepEqual([audit.takeUndo(small), audit.get(small)?.canUndo], [null, false])
    audit.giveUndoBack(small, { by: 'act' })
    assert.equal(audit.get(small)?.canUndo, true)
    // As large as a whole game: seventeen of them are more than is kept.
    const game = { by: 'act', memory: 'x'.repeat(4 * 2 ** 20) }
    const large = Array.from({ length: 17 }, () =>
      audit.add({ atMs: 2, actor: 'ann', action: 'game.rollback', undo: game }),
    )
    const canUndo = large.map((id) => audit.get(id)?.canUndo)
    assert.deepEqual([canUndo.filter(Boolean).length, canUndo[0], canUndo.at(-1)], [15, false, true])
    assert.equal(audit.list({ limit: 1000 }).length, 18)
    const ids = transact(db, () =>
      Array.from({ length: 1001 }, () =>
        audit.add({ atMs: 3, actor: 'ann', action: 'show.layer', undo: { by: 'act' } }),
      ),
    )
    assert.deepEqual(
      [ids[0], ids[1]].map((id) => audit.get(id as number)?.canUndo),
      [false, true],
    )
  })

  test('can’t be rewritten, and forgets what is two years old', () => {
    using store = tables()
    const { audit, db } = store
    audit.add({ atMs: 0, actor: 'ann', action: 'vote.veto' })
    assert.throws(() => db.exec(`update audit set actor = 'bob'`), /stays written/)
    audit.tidy(700 * daySeconds * 1000)
    assert.equal(audit.list().length, 1)
    audit.tidy(800 * daySeconds * 1000)
    assert.equal(audit.list().length, 0)
  })
})
