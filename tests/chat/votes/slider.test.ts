import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slider } from '../../../game/index.ts'
import { cast, from, labels, modeOf, options, own, run, taken } from './voting.ts'

const open = (startsAs: 'anarchy' | 'democracy' = 'anarchy') => modeOf(slider({ seconds: 1, startsAs }))
const anarchy = own('!anarchy')
const democracy = own('!democracy')

describe('slider', () => {
  it('plays by the mode that it starts as', () => {
    const mode = open()
    cast(mode, { a: 'up', b: 'up' })
    assert.deepEqual(labels(mode.close(1)), ['up', 'up'])
    const { mode: name, plays, slider: votes } = mode.tally
    assert.deepEqual([name, plays, votes], ['slider', 'anarchy', { anarchy: 0, democracy: 0, threshold: 0.75 }])
  })

  it('switches when enough vote for the other mode, and begins a window then', () => {
    const mode = open()
    assert.equal(taken(mode.cast(from('a'), anarchy)), 'you vote for anarchy: 1 of 1')
    taken(mode.cast(from('b'), democracy))
    assert.equal(taken(mode.cast(from('c'), democracy)), 'you vote for democracy: 2 of 3')
    mode.close(1)
    assert.equal(mode.tally.plays, 'anarchy')
    taken(mode.cast(from('d'), democracy))
    cast(mode, { e: 'up' })
    assert.deepEqual(labels(mode.close(2)), ['up'])
    assert.deepEqual([mode.tally.plays, mode.tally.closesAtTick], ['democracy', 12])
    cast(mode, { a: 'up', b: 'down', c: 'down' })
    assert.deepEqual(options(mode), ['down 2', 'up 1'])
    assert.deepEqual(
      [...run(mode, 3, 12)].map(([tick, closed]) => [tick, labels(closed)]),
      [[12, ['down']]],
    )
  })

  it('ends an open window undecided when it switches', () => {
    const mode = open('democracy')
    cast(mode, { a: 'up' })
    taken(mode.cast(from('a'), anarchy))
    assert.deepEqual(mode.close(1), { decisions: [], results: [] })
    assert.deepEqual([mode.tally.plays, mode.tally.options, mode.tally.voters], ['anarchy', [], 0])
    assert.deepEqual([...run(mode, 2, 20)], [])
  })

  it('counts one mode vote a viewer, the latest, for five minutes', () => {
    const mode = open()
    taken(mode.cast(from('a'), democracy))
    taken(mode.cast(from('a'), anarchy))
    taken(mode.cast(from('b'), anarchy))
    mode.close(1)
    assert.deepEqual(mode.tally.slider, { anarchy: 2, democracy: 0, threshold: 0.75 })
    run(mode, 2, 100)
    taken(mode.cast(from('b'), anarchy))
    run(mode, 101, 3000)
    assert.equal(mode.tally.slider?.anarchy, 2)
    mode.close(3001)
    assert.equal(mode.tally.slider?.anarchy, 1)
    run(mode, 3002, 3101)
    assert.equal(mode.tally.slider?.anarchy, 0)
  })

  it('takes back mode votes and ballots', () => {
    const mode = open('democracy')
    cast(mode, { a: 'up', b: 'up' })
    taken(mode.cast(from('a'), democracy))
    taken(mode.cast(from('b', { id: 'm', source: 'twitch:x' }), democracy))
    taken(mode.cast(from('c', { id: 'n', source: 'twitch:x' }), democracy))
    mode.withdraw('a')
    assert.deepEqual([mode.tally.slider?.democracy, mode.tally.voters], [2, 1])
    mode.withdrawMessage('m')
    assert.equal(mode.tally.slider?.democracy, 1)
    mode.withdrawSource('twitch:x')
    assert.equal(mode.tally.slider?.democracy, 0)
  })

  it('explains what plays, and what would change it', () => {
    const mode = open()
    taken(mode.cast(from('a'), democracy))
    assert.equal(
      mode.explain(),
      'slider: anarchy plays; democracy takes over with 75 % of the mode votes (1 of 1 now).',
    )
    assert.equal(taken(mode.cast(from('a'), own('!abstain'))), 'in anarchy there is no vote')
  })
})
