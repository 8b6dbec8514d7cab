import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maxDecisions } from '../../../chat/votes/anarchy.ts'
import { anarchy } from '../../../game/index.ts'
import { cast, choice, from, labels, modeOf, refused, taken } from './voting.ts'

describe('anarchy', () => {
  it('lets every command act in its tick, in the order it came, with a cleaned name', () => {
    const mode = modeOf(anarchy())
    taken(mode.cast(from('1', { user: 'al\u202eice' }), choice('red')))
    taken(mode.cast(from('2', { user: '' }), choice('440')))
    taken(mode.cast(from('1', { user: 'alice' }), choice('red')))
    assert.deepEqual(mode.close(1), {
      decisions: [
        { command: choice('red'), by: 'alice', player: '1', team: null },
        { command: choice('440'), by: 'somebody', player: '2', team: null },
        { command: choice('red'), by: 'alice', player: '1', team: null },
      ],
      results: [],
    })
    assert.deepEqual(mode.close(2), { decisions: [], results: [] })
  })

  it('shows no vote', () => {
    const { tally } = modeOf(anarchy())
    assert.deepEqual([tally.mode, tally.plays, tally.windowTicks, tally.options], ['anarchy', 'anarchy', 0, []])
  })

  it('takes so many commands a tick, and tells the rest', () => {
    const mode = modeOf(anarchy())
    for (let i = 0; i < maxDecisions; i++) cast(mode, { [`u${i}`]: 'red' })
    assert.equal(refused(mode.cast(from('late'), choice('red'))), 'overloaded')
    assert.equal(mode.close(1).decisions.length, maxDecisions)
    taken(mode.cast(from('late'), choice('red')))
    assert.equal(mode.close(2).decisions.length, 1)
  })

  it('takes back what was withdrawn before its tick ended', () => {
    const mode = modeOf(anarchy())
    cast(mode, { a: 'one', b: 'two' })
    taken(mode.cast(from('c', { id: 'm' }), choice('three')))
    taken(mode.cast(from('d', { source: 'twitch:x' }), choice('four')))
    mode.withdraw('a')
    mode.withdrawMessage('m')
    mode.withdrawSource('twitch:x')
    assert.deepEqual(labels(mode.close(1)), ['two'])
  })
})
