import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { democracy, teams, type WindowOptions } from '../../../game/index.ts'
import { cast, choice, from, labels, modeOf, own, resultOf, run, taken } from './voting.ts'

/** Windows of 100 ticks; none may close early before tick 20. */
const open = (options: WindowOptions = {}) => modeOf(democracy({ seconds: 10, ...options }))

/** So many voters for one label. */
const voters = (name: string, count: number, label: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, label]))

describe('the grace of a window', () => {
  it('counts late ballots for the window that is closed, and opens the next one after it', () => {
    const mode = open({ graceSeconds: 3 })
    cast(mode, { a: 'red' })
    run(mode, 1, 99)
    assert.equal(mode.tally.phase, 'open')
    mode.close(100)
    const { phase, closesAtTick, decidesAtTick } = mode.tally
    assert.deepEqual([phase, closesAtTick, decidesAtTick], ['closed', 100, 130])
    run(mode, 101, 129)
    cast(mode, { a: 'blue', b: 'blue' })
    assert.equal(resultOf(mode.close(130)).reason, 'blue won with 2 of 2 votes')
    const next = mode.tally
    assert.deepEqual([next.phase, next.closesAtTick, next.decidesAtTick], ['open', 230, 260])
  })

  it('follows an early close too', () => {
    const mode = open({ graceSeconds: 3 })
    cast(mode, { a: 'red' })
    run(mode, 1, 130)
    cast(mode, { a: 'red' })
    run(mode, 131, 150)
    assert.deepEqual([mode.tally.phase, mode.tally.closesAtTick, mode.tally.decidesAtTick], ['closed', 150, 180])
    assert.deepEqual([...run(mode, 151, 180).keys()], [180])
    assert.equal(mode.tally.closesAtTick, 280)
  })
})

describe('the quorum of a window', () => {
  it('is a share of those who voted in the last three windows', () => {
    const mode = open({ quorum: { least: 2, share: 0.5 }, earlyClose: false })
    assert.equal(mode.tally.quorum, 2)
    cast(mode, voters('u', 10, 'red'))
    run(mode, 1, 100)
    assert.equal(mode.tally.quorum, 5)
    cast(mode, { u0: 'red', u1: 'red' })
    const { winner, why, reason, votes } = resultOf(mode.close(200))
    assert.deepEqual([winner, why, votes], [null, 'quorum-not-reached', 2])
    assert.equal(reason, 'only 2 of the 5 ballots that it takes')
    mode.close(300)
    assert.equal(mode.tally.quorum, 5)
    mode.close(400)
    // Only two of them have voted since the first window.
    assert.equal(mode.tally.quorum, 2)
  })

  it('counts those who abstain', () => {
    const mode = open({ quorum: { least: 3, share: 0 } })
    cast(mode, { a: 'red' })
    for (const userId of ['b', 'c']) taken(mode.cast(from(userId), own('!abstain')))
    assert.equal(resultOf(mode.close(100)).why, 'plurality')
  })

  it('waits for nobody who was banned', () => {
    const mode = open({ quorum: { least: 1, share: 1 }, earlyClose: false })
    cast(mode, voters('bot', 100, 'red'))
    cast(mode, { a: 'blue' })
    mode.close(100)
    for (let i = 0; i < 100; i++) mode.withdraw(`bot${i}`)
    assert.equal(mode.tally.quorum, 1)
    cast(mode, { a: 'blue' })
    assert.equal(resultOf(mode.close(200)).winner?.label, 'blue')
  })
})

describe('an early close', () => {
  it('never is in the first window, when nobody is known', () => {
    const mode = open()
    cast(mode, voters('u', 10, 'red'))
    assert.deepEqual([...run(mode, 1, 100).keys()], [100])
  })

  it('comes once the leader can’t be overtaken, and not before two seconds and a fifth', () => {
    const mode = open()
    cast(mode, voters('u', 5, 'red'))
    run(mode, 1, 100)
    // Three against two who are still expected: enough. Two against three is not.
    cast(mode, { u0: 'red', u1: 'red' })
    assert.deepEqual([...run(mode, 101, 140).keys()], [])
    cast(mode, { u2: 'red' })
    assert.deepEqual(
      [...run(mode, 141, 145)].map(([tick, closed]) => [tick, labels(closed)]),
      [[141, ['red']]],
    )
    assert.equal(mode.tally.closesAtTick, 241)
    cast(mode, voters('u', 5, 'red'))
    assert.deepEqual([...run(mode, 142, 200).keys()], [161])
  })

  it('waits a fifth of a long window', () => {
    const mode = open({ seconds: 20 })
    cast(mode, { a: 'red' })
    run(mode, 1, 200)
    cast(mode, { a: 'red' })
    assert.deepEqual([...run(mode, 201, 300).keys()], [240])
  })

  it('reckons with the weight of those who are still expected', () => {
    const mode = open({ weights: { vip: 5 } })
    taken(mode.cast(from('v', { badges: ['vip'] }), choice('blue')))
    cast(mode, voters('u', 5, 'red'))
    run(mode, 1, 100)
    cast(mode, voters('u', 5, 'red'))
    assert.deepEqual([...run(mode, 101, 150).keys()], [])
    taken(mode.cast(from('v'), own('!abstain')))
    assert.deepEqual([...run(mode, 151, 160).keys()], [151])
  })

  it('does not come before the quorum', () => {
    const mode = open({ quorum: { least: 3, share: 0 } })
    cast(mode, { a: 'red', b: 'red', c: 'red' })
    run(mode, 1, 100)
    mode.withdraw('c')
    cast(mode, { a: 'red', b: 'red' })
    assert.deepEqual([...run(mode, 101, 150).keys()], [])
    cast(mode, { d: 'red' })
    assert.deepEqual([...run(mode, 151, 160).keys()], [151])
  })

  it('can be turned off', () => {
    const mode = open({ earlyClose: false })
    cast(mode, { a: 'red' })
    run(mode, 1, 100)
    cast(mode, { a: 'red' })
    assert.deepEqual([...run(mode, 101, 200).keys()], [200])
  })

  it('waits for every team', () => {
    const mode = modeOf(teams({ seconds: 10 }))
    cast(mode, { a: 'up', b: 'up' })
    run(mode, 1, 100)
    cast(mode, { a: 'up' })
    assert.deepEqual([...run(mode, 101, 150).keys()], [])
    cast(mode, { b: 'up' })
    assert.deepEqual([...run(mode, 151, 160).keys()], [151])
    // Of a team that nobody is expected in any more it waits for nothing.
    mode.withdraw('b')
    cast(mode, { a: 'up' })
    assert.deepEqual([...run(mode, 152, 200).keys()], [171])
  })
})
