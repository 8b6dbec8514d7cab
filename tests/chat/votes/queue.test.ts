import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { maxDecisions } from '../../../chat/votes/anarchy.ts'
import { maxWaitingEach } from '../../../chat/votes/queue.ts'
import { queue } from '../../../game/index.ts'
import { cast, choice, from, labels, modeOf, refused, run, taken } from './voting.ts'

/** A wait of 3 s, which is 30 ticks. */
const open = (capacity = 500) => modeOf(queue({ waitSeconds: 3, capacity }))

describe('queue', () => {
  it('lets a command that comes alone act at once', () => {
    const mode = open()
    assert.equal(taken(mode.cast(from('a', { user: 'Ann' }), choice('up'))), null)
    assert.deepEqual(mode.close(1).decisions, [{ command: choice('up'), by: 'Ann', player: 'a', team: null }])
  })

  it('lets commands act one after another, in the order they came, and tells how many are before', () => {
    const mode = open()
    cast(mode, { a: 'one' })
    assert.equal(taken(mode.cast(from('b'), choice('two'))), 'queued: 1 before you')
    assert.equal(taken(mode.cast(from('a'), choice('three'))), 'queued: 2 before you')
    assert.equal(mode.tally.waiting, 3)
    const acted = run(mode, 1, 30)
    assert.deepEqual([...acted.values()].flatMap(labels), ['one', 'two', 'three'])
    assert.ok([...acted.values()].every(({ decisions }) => decisions.length === 1))
    assert.equal(mode.tally.waiting, 0)
  })

  it('lets nobody wait longer than it says, however many come and when', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60, size: 'max' })
    fc.assert(
      fc.property(arrivals, (counts) => {
        const mode = open(10_000)
        const cameAt = new Map<string, number>()
        for (let tick = 1; tick <= counts.length + 31; tick++) {
          for (let i = 0; i < (counts[tick - 1] ?? 0); i++) {
            cast(mode, { [`u${tick}/${i}`]: `${tick}/${i}` })
            cameAt.set(`${tick}/${i}`, tick)
          }
          const acted = labels(mode.close(tick))
          assert.ok(acted.length <= maxDecisions)
          for (const label of acted) {
            assert.ok(tick - cameAt.get(label)! < 30, `${label} acted in tick ${tick}`)
            cameAt.delete(label)
          }
        }
        assert.equal(cameAt.size, 0)
      }),
    )
  })

  it('spreads a burst over the wait', () => {
    const mode = open()
    for (let i = 0; i < 300; i++) cast(mode, { [`u${i}`]: 'up' })
    const acted = [...run(mode, 1, 30).values()].map(({ decisions }) => decisions.length)
    assert.deepEqual([acted.length, Math.max(...acted), Math.min(...acted)], [30, 11, 9])
  })

  it('tells who finds it full', () => {
    const mode = open(2)
    cast(mode, { a: 'up', b: 'up' })
    assert.equal(refused(mode.cast(from('c'), choice('up'))), 'queue-full')
    assert.equal(mode.tally.waiting, 2)
    mode.withdraw('a')
    taken(mode.cast(from('c'), choice('up')))
  })

  it('gives nobody more than a few of its places at a time', () => {
    const mode = open()
    for (let i = 0; i < maxWaitingEach; i++) cast(mode, { a: `a${i}` })
    const outcome = mode.cast(from('a'), choice('more'))
    assert.equal(refused(outcome), 'queue-full')
    assert.ok('code' in outcome && outcome.sentence === 'you have 5 commands waiting: let some of them act first')
    cast(mode, { b: 'b' })
    assert.equal(mode.tally.waiting, maxWaitingEach + 1)
    mode.close(1)
    cast(mode, { a: 'more' })
    mode.withdraw('a')
    for (let i = 0; i < maxWaitingEach; i++) cast(mode, { a: `a${i}` })
  })

  it('removes what waits, by author, message or source', () => {
    const mode = open()
    taken(mode.cast(from('a', { id: '1' }), choice('one')))
    taken(mode.cast(from('a', { id: '2' }), choice('two')))
    taken(mode.cast(from('b', { id: '3' }), choice('three')))
    taken(mode.cast(from('c', { id: '4', source: 'twitch:x' }), choice('four')))
    taken(mode.cast(from('d', { id: '5' }), choice('five')))
    taken(mode.cast(from('e', { id: '6' }), choice('six')))
    mode.withdraw('a')
    mode.withdrawMessage('3')
    mode.withdrawMessage('3')
    mode.withdrawSource('twitch:x')
    assert.equal(mode.tally.waiting, 2)
    assert.deepEqual([...run(mode, 1, 30).values()].flatMap(labels), ['five', 'six'])
  })

  it('stays small when many come and are withdrawn', () => {
    const mode = open(10)
    cast(mode, { first: 'up' })
    for (let i = 0; i < 10_000; i++) {
      cast(mode, { [`u${i}`]: 'up' })
      mode.withdraw(`u${i}`)
    }
    assert.equal(mode.tally.waiting, 1)
    assert.deepEqual(labels(mode.close(1)), ['up'])
  })
})
