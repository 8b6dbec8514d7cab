import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { placeOfPage } from '../../../server/web/panel/accounts/place.ts'
import { changesOf } from '../../../server/web/panel/log/change.ts'
import { newestFirst } from '../../../server/web/panel/log/merge.ts'
import { joined, staleBefore } from '../../../server/web/panel/log/pages.ts'
import { mayUndo } from '../../../server/web/panel/log/undo.ts'
import { saidActions, sayDeed } from '../../../server/web/panel/log/words.ts'
import type { Deed } from '../../../server/web/panel/shapes.ts'

const deed = (more: Partial<Deed>): Deed => ({
  ...{ id: 1, atMs: 0, actor: 'ann', action: 'show.panic', target: null, name: null, reason: null },
  ...{ before: null, after: null, canUndo: true, tooLate: null, undoes: null, undoneBy: null },
  ...more,
})

/** Every action that a route of the API writes down, as it stands in its source: `action: 'a.b'`, or one of two. */
function actionsOf(folder: string): readonly string[] {
  const root = new URL(`../../../server/${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => readFileSync(new URL(file, root), 'utf8').match(/\baction: [^,}\n]*/g) ?? [])
    .flatMap((line) => line.match(/'[a-z]+(?:[.-][a-z]+)+'/g) ?? [])
    .map((word) => word.slice(1, -1))
}

describe('the words of the log', () => {
  const actions = [...new Set([...actionsOf('api'), ...actionsOf('auth')])]

  test('there are some for every action of the API', () => {
    assert.ok(actions.length > 45, `${actions.length} actions were found`)
    for (const action of ['account.make', 'stream.stop', 'session.refused', 'person.ban'])
      assert.ok(actions.includes(action), `${action} was not found`)
    assert.deepEqual(
      actions.filter((action) => !saidActions.includes(action)),
      [],
    )
  })

  test('none shows an action by its name, a raw id or what isn’t known', () => {
    for (const action of saidActions) {
      const isOfPerson = action.startsWith('person.') || action === 'chat.delete'
      const isOfId = isOfPerson || action.startsWith('invitation.') || action === 'session.revoke'
      const line = sayDeed(deed({ action, target: isOfId ? 'local:Fo8KU96nn' : 'some thing' }))
      assert.doesNotMatch(line, /Fo8KU96nn|undefined|null|NaN|\b0 s\b/, line)
      assert.ok(!line.includes(action), line)
      assert.match(line, /^[a-z]/)
    }
  })

  test('they name people, roles, outputs and lengths', () => {
    const said = (more: Partial<Deed>) => sayDeed(deed(more))
    const ban = { action: 'person.ban', target: 'local:x', name: 'bob' }
    const lines: readonly (readonly [Partial<Deed>, string])[] = [
      [{ ...ban, seconds: 600 }, 'timed out bob for 10 min'],
      [{ ...ban, seconds: null }, 'sent bob out for good'],
      [{ ...ban, undoes: 7 }, 'undid “timed out bob”'],
      [{ ...ban, name: null, seconds: 60 }, 'timed out somebody for 1 min'],
      [{ action: 'account.make', actor: 'mia', target: 'mia' }, 'came in by an invitation'],
      [{ action: 'invitation.make', target: 'q8', after: { role: 'operator' } }, 'invited an operator'],
      [{ action: 'invitation.withdraw', before: { role: 'viewer' } }, 'took back the invitation of a viewer'],
      [{ action: 'account.change', target: 'vic', after: { role: 'lead' } }, 'made vic a lead'],
      [{ action: 'account.change', target: 'vic', after: { isDisabled: true } }, 'shut vic out'],
      [{ action: 'votes.veto', target: 'red', after: { isVetoed: false } }, 'let red onto the ballot again'],
      [{ action: 'stream.output.turn', target: 'my show off' }, 'took the output my show off the air'],
      [{ action: 'chat.mute', target: 'all muted' }, 'muted all inputs'],
      [{ action: 'game.rollback', target: 'tick 9', after: { seconds: 90 } }, 'rolled the game back by 1.5 min'],
      [{ action: 'settings.change', target: 'fps, set' }, 'changed the settings frames a second, how the crowd plays'],
    ]
    for (const [more, line] of lines) assert.equal(said(more), line)
  })
})

describe('what a deed changed', () => {
  const changes = (more: Partial<Deed>) => changesOf(deed(more)).map(({ what, from, to }) => [what, from, to])

  test('is told one by one, and nothing that stayed', () => {
    assert.deepEqual(changes({ action: 'game.switch', before: 'pixel-wall', after: 'vote-chess' }), [
      ['', 'pixel-wall', 'vote-chess'],
    ])
    const titles = new Map([['vote-chess', 'Vote Chess']])
    const game = { action: 'game.switch', target: 'vote-chess', before: 'own', after: 'vote-chess' }
    assert.equal(sayDeed(deed(game), titles), 'switched the game to Vote Chess')
    assert.deepEqual(changesOf(deed(game), titles), [{ what: '', from: 'own', to: 'Vote Chess' }])
    const begin = { action: 'settings.change', before: { game: 'vote-chess' }, after: { game: null } }
    assert.deepEqual(changesOf(deed(begin), titles), [{ what: 'game', from: 'Vote Chess', to: null }])
    const set = { action: 'settings.change', before: { set: { quorum: 5, window: 9 } }, after: { set: { window: 10 } } }
    assert.deepEqual(changes(set), [
      ['quorum', '5', null],
      ['vote length', '9', '10'],
    ])
    const mode = {
      before: { mode: 'democracy', seconds: 10, graceSeconds: 2 },
      after: { mode: 'lottery', seconds: 10 },
    }
    assert.deepEqual(changes({ action: 'votes.mode', ...mode }), [['mode', 'democracy', 'lottery']])
    const filter = { before: { blocked: ['a', 'b'], ignore: [] }, after: { blocked: [], ignore: [] } }
    assert.deepEqual(changes({ action: 'chat.filter', ...filter }), [['blocked terms', 'a, b', null]])
  })

  test('is nothing where an action tells something else of itself', () => {
    assert.deepEqual(changes({ action: 'person.ban', after: { name: 'bob', seconds: 60 } }), [])
    assert.deepEqual(changes({ action: 'session.refused', after: { failures: 5, address: '::1' } }), [])
  })
})

describe('undo in the log', () => {
  const everything = { may: () => true }

  test('is offered while it is possible, and not once it was done or is too late', () => {
    assert.ok(mayUndo(everything, deed({})))
    assert.ok(mayUndo(everything, deed({ action: 'stream.output.remove' })))
    assert.ok(!mayUndo(everything, deed({ undoneBy: 3 })))
    assert.ok(!mayUndo(everything, deed({ canUndo: false, tooLate: 'another game is on' })))
  })

  test('goes by what the server judged last, and not by what was true as it happened', () => {
    const [judged] = newestFirst([deed({ canUndo: false, tooLate: 'that poll is over' })], [deed({})])
    assert.deepEqual([judged?.canUndo, judged?.tooLate], [false, 'that poll is over'])
    const [, undone] = newestFirst([deed({})], [deed({ id: 2, undoes: 1, canUndo: false })])
    assert.deepEqual([undone?.undoneBy, undone?.canUndo], [2, false])
  })
})

describe('the pages of the log', () => {
  const deeds = (...ids: readonly number[]) => ids.map((id) => deed({ id, canUndo: false }))
  const ids = (all: readonly Deed[]) => all.map(({ id }) => id)

  test('keep what the newest page has no room for any more, and show no hole', () => {
    assert.deepEqual(ids(joined(deeds(6, 5, 4, 3), deeds(8, 7, 6), 3)), [8, 7, 6, 5, 4, 3])
    assert.deepEqual(ids(joined(deeds(6, 5, 4, 3), deeds(9, 8, 7), 3)), [9, 8, 7])
    // Of numbers that a filter leaves out nobody can tell; a page that isn’t full has all there is.
    assert.deepEqual(ids(joined(deeds(6, 5), deeds(9, 8), 3)), [9, 8, 6, 5])
  })

  test('are judged again where something in them could be undone', () => {
    const known = [...deeds(9, 8), deed({ id: 7 }), ...deeds(6), deed({ id: 5 })]
    assert.equal(staleBefore(known, deeds(9, 8)), 8)
    assert.equal(staleBefore(known, deeds(9, 8, 7)), 6)
    assert.equal(staleBefore(known, deeds(9, 8, 7, 6, 5)), null)
  })
})

test('a link of this machine or this network is known by its host', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]']) assert.equal(placeOfPage(host), 'on this machine alone')
  for (const host of ['192.168.1.7', '10.0.0.4', 'den.local'])
    assert.equal(placeOfPage(host), 'within your own network alone')
  for (const host of ['arcade.example', '203.0.113.9', '172.40.0.1']) assert.equal(placeOfPage(host), null)
})
