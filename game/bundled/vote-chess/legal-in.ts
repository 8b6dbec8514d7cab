import type { Chess } from 'chess.js'
import { generateLegalMoves } from 'js-chess-engine/dist/core/MoveGenerator.js'
import { parseFEN } from 'js-chess-engine/dist/utils/fen.js'
import { Piece, type InternalMove } from 'js-chess-engine'
import { squareOf } from './engine.ts'
import { writeMoves, type LegalMove } from './legal.ts'

/** Letters of the engine’s pieces, by their numbers. */
const letters = ' PNBRQKPNBRQK'

/** `Nbxd7+` and `e8=Q`: the piece, what tells it from others, the square, and what a pawn becomes. */
const algebraic = /^([KQRBN]?)([a-h]?)([1-8]?)x?([a-h][1-8])(?:=([QRBN]))?/

/**
 * What may be played, as text. The names come from chess.js and the squares from the engine’s own list: asked for both, chess.js makes a
 * game of each move, which takes five times as long.
 */
export function legalIn(chess: Chess): string {
  const known = generateLegalMoves(parseFEN(chess.fen()))
  return writeMoves(chess.moves().flatMap((san) => located(san, known)))
}

/** A name with its squares; none where the two should ever disagree. */
function located(san: string, known: readonly InternalMove[]): readonly LegalMove[] {
  const [, piece = '', file = '', rank = '', to = '', promotion = ''] = algebraic.exec(san) ?? []
  const found = known.find((move) => {
    const way = move.to - move.from
    const isCastling = letters[move.piece] === 'K' && Math.abs(way) === 2
    if (to === '') return isCastling && way > 0 === !san.startsWith('O-O-O')
    const from = squareOf(move.from)
    const isFrom = (file === '' || file === from[0]) && (rank === '' || rank === from[1])
    const becomes = letters[move.promotionPiece ?? Piece.EMPTY] ?? ''
    const isPiece = letters[move.piece] === (piece || 'P') && becomes.trim() === promotion
    return isPiece && isFrom && squareOf(move.to) === to && !isCastling
  })
  if (found === undefined) return []
  return [{ from: squareOf(found.from), to: squareOf(found.to), promotion: promotion.toLowerCase(), san }]
}
