import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Ballots } from '../../../chat/votes/ballots.ts'
import { mergeCounts, type Count } from '../../../chat/votes/count.ts'
import { drawBallot, plurality, quorumOf, undecided } from '../../../chat/votes/decide.ts'
import { createWeigh } from '../../../chat/votes/weight.ts'
import { createRandom } from '../../../game/index.ts'
import { choice, from } from './voting.ts'

const weigh = createWeigh({ subscriber: 2, vip: 5 })
const quorum = { least: 2, share: 0.25 }

interface Ballot {
  readonly label: string
  readonly badges: readonly string[]
  readonly shard: number
  readonly votedBefore: boolean
}

/** A ballot for each viewer; the empty label abstains. */
const crowd = fc.array(
  fc.record({
    label: fc.constantFrom('red', 'blue', 'green', 'a b', '__proto__', ''),
    badges: fc.subarray(['subscriber', 'vip', 'x']),
    shard: fc.nat(4),
    votedBefore: fc.boolean(),
  }),
  { maxLength: 40, size: 'max' },
)

/** Counts the ballots of some viewers, who are named by their number. */
function countOf(ballots: readonly (readonly [number, Ballot])[]): Count {
  const counted = new Ballots({ weigh })
  for (const [n, { votedBefore }] of ballots) if (votedBefore) counted.cast(from(`u${n}`), choice('before'))
  counted.next()
  for (const [n, { label, badges }] of ballots) {
    const message = from(`u${n}`, { badges })
    assert.equal(label === '' ? counted.abstain(message) : counted.cast(message, choice(label)), null)
  }
  return counted.count
}

function shardsOf(ballots: readonly Ballot[]): Count[] {
  const all = [...ballots.entries()]
  // Sent from one process to another, as they would be.
  return [0, 1, 2, 3, 4].map((shard) =>
    JSON.parse(JSON.stringify(countOf(all.filter(([, each]) => each.shard === shard)))),
  )
}

describe('counting in shards', () => {
  it('adds up to what counting at once gives, in any order', () => {
    fc.assert(
      fc.property(crowd, (ballots) => {
        const whole = countOf([...ballots.entries()])
        const [a, b, c, d, e] = shardsOf(ballots) as [Count, Count, Count, Count, Count]
        assert.deepEqual(mergeCounts([a, b, c, d, e]), whole)
        assert.deepEqual(mergeCounts([e, c, a, d, b]), whole)
        assert.deepEqual(mergeCounts([mergeCounts([a, b]), mergeCounts([c, mergeCounts([d, e])])]), whole)
      }),
    )
  })

  it('keeps the options of teams apart', () => {
    const [red, blue] = ['red', 'blue'].map((team) => {
      const ballots = new Ballots({ weigh, team })
      ballots.cast(from(`${team} a`), choice('up'))
      return ballots.count
    })
    const both = mergeCounts([blue!, red!])
    assert.deepEqual(both, mergeCounts([red!, blue!]))
    assert.deepEqual(
      both.options.map(({ team, votes }) => [team, votes]),
      [
        ['blue', 1],
        ['red', 1],
      ],
    )
    assert.equal(both.voters, 2)
  })

  for (const [name, decide] of [
    ['democracy', plurality],
    ['lottery', drawBallot],
  ] as const)
    it(`decides alike in ${name}: winner, numbers and reason`, () => {
      const result = (count: Count, seed: number) =>
        undecided(count, quorumOf(quorum, count.recent)) ?? decide(count, createRandom(seed, 'votes 10'))
      fc.assert(
        fc.property(crowd, fc.nat(), (ballots, seed) => {
          const whole = result(countOf([...ballots.entries()]), seed)
          const backwards = result(countOf([...ballots.entries()].toReversed()), seed)
          const shards = shardsOf(ballots)
          assert.deepEqual(result(mergeCounts(shards), seed), whole)
          assert.deepEqual(result(mergeCounts(shards.toReversed()), seed), whole)
          assert.deepEqual(backwards, whole)
        }),
      )
    })
})

describe('a quorum', () => {
  it('is never fewer than the least, and rounds a share up, but not by the hair of a decimal', () => {
    assert.equal(quorumOf({ least: 3, share: 0.5 }, 4), 3)
    assert.equal(quorumOf({ least: 1, share: 0.5 }, 5), 3)
    assert.equal(quorumOf({ least: 1, share: 0.55 }, 20), 11)
    assert.equal(quorumOf({ least: 1, share: 1 }, 250_000), 250_000)
    assert.equal(quorumOf({ least: 1, share: 0 }, 250_000), 1)
  })
})
