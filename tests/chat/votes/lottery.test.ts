import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lottery } from '../../../game/index.ts'
import { cast, choice, from, modeOf, resultOf, run, taken } from './voting.ts'

const open = (seed = 7) => modeOf(lottery({ seconds: 1, weights: { vip: 5 } }), { seed })

describe('lottery', () => {
  it('draws a ballot: an option wins about as often as it has votes', () => {
    let reds = 0
    for (let seed = 0; seed < 400; seed++) {
      const mode = open(seed)
      cast(mode, { a: 'red', b: 'blue', c: 'blue', d: 'blue' })
      const { winner, votes, ofVotes, why, reason } = resultOf(mode.close(10))
      assert.deepEqual([votes, ofVotes, why], [winner?.label === 'red' ? 1 : 3, 4, 'drawn'])
      assert.equal(reason, `${winner?.label} was drawn from 4 ballots`)
      if (winner?.label === 'red') reds += 1
    }
    assert.ok(reds > 70 && reds < 130, `red won ${reds} of 400`)
  })

  it('takes weights into account', () => {
    let reds = 0
    for (let seed = 0; seed < 400; seed++) {
      const mode = open(seed)
      cast(mode, { b: 'blue' })
      taken(mode.cast(from('a', { badges: ['vip'] }), choice('red')))
      if (resultOf(mode.close(10)).winner?.label === 'red') reds += 1
    }
    assert.ok(reds > 300 && reds < 365, `red won ${reds} of 400`)
  })

  it('draws the same whoever typed first', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [one, other] = [open(seed), open(seed)]
      cast(one, { a: 'red', b: 'blue', c: 'green' })
      cast(other, { c: 'green', a: 'red', b: 'blue' })
      assert.deepEqual(one.close(10), other.close(10))
    }
  })

  it('closes early only when everybody who is expected has a ballot', () => {
    const mode = modeOf(lottery({ seconds: 10 }))
    cast(mode, { a: 'red', b: 'red', c: 'red' })
    run(mode, 1, 100)
    cast(mode, { a: 'red', b: 'red' })
    assert.deepEqual([...run(mode, 101, 150).keys()], [])
    cast(mode, { c: 'blue' })
    assert.deepEqual([...run(mode, 151, 160).keys()], [151])
  })

  it('says when there was only one ballot, or none', () => {
    const mode = open()
    assert.equal(resultOf(mode.close(10)).why, 'nobody-voted')
    cast(mode, { a: 'red' })
    assert.equal(resultOf(mode.close(20)).reason, 'red was drawn from the only ballot')
  })
})
