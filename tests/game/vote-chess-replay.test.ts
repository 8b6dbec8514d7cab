import assert from 'node:assert/strict'
import { it } from 'node:test'
import game from '../../game/bundled/vote-chess/index.ts'
import type { VoteChess } from '../../game/bundled/vote-chess/state.ts'
import { createRandom, loadState, saveState, type ArcadeState, type Decision, type Match } from '../../game/index.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { matchWith, run, typed } from '../helpers/vote-chess.ts'

/** All that a state is, by its values. */
const hashAfter = (seed: number, steps: number, decide: (match: Match<VoteChess>, tick: number) => Decision[]) => {
  const match = matchWith({ strength: '1' }, seed)
  for (let tick = 1; tick <= steps; tick++) match.step(decide(match, tick))
  return stateHash(match.state as unknown as ArcadeState)
}

it('the same seed and moves give the same state, and another seed another one', () => {
  const crowd = () => {
    const random = createRandom(3, 'crowd')
    return (match: Match<VoteChess>, tick: number) => {
      const text = tick % 50 === 0 ? game.bot!(match.state.game, random) : null
      return text === null ? [] : [typed(text)]
    }
  }
  const hash = hashAfter(4, 3000, crowd())
  assert.equal(hashAfter(4, 3000, crowd()), hash)
  assert.notEqual(hashAfter(5, 3000, crowd()), hash)
})

it('a state that comes back from a snapshot in mid-thought goes on as if nothing had been', () => {
  const settings = { strength: '3' }
  const match = matchWith(settings)
  match.step([typed('e4')])
  run(match, 40)
  const other = matchWith(settings, 9)
  loadState(other.state, structuredClone(saveState(match.state)))
  const after = (each: Match<VoteChess>) => {
    while (each.state.game.moves.length < 2) game.step(each.state.game, [], contextAt(++tick))
    return [each.state.game.moves.join(), each.state.game.lastTick]
  }
  let tick = 41
  const first = after(match)
  tick = 41
  assert.deepEqual(after(other), first)
})

function contextAt(tick: number) {
  const settings = game.settings!.parse({ strength: '3' })
  return { tick, tickRate: 20, random: createRandom(1, 'x'), alert() {}, award() {}, over() {}, settings }
}
