import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Chess } from 'chess.js'
import { createParser } from '../../chat/parse.ts'
import { startThinking, strengths } from '../../game/bundled/vote-chess/engine.ts'
import game from '../../game/bundled/vote-chess/index.ts'
import { placeOf } from '../../game/bundled/vote-chess/side.ts'
import type { VoteChess } from '../../game/bundled/vote-chess/state.ts'
import {
  createMatch,
  createRandom,
  defineGame,
  inputFor,
  loadState,
  saveState,
  teams,
  type ArcadeState,
  type Decision,
  type Match,
} from '../../game/index.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { typed } from '../helpers/vote-chess.ts'

const parse = createParser(game)

function matchWith(settings: Record<string, string> = {}, seed = 1): Match<VoteChess> {
  return createMatch(game, seed, { settings: game.settings!.parse(settings), standings: [] })
}

function run(match: Pick<Match<VoteChess>, 'step'>, ticks: number): void {
  for (let i = 0; i < ticks; i++) match.step([])
}

/** Lets the engine think until it is somebody else's turn, or the game is over. */
function untilPeople(match: Match<VoteChess>): void {
  const { game: state } = match.state
  for (let i = 0; i < 400 && state.result === '' && state.fen.split(' ')[1] !== state.crowd; i++) match.step([])
}

const thirtySeconds = { seconds: 30, quorum: { least: 1, share: 0 } }

const by = { player: 'local:1', team: null }

/** What is answered to a message at this moment. */
function judged(match: Match<VoteChess>, text: string, team: string | null = null) {
  const outcome = parse(text)
  return outcome.accepted ? game.judge!(match.state.game, outcome.command, { ...by, team }) : outcome.sentence
}

/** Plays a game of which each move is given, both sides by people. */
function played(moves: string): Match<VoteChess> {
  const match = matchWith({ against: 'teams' })
  for (const move of moves.split(' ')) match.step([typed(move)])
  return match
}

describe('before a game', () => {
  it('the engine plays by itself, slowly, and each show is another', () => {
    const [one, other] = [matchWith({}, 1), matchWith({}, 2)]
    for (const match of [one, other]) run(match, 20 * 60)
    assert.equal(one.state.game.phase, 'demo')
    assert.equal(one.state.game.moves.length, 12)
    assert.notDeepEqual([...one.state.game.moves], [...other.state.game.moves])
  })

  it('a first move begins one, whatever stands on the board', () => {
    const match = matchWith()
    run(match, 1000)
    assert.deepEqual(judged(match, 'pawn to e4'), { label: 'e4' })
    assert.deepEqual(judged(match, 'resign'), { refuse: 'there is no game yet: a move begins one' })
    match.step([typed('pawn to e4')])
    const { phase, crowd, moves, fen } = match.state.game
    assert.deepEqual([phase, crowd, [...moves]], ['game', 'w', ['e4']])
    assert.ok(fen.startsWith('rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq -'))
  })

  it('a crowd that plays Black answers the engine’s first move', () => {
    const match = matchWith({ colour: 'black' })
    run(match, 50)
    assert.deepEqual(judged(match, 'e4'), { refuse: 'no pawn can go to e4' })
    assert.deepEqual(judged(match, 'c5'), { label: 'c5' })
    match.step([typed('c5')])
    assert.deepEqual([...match.state.game.moves], ['e4', 'c5'])
  })
})

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

describe('team against team', () => {
  it('has teams that can be joined by a word', () => {
    assert.deepEqual(
      inputFor('teams', game.input, {}, game.teams),
      teams({ ...thirtySeconds, names: ['white', 'black'] }),
    )
    assert.throws(
      () => defineGame({ ...game, teams: ['White side', 'black'] }),
      /^TypeError: game "vote-chess": teams: names are/,
    )
  })

  it('each side has its turn, and the other team is told so', () => {
    const match = matchWith({ against: 'teams' })
    assert.deepEqual(judged(match, 'e5', 'black'), { refuse: 'White begins the game' })
    match.step([typed('e5', 'black'), typed('e4', 'white')])
    assert.deepEqual(judged(match, 'd4', 'white'), { refuse: 'it is Black’s turn' })
    match.step([typed('d4', 'white'), typed('e5', 'black')])
    assert.deepEqual([...match.state.game.moves], ['e4', 'e5'])
    assert.equal(game.teams?.join(), 'white,black')
  })

  it('a draw is offered by one and taken by the other, which ends with its next move', () => {
    const match = played('e4 e5')
    match.step([typed('draw', 'white')])
    assert.equal(match.state.game.offer, 'w')
    match.step([typed('Nf3', 'white')])
    assert.equal(judged(match, 'draw', 'black'), null)
    match.step([typed('Nc6', 'black')])
    assert.equal(match.state.game.offer, '')
    match.step([typed('draw', 'white')])
    match.step([typed('Bb5', 'white')])
    match.step([typed('draw', 'black')])
    assert.deepEqual([match.state.game.result, match.state.game.reason], ['1/2-1/2', 'agreed by both sides'])
  })
})

describe('a game ends', () => {
  const ends: readonly (readonly [string, string, string])[] = [
    ['f3 e5 g4 Qh4', '0-1', 'checkmate'],
    ['Nf3 Nf6 Ng1 Ng8 Nf3 Nf6 Ng1 Ng8', '1/2-1/2', 'the same position three times'],
    ['e3 a5 Qh5 Ra6 Qxa5 h5 h4 Rah6 Qxc7 f6 Qxd7 Kf7 Qxb7 Qd3 Qxb8 Qh7 Qxc8 Kg6 Qe6', '1/2-1/2', 'stalemate'],
  ]
  for (const [moves, result, reason] of ends)
    it(`by ${reason}`, () => {
      const match = played(moves)
      assert.deepEqual([match.state.game.result, match.state.game.reason], [result, reason])
      assert.equal(judged(match, 'e4') !== null, true)
      assert.deepEqual(match.endings, [`${result === '0-1' ? 'Team Black wins' : 'A draw'}: ${reason}`])
      assert.equal(match.alerts.length, 1)
    })
})

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

it('whatever is typed, the game goes on by the rules and one follows another', () => {
  const words = ['move', 'knight', 'takes', 'castle', 'queen', 'to', 'b', 'o-o', 'draw', 'resign', 'promote', 'x']
  const square = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), fc.integer({ min: 1, max: 8 }))
    .map((parts) => parts.join(''))
  const text = fc.oneof(
    fc.array(fc.oneof(square, fc.constantFrom(...words)), { minLength: 1, maxLength: 5 }).map((all) => all.join(' ')),
    fc.tuple(square, square).map((both) => both.join('')),
    fc.string({ maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.integer({ min: 0, max: 1000 }), (texts, seed) => {
      const match = matchWith({ strength: '1', patience: '10' }, seed)
      const random = createRandom(seed, 'bot')
      for (const typedText of texts) {
        const chosen = random.next() < 0.3 ? (game.bot!(match.state.game, random) ?? typedText) : typedText
        const outcome = parse(chosen)
        const decisions = outcome.accepted ? [{ command: outcome.command, by: null, player: null, team: null }] : []
        if (outcome.accepted && outcome.command.name in game.commands) judged(match, chosen)
        match.step(decisions)
        run(match, 30)
        const { fen, moves, legal } = match.state.game
        const chess = new Chess()
        for (const move of moves) chess.move(move)
        assert.equal(fen, chess.fen())
        assert.equal(legal === '' ? 0 : legal.split(' ').length, chess.moves().length)
      }
    }),
    { numRuns: 8 },
  )
})

it('whole games run with nobody there', () => {
  const match = matchWith({ strength: '1' })
  let games = 0
  for (let tick = 1; tick <= 30_000; tick++) {
    match.step([])
    if (match.state.game.overTick === tick) games += 1
  }
  assert.ok(games >= 1, `${games} games`)
  assert.deepEqual([match.state.game.ours, match.state.game.theirs, match.state.game.draws], [0, 0, 0])
})
