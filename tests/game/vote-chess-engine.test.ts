import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Chess } from 'chess.js'
import { startThinking, strengths } from '../../game/bundled/vote-chess/engine.ts'
import game from '../../game/bundled/vote-chess/index.ts'
import { placeOf } from '../../game/bundled/vote-chess/side.ts'
import type { VoteChess } from '../../game/bundled/vote-chess/state.ts'
import { createRandom, type Match } from '../../game/index.ts'
import { judged, matchWith, run, typed } from '../helpers/vote-chess.ts'

/** Lets the engine think until it is somebody else's turn, or the game is over. */
function untilPeople(match: Match<VoteChess>): void {
  const { game: state } = match.state
  for (let i = 0; i < 400 && state.result === '' && state.fen.split(' ')[1] !== state.crowd; i++) match.step([])
}

describe('against the engine', () => {
  for (const strength of ['1', '2', '3', '4', '5'])
    it(`strength ${strength} answers with a legal move within its time`, () => {
      const match = matchWith({ strength })
      match.step([typed('e4')])
      assert.deepEqual(judged(match, 'd4'), { refuse: 'not your turn yet' })
      run(match, 20 * 10)
      assert.equal(match.state.game.moves.length, 2)
      const chess = new Chess()
      for (const move of match.state.game.moves) chess.move(move)
      assert.equal(match.state.game.fen, chess.fen())
    })

  const best = (fen: string, strength: number) => {
    const problem = { fen, strength: strengths[strength]!, before: new Set<string>(), seed: 1 }
    const thinking = startThinking(problem)
    for (let i = 0; i < 40; i++) thinking.think()
    return thinking.best
  }

  it('it mates in one from its second strength on, and takes what hangs with any', () => {
    const fool = 'rnbqkbnr/pppp1ppp/8/4p3/6P1/5P2/PPPPP2P/RNBQKBNR b KQkq - 0 2'
    for (const strength of [2, 3, 4, 5]) assert.equal(best(fool, strength).move, 'd8h4', String(strength))
    const taking = '4k3/8/8/3q4/4P3/8/8/4K3 w - - 0 1'
    for (const strength of [1, 2, 3, 4, 5]) assert.equal(best(taking, strength).move, 'e4d5', String(strength))
  })

  it('a promotion is to a queen, and a position that stood before is nothing to come back to', () => {
    assert.equal(best('8/4P1k1/8/8/8/8/8/K7 w - - 0 1', 3).move, 'e7e8q')
    const fen = 'k7/8/8/8/8/8/1Q6/K7 w - - 0 1'
    const { move } = best(fen, 1)
    const before = new Set([placeOf(new Chess(fen).move({ from: move.slice(0, 2), to: move.slice(2) }).after)])
    const thinking = startThinking({ fen, strength: strengths[1]!, before, seed: 1 })
    thinking.think()
    assert.notEqual(thinking.best.move, move)
  })

  it('moves for a crowd that doesn’t come, and after three such turns plays by itself', () => {
    const match = matchWith({ patience: '10' })
    match.step([typed('e4')])
    const phases: string[] = []
    for (let i = 0; i < 20 * 60; i++) {
      match.step([])
      const { phase, moves } = match.state.game
      phases[moves.length] = phase
    }
    assert.deepEqual(phases.slice(2, 8), ['game', 'game', 'game', 'game', 'game', 'demo'])
    assert.deepEqual(judged(match, 'd4'), { label: 'd4' })
  })

  it('nobody resigns at once; later a vote for it ends the game, and the next one has the colours swapped', () => {
    const match = matchWith({ strength: '1' })
    const random = createRandom(5, 'bot')
    match.step([typed('e4')])
    assert.deepEqual(judged(match, 'resign'), { refuse: 'not your turn yet' })
    untilPeople(match)
    assert.deepEqual(judged(match, 'resign'), { refuse: 'from move 11 on' })
    const state = match.state.game
    while (state.moves.length < 20) {
      const text = game.bot!(state, random)
      match.step(text === null ? [] : [typed(text)])
      assert.equal(state.result, '', 'the game of this seed lasts long enough')
    }
    untilPeople(match)
    assert.equal(judged(match, 'resign'), null)
    match.step([typed('resign')])
    assert.deepEqual([state.result, state.reason, state.theirs], ['0-1', 'White resigns', 1])
    assert.deepEqual(match.alerts, [{ kind: 'info', text: 'The engine wins: White resigns' }])
    assert.match(match.score() ?? '', /^The engine wins: White resigns; crowd 0, engine 1, drawn 0$/)
    assert.deepEqual(game.leaders!(state), [
      { name: 'The engine', score: 1 },
      { name: 'The crowd', score: 0 },
    ])
    run(match, 20 * 12)
    assert.deepEqual([state.phase, state.crowd, state.result, state.moves.length], ['game', 'b', '', 0])
    untilPeople(match)
    assert.equal(state.moves.length, 1)
  })

  it('it takes a draw when it isn’t ahead, and declines one when it is', () => {
    for (const [balance, result] of [
      [-300, ''],
      [0, '1/2-1/2'],
      [200, '1/2-1/2'],
    ] as const) {
      const match = matchWith()
      match.step([typed('e4')])
      untilPeople(match)
      match.state.game.balance = balance
      match.step([typed('draw')])
      assert.equal(match.state.game.result, result, String(balance))
      assert.equal(match.alerts.length, 1)
    }
  })
})
