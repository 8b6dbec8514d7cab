import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Chess } from 'chess.js'
import { createParser } from '../../chat/parse.ts'
import game from '../../game/bundled/vote-chess/index.ts'
import { createRandom, defineGame, inputFor, teams } from '../../game/index.ts'
import { judged, matchWith, played, run, typed } from '../helpers/vote-chess.ts'

const parse = createParser(game)

const thirtySeconds = { seconds: 30, quorum: { least: 1, share: 0 } }

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
