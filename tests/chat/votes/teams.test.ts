import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { teams } from '../../../game/index.ts'
import { maxOptions } from '../../../chat/votes/bounds.ts'
import { cast, choice, from, modeOf, options, own, refused, taken } from './voting.ts'

const open = () => modeOf(teams({ names: ['red', 'blue'], seconds: 1 }))
const join = (team: string) => own('!join', { team })

describe('teams', () => {
  it('decides for each team by itself, in the same window', () => {
    const mode = open()
    for (const userId of ['a', 'b', 'c']) taken(mode.cast(from(userId), join('red')))
    taken(mode.cast(from('d'), join('blue')))
    cast(mode, { a: 'up', b: 'up', c: 'down', d: 'left' })
    assert.deepEqual(options(mode), ['red:up 2', 'red:down 1', 'blue:left 1'].sort(byVotes))
    const { decisions, results } = mode.close(10)
    assert.deepEqual(
      decisions.map(({ team, command }) => [team, command.label]),
      [
        ['red', 'up'],
        ['blue', 'left'],
      ],
    )
    assert.deepEqual(
      results.map(({ team, reason }) => [team, reason]),
      [
        ['red', 'up won with 2 of 3 votes'],
        ['blue', 'left won with the only vote'],
      ],
    )
  })

  it('puts who has not joined into the smallest team, the first of several, and tells them once', () => {
    const mode = open()
    assert.equal(taken(mode.cast(from('a'), choice('up'))), 'you are in team red')
    assert.equal(taken(mode.cast(from('b'), choice('up'))), 'you are in team blue')
    assert.equal(taken(mode.cast(from('c'), choice('up'))), 'you are in team red')
    assert.equal(taken(mode.cast(from('c'), choice('up'))), null)
    mode.close(10)
    assert.equal(taken(mode.cast(from('c'), choice('up'))), null)
    assert.deepEqual(options(mode), ['red:up 1'])
  })

  it('takes the side of a command for its team, and counts it as the same choice', () => {
    const mode = open()
    assert.equal(taken(mode.cast(from('a'), choice('blue:up', { side: 'blue' }))), 'you are in team blue')
    taken(mode.cast(from('b'), join('blue')))
    cast(mode, { b: 'up' })
    assert.deepEqual(options(mode), ['blue:up 2'])
    assert.equal(mode.close(10).decisions[0]?.command.label, 'up')
  })

  it('gives nobody two ballots who changes the team', () => {
    const mode = open()
    taken(mode.cast(from('a'), join('red')))
    cast(mode, { a: 'up' })
    assert.equal(taken(mode.cast(from('a'), join('blue'))), 'you are in team blue')
    assert.deepEqual(mode.tally.voters, 0)
    assert.equal(taken(mode.cast(from('a'), join('blue'))), 'you are in team blue already')
    cast(mode, { a: 'up' })
    assert.deepEqual(options(mode), ['blue:up 1'])
  })

  it('leaves who changes the team their ballot and team, where the new ballot has no room for their choice', () => {
    const mode = open()
    for (let i = 0; i < maxOptions / 2; i++) taken(mode.cast(from(`b${i}`), choice(`blue:${i}`, { side: 'blue' })))
    taken(mode.cast(from('a'), choice('red:up', { side: 'red' })))
    assert.equal(refused(mode.cast(from('a'), choice('blue:new', { side: 'blue' }))), 'too-many-options')
    assert.ok(options(mode).includes('red:up 1'))
    assert.equal(taken(mode.cast(from('a'), join('red'))), 'you are in team red already')
    assert.equal(taken(mode.cast(from('a'), choice('blue:0', { side: 'blue' }))), 'you are in team blue')
    assert.ok(!options(mode).some((option) => option.startsWith('red:')))
    assert.equal(options(mode)[0], 'blue:0 2')
  })

  it('puts nobody into a team whose first ballot was refused', () => {
    const mode = open()
    for (let i = 0; i < maxOptions / 2; i++) taken(mode.cast(from(`b${i}`), choice(`blue:${i}`, { side: 'blue' })))
    assert.equal(refused(mode.cast(from('a'), choice('blue:new', { side: 'blue' }))), 'too-many-options')
    assert.equal(taken(mode.cast(from('a'), choice('up'))), 'you are in team red')
  })

  it('takes back what was withdrawn, and counts who is gone to no team', () => {
    const mode = open()
    cast(mode, { a: 'up', b: 'up' })
    taken(mode.cast(from('b', { id: 'm' }), choice('down')))
    mode.withdraw('a')
    assert.deepEqual(options(mode), ['blue:down 1'])
    mode.withdrawMessage('m')
    assert.deepEqual(options(mode), [])
    assert.equal(taken(mode.cast(from('c'), choice('up'))), 'you are in team red')
  })

  it('lets members abstain', () => {
    const mode = open()
    taken(mode.cast(from('a'), own('!abstain')))
    assert.deepEqual([mode.tally.abstained, mode.tally.voters], [1, 0])
  })
})

function byVotes(a: string, b: string): number {
  const votes = (text: string) => Number(text.split(' ')[1])
  const label = (text: string) => text.split(':')[1]!
  return votes(b) - votes(a) || (label(a) < label(b) ? -1 : 1)
}
