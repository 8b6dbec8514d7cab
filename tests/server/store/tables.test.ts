import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { transact } from '../../../server/store/database.ts'
import { same, tables } from '../../helpers/tables.ts'

const daySeconds = 24 * 3600

describe('leaderboards', () => {
  const award = (player: string, points: number) => ({ player, name: player.toUpperCase(), points })

  test('add up, and put who had the points first before others with as many', () => {
    using store = tables()
    const { leaderboards } = store
    leaderboards.award('snake', [award('b', 2), award('a', 3)], 1)
    leaderboards.award('snake', [award('b', 1)], 2)
    leaderboards.award('chess', [award('a', 9)], 3)
    same(leaderboards.top('snake'), [award('a', 3), award('b', 3)])
    same(leaderboards.top('snake', 1), [award('a', 3)])
    leaderboards.erase('a')
    same([...leaderboards.top('snake'), ...leaderboards.top('chess')], [award('b', 3)])
  })

  test('stay exact at the largest number, and bounded', () => {
    using store = tables()
    const { leaderboards, db } = store
    for (let again = 0; again < 3; again++) leaderboards.award('snake', [award('a', Number.MAX_SAFE_INTEGER)], 1)
    assert.equal(leaderboards.top('snake')[0]?.points, Number.MAX_SAFE_INTEGER)
    transact(db, () => {
      for (let at = 0; at < 100_005; at++) leaderboards.award('snake', [award(`p${at}`, at + 1)], 1)
    })
    leaderboards.tidy()
    assert.equal(leaderboards.top('snake', 200_000).length, 100_000)
    assert.equal(leaderboards.top('snake', 200_000).at(-1)?.points, 7)
  })
})

describe('jobs', () => {
  test('are claimed once, by the one who holds the lease, and again when it has run out', () => {
    using store = tables()
    const { jobs } = store
    assert.equal(jobs.add({ id: 'a', name: 'send', payload: { to: 1 }, runAtMs: 10 }, 0), true)
    assert.equal(jobs.add({ id: 'a', name: 'send', payload: { to: 2 }, runAtMs: 10 }, 0), false)
    same(jobs.claim('send', 5, 100, 9), [])
    same([jobs.nextMs(), jobs.claim('other', 5, 100, 10)], [10, []])
    const [first] = jobs.claim('send', 5, 100, 10)
    same([first?.payload, first?.attempts, first?.state], [{ to: 1 }, 1, 'running'])
    same([jobs.claim('send', 5, 100, 100), jobs.nextMs()], [[], 110])
    const [second] = jobs.claim('send', 5, 100, 110)
    assert.equal(second?.attempts, 2)
    assert.equal(jobs.done('a', 1, 120), false, 'the first runner has lost it')
    assert.equal(jobs.again('a', 2, 'refused', 500, 120), true)
    same([jobs.get('a')?.state, jobs.get('a')?.problem, jobs.nextMs()], ['waiting', 'refused', 500])
    assert.equal(jobs.claim('send', 5, 100, 500).length, 1)
    assert.equal(jobs.failed('a', 3, 'gone', 510), true)
    same(jobs.counts(), [{ state: 'failed', count: 1 }])
    jobs.tidy(510 + 8 * daySeconds * 1000)
    assert.equal(jobs.get('a'), null)
  })
})

describe('webhooks, media, notes and rollups', () => {
  test('keep what they are given', () => {
    using store = tables()
    const { webhooks, media, notes, rollups } = store
    const hook = {
      id: 'w',
      url: 'https://x.test/',
      secret: 's',
      events: ['live'],
      isEnabled: true,
      by: 'ann',
      createdMs: 1,
    }
    webhooks.put(hook)
    webhooks.put({ ...hook, isEnabled: false })
    same(webhooks.list(), [{ ...hook, isEnabled: false }])
    webhooks.addDelivery({ id: 'd', webhook: 'w', event: 'live', body: '{}' }, 5)
    assert.equal(webhooks.tried('d', { state: 'delivered', status: 204, problem: null }, 6), true)
    same(
      webhooks.deliveries('w').map(({ attempts, status }) => [attempts, status]),
      [[1, 204]],
    )
    webhooks.remove('w')
    assert.equal(webhooks.delivery('d'), null)

    const medium = { id: 'm', name: 'logo', kind: 'image', mime: 'image/png', bytes: 5, sha256: 'ab' } as const
    media.add({ ...medium, width: 4, height: 3, seconds: null, by: 'ann', atMs: 1 })
    assert.equal(media.rename('m', 'new'), true)
    same([media.get('m')?.name, media.get('m')?.width, media.sum()], ['new', 4, { count: 1, bytes: 5 }])

    notes.add({ person: 'twitch:7', text: 'kind', by: 'ann', atMs: 1 })
    const note = notes.add({ person: 'twitch:7', text: 'loud', by: 'ann', atMs: 2 })
    same(
      notes.list('twitch:7').map(({ text }) => text),
      ['loud', 'kind'],
    )
    assert.equal(notes.remove(note), true)
    assert.equal(notes.erase('twitch:7'), 1)

    for (let at = 0; at < 400; at++) rollups.add(10, at * 10_000, { fps: at })
    rollups.add(300, 0, { fps: 30 })
    const kept = rollups.list(10)
    same([kept.length, kept[0]?.numbers, rollups.list(10, 3_980_000).length], [361, { fps: 39 }, 2])
    same(rollups.list(300), [{ atMs: 0, numbers: { fps: 30 } }])
  })
})
