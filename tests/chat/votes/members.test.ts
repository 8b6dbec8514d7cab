import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { maxVoters } from '../../../chat/votes/bounds.ts'
import { Members } from '../../../chat/votes/members.ts'

describe('members of teams', () => {
  it('are as many as have joined and not left', () => {
    const step = fc.tuple(fc.nat(9), fc.option(fc.nat(2)))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const members = new Members(3, () => false)
        const naive = new Map<string, number>()
        for (const [user, team] of steps) {
          const userId = `u${user}`
          if (team === null) {
            members.leave(userId)
            naive.delete(userId)
          } else {
            assert.ok(members.join(userId, team))
            naive.set(userId, team)
          }
          const sizes = [0, 1, 2].map(
            (each) =>
              naive
                .values()
                .filter((of) => of === each)
                .toArray().length,
          )
          assert.equal(members.smallest, sizes.indexOf(Math.min(...sizes)))
          assert.equal(members.teamOf(userId), naive.get(userId) ?? null)
        }
      }),
    )
  })

  it('are forgotten at the bound, the first one first, but not those whose ballot counts', () => {
    const members = new Members(2, (userId) => userId === 'u0' || userId === 'u2')
    for (let i = 0; i < maxVoters; i++) assert.ok(members.join(`u${i}`, i % 2))
    assert.ok(members.join('late', 0))
    assert.ok(members.join('later', 1))
    assert.deepEqual(
      ['u0', 'u1', 'u2', 'u3', 'u4', 'late', 'later'].map((userId) => members.teamOf(userId)),
      [0, null, 0, null, 0, 0, 1],
    )
    const full = new Members(2, () => true)
    for (let i = 0; i < maxVoters; i++) full.join(`u${i}`, 0)
    assert.equal(full.join('late', 0), false)
    assert.ok(full.join('u7', 1))
  })
})
