import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maxPlayers } from '../../../chat/votes/per-player.ts'
import { perPlayer } from '../../../game/index.ts'
import { cast, choice, from, labels, modeOf, refused, taken } from './voting.ts'

describe('perPlayer', () => {
  it('lets the last command of each viewer in a tick act, and says whose it is', () => {
    const mode = modeOf(perPlayer())
    cast(mode, { a: 'up', b: 'down' })
    cast(mode, { a: 'left' })
    const { decisions } = mode.close(1)
    assert.deepEqual(
      decisions.map(({ command, player, by }) => [player, by, command.label]),
      [
        ['b', 'b', 'down'],
        ['a', 'a', 'left'],
      ],
    )
    assert.deepEqual(mode.close(2).decisions, [])
  })

  it('takes so many players a tick; those who are in may still change their mind', () => {
    const mode = modeOf(perPlayer())
    for (let i = 0; i < maxPlayers; i++) cast(mode, { [`u${i}`]: 'up' })
    assert.equal(refused(mode.cast(from('late'), choice('up'))), 'overloaded')
    taken(mode.cast(from('u0'), choice('down')))
    const acted = labels(mode.close(1))
    assert.deepEqual([acted.length, acted.at(-1)], [maxPlayers, 'down'])
  })

  it('does not bring back what a withdrawn command had replaced', () => {
    const mode = modeOf(perPlayer())
    taken(mode.cast(from('a', { id: '1' }), choice('up')))
    taken(mode.cast(from('a', { id: '2' }), choice('down')))
    mode.withdrawMessage('1')
    taken(mode.cast(from('b', { id: '3' }), choice('left')))
    mode.withdrawMessage('3')
    assert.deepEqual(labels(mode.close(1)), ['down'])
  })
})
