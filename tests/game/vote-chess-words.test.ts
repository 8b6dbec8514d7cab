import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createParser } from '../../chat/parse.ts'
import game from '../../game/bundled/vote-chess/index.ts'
import { judgeMove } from '../../game/bundled/vote-chess/judge.ts'
import { boardOf, readMoves, writeMoves } from '../../game/bundled/vote-chess/legal.ts'
import { legalIn } from '../../game/bundled/vote-chess/legal-in.ts'
import { startFen } from '../../game/bundled/vote-chess/side.ts'
import { Chess } from 'chess.js'

const parse = createParser(game)

/** What a message is on the ballot of a position, or after `✗` why it is none. */
function read(text: string, fen = startFen): string {
  const outcome = parse(text)
  if (!outcome.accepted) return `✗ ${outcome.code}`
  const chess = new Chess(fen)
  const question = { fen, legal: readMoves(legalIn(chess)), isCheck: chess.inCheck() }
  const judgement = judgeMove(outcome.command, question)
  return 'refuse' in judgement ? `✗ ${judgement.refuse}` : judgement.label
}

const busy = 'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 5'
const bishopOrPawn = '8/4P1k1/8/4p3/3p4/2p5/1P1B4/K7 w - - 0 1'

describe('a move of Vote Chess is understood', () => {
  const ways: Record<string, readonly string[]> = {
    e4: [
      'e4',
      'E4',
      'move e4',
      '!move e4',
      'e2e4',
      'e2-e4',
      'e2 e4',
      'e2 to e4',
      'pawn e4',
      'pawn to e4',
      'e4!!',
      '1. e4',
      '1.e4',
    ],
    Nf3: ['Nf3', 'nf3', 'g1f3', 'knight f3', 'Knight to F3', 'horse f3', 'n f3', 'the knight from g1 to f3'],
  }
  for (const [label, texts] of Object.entries(ways))
    for (const text of texts) it(`${text} is ${label}`, () => assert.equal(read(text), label))

  const cases: readonly (readonly [string, string])[] = [
    ['O-O', 'O-O'],
    ['0-0-0', 'O-O-O'],
    ['castle kingside', 'O-O'],
    ['castle queen side', 'O-O-O'],
    ['long castle', 'O-O-O'],
    ['dxe6', 'dxe6'],
    ['d5e6', 'dxe6'],
    ['pawn takes e6', 'dxe6'],
    ['d5 takes e6', 'dxe6'],
    ['queen takes pawn', 'Qxh3'],
    ['takes a6', 'Bxa6'],
    ['bishop takes a6', 'Bxa6'],
    ['rook a1 to d1', 'Rd1'],
  ]
  for (const [text, label] of cases) it(`${text} is ${label}`, () => assert.equal(read(text, busy), label))

  it('with a promotion, to a queen where nothing else is said', () => {
    for (const text of ['e8', 'e8=Q', 'e8q', 'e7e8', 'e7e8q', 'pawn e8 queen'])
      assert.equal(read(text, bishopOrPawn), 'e8=Q', text)
    for (const text of ['e8=N', 'e7e8n', 'pawn to e8 promotes to knight'])
      assert.equal(read(text, bishopOrPawn), 'e8=N+', text)
  })

  it('with a b that is a bishop or the b-file, which lower case doesn’t tell', () => {
    assert.equal(read('b2c3', bishopOrPawn), 'bxc3')
    assert.equal(read('bishop takes c3', bishopOrPawn), 'Bxc3')
    assert.equal(read('Bxc3', bishopOrPawn), '✗ it could be Bxc3 (d2c3) or bxc3: say which')
    assert.equal(read('bc4', 'rnbqkbnr/pppp1ppp/8/4p3/4P3/8/PPPP1PPP/RNBQKBNR w KQkq - 0 2'), 'Bc4')
  })
})

describe('who types a move that can’t be played is told why', () => {
  const cases: readonly (readonly [string, string, string?])[] = [
    ['e5', 'no pawn can go to e5'],
    ['e7e5', 'the pawn on e7 is Black’s'],
    ['e3e4', 'nothing stands on e3'],
    ['knight e2', 'White’s own pawn is on e2'],
    ['castle', 'you can’t castle there now'],
    ['exd3', 'there is nothing to take on d3'],
    ['castle', 'it could be O-O or O-O-O: say which', busy],
    ['knight takes pawn', 'it could be Nxd7, Nxf7 or Nxg6: say which', busy],
    ['d7', 'no pawn can go to d7; Nxd7 can be played', busy],
    [
      'a3',
      'no pawn can go to a3: the king is in check',
      'rnb1kbnr/pppp1ppp/8/4p3/7q/5P2/PPPPP1PP/RNBQKBNR w KQkq - 1 3',
    ],
  ]
  for (const [text, why, fen] of cases) it(`${text}: ${why}`, () => assert.equal(read(text, fen), `✗ ${why}`))

  it('and talk is no move', () => {
    for (const text of ['hello', 'ooo', 'check', 'I like the queen', 'king', 'a b c', 'gg', 'e4 is good', 'on to the'])
      assert.equal(read(text), '✗ unknown-command', text)
  })
})

/** A position of a game that is played by lot. */
const positions = fc.array(fc.nat(), { maxLength: 60 }).map((picks) => {
  const chess = new Chess()
  for (const pick of picks) {
    const moves = chess.moves()
    if (moves.length === 0) break
    chess.move(moves[pick % moves.length]!)
  }
  return chess
})

it('every legal move is read as itself, in algebraic notation and as squares', () => {
  fc.assert(
    fc.property(positions, (chess) => {
      for (const { san, lan } of chess.moves({ verbose: true })) {
        assert.equal(read(lan, chess.fen()), san)
        const label = read(san, chess.fen())
        // All that lower case leaves open.
        if (!/^b[x a-h]/i.test(san)) assert.equal(label, san)
        else assert.ok(label === san || label.includes(san), `${san}: ${label}`)
      }
    }),
    { numRuns: 15 },
  )
})

it('a board and its moves are what the rules say', () => {
  fc.assert(
    fc.property(positions, (chess) => {
      const board = boardOf(chess.fen())
      const squares = chess.board().flatMap((row) => row.flatMap((piece) => (piece ? [piece] : [])))
      assert.equal(board.size, squares.length)
      for (const { square, type, color } of squares)
        assert.equal(board.get(square), color === 'w' ? type.toUpperCase() : type)
      const text = legalIn(chess)
      assert.equal(writeMoves(readMoves(text)), text)
      assert.deepEqual(
        readMoves(text),
        chess.moves({ verbose: true }).map(({ from, to, promotion = '', san }) => ({ from, to, promotion, san })),
      )
    }),
    { numRuns: 25 },
  )
})
