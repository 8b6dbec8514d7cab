import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Ballots } from '../../../chat/votes/ballots.ts'
import { compareOptions, type Count } from '../../../chat/votes/count.ts'
import { createWeigh } from '../../../chat/votes/weight.ts'
import { democracy } from '../../../game/index.ts'
import { cast, choice, from, modeOf, options, resultOf, taken } from './voting.ts'

const weigh = createWeigh({ subscriber: 2, vip: 3 })

interface Ballot {
  readonly label: string | null
  readonly id: string
  readonly source: string
}

/** The plainest way to count: everything is kept, and counted anew each time. */
class NaiveBallots {
  #ballots = new Map<string, Ballot>()
  #before: Set<string>[] = [new Set(), new Set(), new Set()]
  readonly #weights = new Map<string, number>()

  put(userId: string, weight: number, ballot: Ballot): void {
    this.#ballots.set(userId, ballot)
    this.#weights.set(userId, weight)
  }

  withdraw(userId: string): void {
    this.#ballots.delete(userId)
    for (const voters of this.#before) voters.delete(userId)
  }

  takeBack(isIt: (ballot: Ballot) => boolean): void {
    for (const [userId, ballot] of [...this.#ballots]) if (isIt(ballot)) this.#ballots.delete(userId)
  }

  next(): void {
    this.#before = [new Set(this.#ballots.keys()), ...this.#before.slice(0, 2)]
    this.#ballots = new Map()
  }

  get count(): Count {
    const votes = new Map<string, number>()
    for (const [userId, { label }] of this.#ballots)
      if (label !== null) votes.set(label, (votes.get(label) ?? 0) + this.#weights.get(userId)!)
    const recent = [...new Set(this.#before.flatMap((voters) => [...voters]))]
    const missing = recent.filter((userId) => !this.#ballots.has(userId))
    const present = [...this.#ballots.values()].filter(({ label }) => label !== null)
    return {
      options: [...votes]
        .map(([label, sum]) => ({ command: choice(label), votes: sum, team: null }))
        .sort(compareOptions),
      voters: present.length,
      abstained: this.#ballots.size - present.length,
      votes: votes.values().reduce((sum, each) => sum + each, 0),
      recent: recent.length,
      pending: missing.reduce((sum, userId) => sum + this.#weights.get(userId)!, 0),
    }
  }
}

const user = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const source = fc.constantFrom('local:', 'twitch:x')
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('cast' as const),
      user,
      source,
      label: fc.constantFrom('red', 'blue', 'green', '__proto__'),
      badges: fc.subarray(['subscriber', 'vip', 'x']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('abstain' as const), user, source, badges: fc.subarray(['vip']) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('message' as const), id: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('source' as const), source }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('next' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Does a step to both; `n` is its number, and the id of its message. */
function play(ballots: Ballots, naive: NaiveBallots, each: Step, n: number): void {
  const id = String(n)
  if (each.do === 'cast') {
    ballots.cast(from(each.user, { id, source: each.source, badges: each.badges }), choice(each.label))
    naive.put(each.user, weigh(each.badges), { label: each.label, id, source: each.source })
  } else if (each.do === 'abstain') {
    ballots.abstain(from(each.user, { id, source: each.source, badges: each.badges }))
    naive.put(each.user, weigh(each.badges), { label: null, id, source: each.source })
  } else if (each.do === 'withdraw') {
    ballots.withdraw(each.user)
    naive.withdraw(each.user)
  } else if (each.do === 'message') {
    ballots.withdrawMessage(String(each.id))
    naive.takeBack((ballot) => ballot.id === String(each.id))
  } else if (each.do === 'source') {
    ballots.withdrawSource(each.source)
    naive.takeBack((ballot) => ballot.source === each.source)
  } else {
    ballots.next()
    naive.next()
  }
}

describe('ballots', () => {
  it('count as a plain recount does, after any casts, withdrawals and windows', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const ballots = new Ballots({ weigh })
        const naive = new NaiveBallots()
        for (const [n, each] of steps.entries()) {
          play(ballots, naive, each, n)
          assert.deepEqual(ballots.count, naive.count)
          const { count } = ballots
          assert.equal(
            count.votes,
            count.options.reduce((sum, { votes }) => sum + votes, 0),
          )
          assert.ok(count.options.every(({ votes }) => votes > 0))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('forget who voted longest ago where there are too many to know, and never a ballot', () => {
    const ballots = new Ballots({ weigh, maxVoters: 10 })
    for (let window = 0; window < 20; window++) {
      for (let i = 0; i < 10; i++) assert.equal(ballots.cast(from(`${window}/${i}`), choice('red')), null)
      assert.equal(ballots.cast(from('late'), choice('red'))?.code, 'too-many-voters')
      assert.deepEqual([ballots.count.voters, ballots.count.recent, ballots.count.pending], [10, 0, 0])
      ballots.next()
    }
  })

  it('know a viewer of three windows ago, and none of four', () => {
    const ballots = new Ballots({ weigh })
    ballots.cast(from('a', { badges: ['vip'] }), choice('red'))
    const known = Array.from({ length: 5 }, () => {
      ballots.next()
      return [ballots.count.recent, ballots.count.pending]
    })
    assert.deepEqual(known, [
      [1, 3],
      [1, 3],
      [1, 3],
      [0, 0],
      [0, 0],
    ])
  })

  it('take no more options however often they come and go', () => {
    const ballots = new Ballots({ weigh, maxOptions: 3 })
    for (let i = 0; i < 1000; i++) assert.equal(ballots.cast(from('a'), choice(`choice ${i}`)), null)
    assert.deepEqual(
      ballots.count.options.map(({ command, votes }) => [command.label, votes]),
      [['choice 999', 1]],
    )
  })

  it('let the only voter of an option go over to a new one, though there is room for no other', () => {
    const ballots = new Ballots({ weigh, maxOptions: 2 })
    const labels = () => ballots.count.options.map(({ command }) => command.label)
    ballots.cast(from('a', { badges: ['vip'] }), choice('one'))
    ballots.cast(from('b'), choice('two'))
    assert.equal(ballots.cast(from('a'), choice('three')), null)
    assert.deepEqual(labels(), ['three', 'two'])
    // Not a newcomer, and none whose option stays: they keep what they had.
    assert.equal(ballots.cast(from('c'), choice('four'))?.code, 'too-many-options')
    ballots.cast(from('c'), choice('two'))
    assert.equal(ballots.cast(from('c'), choice('four'))?.code, 'too-many-options')
    assert.deepEqual([labels(), ballots.count.votes], [['two', 'three'], 3])
    // Who abstains, or voted in an earlier window, gives no room.
    ballots.cast(from('b'), choice('three'))
    ballots.abstain(from('c'))
    ballots.cast(from('d'), choice('five'))
    assert.equal(ballots.cast(from('c'), choice('six'))?.code, 'too-many-options')
    assert.deepEqual(labels(), ['three', 'five'])
  })

  it('keep within the bound of options whatever is cast', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(user, fc.nat(8)), { maxLength: 60, size: 'max' }), (casts) => {
        const ballots = new Ballots({ weigh, maxOptions: 3 })
        for (const [userId, n] of casts) {
          const { voters } = ballots.count
          const had = ballots.has(userId)
          const refused = ballots.cast(from(userId), choice(String(n)))
          assert.equal(ballots.count.voters, refused || had ? voters : voters + 1)
          assert.ok(ballots.count.options.length <= 3)
        }
      }),
    )
  })
})

describe('a withdrawal', () => {
  it('takes a ballot back in mid-window, by author, message or source', () => {
    const mode = modeOf(democracy({ seconds: 1 }))
    cast(mode, { a: 'red', b: 'red' })
    taken(mode.cast(from('c', { id: 'm' }), choice('green')))
    taken(mode.cast(from('d', { source: 'twitch:x' }), choice('blue')))
    mode.withdraw('a')
    assert.deepEqual(options(mode), ['blue 1', 'green 1', 'red 1'])
    mode.withdrawMessage('m')
    mode.withdrawSource('twitch:x')
    assert.deepEqual(options(mode), ['red 1'])
    assert.equal(resultOf(mode.close(10)).reason, 'red won with the only vote')
  })

  it('of a message that was replaced, or of an earlier window, changes nothing', () => {
    const mode = modeOf(democracy({ seconds: 1 }))
    taken(mode.cast(from('a', { id: '1' }), choice('red')))
    taken(mode.cast(from('a', { id: '2' }), choice('blue')))
    mode.withdrawMessage('1')
    assert.deepEqual(options(mode), ['blue 1'])
    mode.close(10)
    taken(mode.cast(from('a', { id: '3' }), choice('red')))
    mode.withdrawMessage('2')
    mode.withdrawMessage('unheard of')
    mode.withdraw('nobody')
    assert.deepEqual(options(mode), ['red 1'])
  })
})
