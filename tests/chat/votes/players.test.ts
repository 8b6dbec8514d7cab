import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { maxVoters } from '../../../chat/votes/bounds.ts'
import { Players } from '../../../chat/votes/players.ts'
import { from } from './voting.ts'

describe('players', () => {
  it('are those who played within the time, each counted once', () => {
    const step = fc.tuple(fc.nat(5), fc.constantFrom('plays', 'plays', 'plays', 'goes', 'ends'))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const players = new Players(4)
        const naive = new Map<string, number>()
        let tick = 1
        for (const [user, does] of steps) {
          const userId = `u${user}`
          if (does === 'plays') {
            players.played(from(userId), tick)
            naive.set(userId, tick + 4)
          } else if (does === 'goes') {
            players.withdraw(userId)
            naive.delete(userId)
          } else {
            players.expire(tick)
            for (const [each, until] of naive) if (until <= tick) naive.delete(each)
            tick += 1
          }
          assert.equal(players.count, naive.size)
        }
      }),
    )
  })

  it('are bounded: who played longest ago is forgotten', () => {
    const players = new Players(10)
    for (let i = 0; i < maxVoters + 5; i++) players.played(from(`u${i}`), 1)
    assert.equal(players.count, maxVoters)
    players.withdraw('u0')
    assert.equal(players.count, maxVoters)
    players.withdraw('u5')
    assert.equal(players.count, maxVoters - 1)
  })
})
