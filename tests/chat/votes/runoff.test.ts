import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runoff } from '../../../game/index.ts'
import { cast, choice, from, modeOf, options, own, refused, resultOf, taken } from './voting.ts'

const open = (seed = 7) => modeOf(runoff({ seconds: 1 }), { seed })

/** Five for red, four for blue, three for green. */
const split = Object.fromEntries(
  Array.from('rrrrrbbbbggg').map((letter, index) => [`u${index}`, { r: 'red', b: 'blue', g: 'green' }[letter]!]),
)

describe('runoff', () => {
  it('lets over half of the votes decide at once', () => {
    const mode = open()
    cast(mode, { a: 'red', b: 'red', c: 'red', d: 'blue', e: 'green' })
    const { winner, why, reason } = resultOf(mode.close(10))
    assert.deepEqual([winner, why, reason], [choice('red'), 'majority', 'red won with 3 of 5 votes'])
    assert.equal(mode.tally.round, 1)
  })

  it('lets the first two meet in a second round, on a fresh ballot', () => {
    const mode = open()
    cast(mode, split)
    const first = mode.close(10)
    assert.deepEqual(first.decisions, [])
    const { winner, why, reason, votes, ofVotes } = resultOf(first)
    assert.deepEqual([winner, why, votes, ofVotes], [null, 'runoff-next', 5, 12])
    assert.equal(reason, 'red against blue next: no option has over half of 12 votes')
    assert.deepEqual([mode.tally.round, mode.tally.voters], [2, 0])
    cast(mode, { u0: 'red', u1: 'blue', u9: 'blue' })
    assert.deepEqual(options(mode), ['blue 2', 'red 1'])
    assert.deepEqual([resultOf(mode.close(20)).winner, mode.tally.round], [choice('blue'), 1])
  })

  it('tells who votes for a third that the round is between two, and lets abstain', () => {
    const mode = open()
    cast(mode, split)
    mode.close(10)
    const outcome = mode.cast(from('u9'), choice('green'))
    assert.equal(refused(outcome), 'not-on-ballot')
    assert.match('code' in outcome ? outcome.sentence : '', /red against blue/)
    taken(mode.cast(from('u9'), own('!abstain')))
    assert.match(mode.explain(), /red against blue/)
  })

  it('draws who comes second among equals, alike whoever typed first', () => {
    const reasons = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const [one, other] = [open(seed), open(seed)]
      cast(one, { a: 'red', b: 'red', c: 'blue', d: 'green', e: 'white' })
      cast(other, { e: 'white', d: 'green', c: 'blue', b: 'red', a: 'red' })
      const result = resultOf(one.close(10))
      assert.deepEqual(result, resultOf(other.close(10)))
      reasons.add(result.reason.split(' next: ')[0]!)
    }
    assert.deepEqual([...reasons].sort(), ['red against blue', 'red against green', 'red against white'])
  })

  it('begins again after a second round that nobody votes in', () => {
    const mode = open()
    cast(mode, split)
    mode.close(10)
    assert.equal(resultOf(mode.close(20)).why, 'nobody-voted')
    assert.equal(mode.tally.round, 1)
    cast(mode, { a: 'green', b: 'green' })
    assert.equal(resultOf(mode.close(30)).why, 'majority')
  })

  it('draws a tie of the second round', () => {
    const mode = open()
    cast(mode, { a: 'red', b: 'blue' })
    assert.equal(resultOf(mode.close(10)).why, 'runoff-next')
    cast(mode, { a: 'red', b: 'blue' })
    assert.equal(resultOf(mode.close(20)).why, 'tie-break')
  })
})
