import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maxOptions, maxVoters } from '../../../chat/votes/bounds.ts'
import { noTally } from '../../../chat/votes/mode.ts'
import { democracy } from '../../../game/index.ts'
import { cast, choice, from, labels, modeOf, options, own, refused, resultOf, run, taken } from './voting.ts'

/** Windows of 10 ticks. */
const open = (seed = 7) => modeOf(democracy({ seconds: 1 }), { seed })

function tieWinner(seed: number, ballots: Readonly<Record<string, string>>): string | undefined {
  const mode = open(seed)
  cast(mode, ballots)
  const { winner, tied, why, reason } = resultOf(mode.close(10))
  assert.deepEqual([tied, why], [2, 'tie-break'])
  assert.equal(reason, `${winner?.label} won a tie of 2, drawn by lot`)
  return winner?.label
}

describe('democracy', () => {
  it('lets the choice with the most ballots win', () => {
    const mode = open()
    cast(mode, { a: 'red', b: 'blue', c: 'red', d: '440' })
    assert.deepEqual(mode.close(10), {
      decisions: [{ command: choice('red'), by: null, player: null, team: null }],
      results: [
        {
          ...{ winner: choice('red'), votes: 2, ofVotes: 4, voters: 4, abstained: 0, tied: 1, team: null },
          ...{ why: 'plurality', reason: 'red won with 2 of 4 votes' },
        },
      ],
    })
  })

  it('counts one ballot a viewer, the last one', () => {
    const mode = open()
    cast(mode, { a: 'red', b: 'blue', c: 'blue' })
    cast(mode, { a: 'green', b: 'red' })
    cast(mode, { a: 'red' })
    assert.equal(mode.tally.voters, 3)
    assert.deepEqual(options(mode), ['red 2', 'blue 1'])
  })

  it('lists options by votes, then by label', () => {
    const mode = open()
    cast(mode, { a: 'white', b: 'red', c: 'blue', d: 'blue', e: 'black' })
    assert.deepEqual(options(mode), ['blue 2', 'black 1', 'red 1', 'white 1'])
  })

  it('gives the same list again while nothing changes', () => {
    const mode = open()
    cast(mode, { a: 'white', b: 'red' })
    const before = mode.tally.options
    assert.equal(mode.tally.options, before)
    cast(mode, { c: 'red' })
    assert.deepEqual(
      before.map(({ votes }) => votes),
      [1, 1],
    )
    assert.deepEqual(options(mode), ['red 2', 'white 1'])
  })

  it('closes at each multiple of its length, after that tick’s own ballots', () => {
    const mode = open()
    const closed: [number, string | undefined][] = []
    for (let tick = 1; tick <= 30; tick++) {
      assert.equal(mode.tally.closesAtTick, Math.ceil(tick / 10) * 10)
      assert.equal(mode.tally.decidesAtTick, mode.tally.closesAtTick)
      if (tick === 3) cast(mode, { a: 'red' })
      if (tick === 20) cast(mode, { a: 'blue' })
      if (tick === 21) cast(mode, { a: 'green' })
      const happened = mode.close(tick)
      if (happened.results.length > 0) closed.push([tick, labels(happened)[0]])
    }
    assert.deepEqual(closed, [
      [10, 'red'],
      [20, 'blue'],
      [30, 'green'],
    ])
  })

  it('starts every window with an empty ballot', () => {
    const mode = open()
    cast(mode, { a: 'red' })
    mode.close(10)
    const windows = { windowTicks: 10, closesAtTick: 20, decidesAtTick: 20, quorum: 1 }
    assert.deepEqual(mode.tally, { ...noTally, mode: 'democracy', plays: 'democracy', ...windows })
    const { decisions, results } = mode.close(20)
    assert.deepEqual(decisions, [])
    assert.deepEqual(
      results.map(({ winner, tied, why, reason }) => [winner, tied, why, reason]),
      [[null, 0, 'nobody-voted', 'nobody voted']],
    )
  })

  it('begins its first window where it is told to, by ticks as well', () => {
    const mode = modeOf(democracy({ ticks: 7 }), { tick: 100 })
    cast(mode, { a: 'red' })
    assert.deepEqual([...run(mode, 101, 121).keys()], [107, 114, 121])
  })

  it('draws ties by the seed: alike for one seed, unlike over many, and whoever typed first', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed)
    const winners = seeds.map((seed) => tieWinner(seed, { a: 'red', b: 'blue' }))
    assert.deepEqual(
      winners,
      seeds.map((seed) => tieWinner(seed, { b: 'blue', a: 'red' })),
    )
    const reds = winners.filter((label) => label === 'red').length
    assert.ok(reds > 8 && reds < 32, `red won ${reds} of 40`)
  })

  it('draws each window’s tie anew', () => {
    const mode = open()
    const winners = Array.from({ length: 40 }, (_, window) => {
      cast(mode, { a: 'red', b: 'blue' })
      return labels(mode.close((window + 1) * 10))[0]
    })
    const reds = winners.filter((label) => label === 'red').length
    assert.ok(reds > 8 && reds < 32, `red won ${reds} of 40`)
  })

  it('says so when there was only one voter', () => {
    const mode = open()
    cast(mode, { a: 'red' })
    assert.equal(resultOf(mode.close(10)).reason, 'red won with the only vote')
  })

  it('weighs a ballot by the highest badge, as it was when it was given', () => {
    const mode = modeOf(democracy({ seconds: 1, weights: { subscriber: 2, vip: 3 } }))
    taken(mode.cast(from('a', { badges: ['subscriber', 'vip'] }), choice('red')))
    taken(mode.cast(from('b', { badges: ['subscriber'] }), choice('blue')))
    taken(mode.cast(from('c', { badges: ['constructor', '__proto__'] }), choice('blue')))
    assert.deepEqual(options(mode), ['blue 3', 'red 3'])
    assert.deepEqual([mode.tally.voters, mode.tally.votes], [3, 6])
    taken(mode.cast(from('a'), choice('red')))
    assert.deepEqual(options(mode), ['blue 3', 'red 1'])
    assert.equal(resultOf(mode.close(10)).reason, 'blue won with 3 of 4 votes')
  })

  it('lets viewers abstain, and change their mind again', () => {
    const mode = open()
    cast(mode, { a: 'red', b: 'blue', c: 'blue' })
    assert.equal(taken(mode.cast(from('b'), own('!abstain'))), 'you abstain this time')
    taken(mode.cast(from('d'), own('!abstain')))
    taken(mode.cast(from('d'), own('!abstain')))
    assert.deepEqual([mode.tally.voters, mode.tally.abstained, mode.tally.votes], [2, 2, 2])
    cast(mode, { d: 'blue' })
    const { abstained, voters, reason } = resultOf(mode.close(10))
    assert.deepEqual([abstained, voters, reason], [1, 3, 'blue won with 2 of 3 votes'])
    taken(mode.cast(from('a'), own('!abstain')))
    assert.equal(resultOf(mode.close(20)).reason, 'everybody abstained')
  })

  it('is not impressed by voters and choices with the names of object properties', () => {
    const mode = open()
    cast(mode, { constructor: '__proto__' })
    taken(mode.cast(from('__proto__'), choice('__proto__')))
    assert.deepEqual(options(mode), ['__proto__ 2'])
  })

  it('has room for so many options and voters, and says so to the next', () => {
    const mode = open()
    for (let i = 0; i < maxVoters; i++) mode.cast(from(`u${i}`), choice(`choice ${i % maxOptions}`))
    assert.equal(mode.tally.voters, maxVoters)
    assert.equal(mode.tally.options.length, maxOptions)
    assert.equal(refused(mode.cast(from('late'), choice('choice 1'))), 'too-many-voters')
    assert.equal(refused(mode.cast(from('late'), own('!abstain'))), 'too-many-voters')
    assert.equal(refused(mode.cast(from('u1'), choice('another'))), 'too-many-options')
    taken(mode.cast(from('u1'), choice('choice 2')))
    assert.equal(mode.tally.voters, maxVoters)
    mode.close(10)
    taken(mode.cast(from('late'), choice('choice 1')))
    assert.equal(mode.tally.voters, 1)
  })
})
