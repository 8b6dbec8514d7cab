import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slider } from '../../../game/index.ts'
import { cast, from, labels, modeOf, options, own, run, taken } from './voting.ts'

const open = (startsAs: 'anarchy' | 'democracy' = 'anarchy') => modeOf(slider({ seconds: 1, startsAs }))
const anarchy = own('!side', {}, 'anarchy')
const democracy = own('!side', {}, 'democracy')

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

  it('takes as many mode votes to switch as the quorum asks of those who played lately', () => {
    const mode = open()
    for (let i = 0; i < 31; i++) taken(mode.cast(from(`u${i}`), own('up')))
    mode.close(1)
    assert.equal(taken(mode.cast(from('a'), democracy)), 'you vote for democracy: 1 of 1, 4 needed')
    assert.equal(taken(mode.cast(from('u0'), democracy)), 'you vote for democracy: 2 of 2, 4 needed')
    assert.equal(taken(mode.cast(from('u1'), democracy)), 'you vote for democracy: 3 of 3, 4 needed')
    mode.close(2)
    assert.equal(mode.tally.plays, 'anarchy')
    assert.match(mode.explain(), /democracy takes over with 75 % of the mode votes \(now 3 of 3, 4 needed\)\.$/)
    assert.equal(taken(mode.cast(from('u2'), anarchy)), 'you vote for anarchy: 1 of 4')
    mode.close(3)
    assert.equal(mode.tally.plays, 'democracy')
  })

  it('takes never fewer mode votes to switch than the least', () => {
    const mode = modeOf(slider({ seconds: 1, quorum: { least: 3, share: 0 } }))
    for (const userId of ['a', 'b']) taken(mode.cast(from(userId), democracy))
    mode.close(1)
    assert.equal(mode.tally.plays, 'anarchy')
    assert.equal(taken(mode.cast(from('c'), democracy)), 'you vote for democracy: 3 of 3')
    mode.close(2)
    assert.equal(mode.tally.plays, 'democracy')
  })

  it('counts who was refused or banned, or played over five minutes ago, to nobody’s floor', () => {
    const mode = open()
    for (let i = 0; i < 100; i++) mode.cast(from(`u${i}`), own('up'))
    const note = () => taken(mode.cast(from('a'), democracy))
    // 64 commands of a tick act; with the mode vote that makes 65 players.
    assert.equal(note(), 'you vote for democracy: 1 of 1, 7 needed')
    for (let i = 0; i < 25; i++) mode.withdraw(`u${i}`)
    assert.equal(note(), 'you vote for democracy: 1 of 1, 4 needed')
    run(mode, 1, 1000)
    taken(mode.cast(from('u63'), own('up')))
    run(mode, 1001, 3000)
    assert.equal(note(), 'you vote for democracy: 1 of 1, 4 needed')
    mode.close(3001)
    assert.deepEqual([mode.tally.plays, mode.tally.slider?.democracy], ['democracy', 1])
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
      'slider: anarchy plays; democracy takes over with 75 % of the mode votes (now 1 of 1).',
    )
    assert.equal(taken(mode.cast(from('a'), own('!abstain'))), 'in anarchy there is no vote')
  })
})
