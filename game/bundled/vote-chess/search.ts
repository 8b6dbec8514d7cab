import { Evaluator, SCORE_MAX, SCORE_MIN } from 'js-chess-engine/dist/ai/Evaluator.js'
import { KillerMoves, MoveSelector } from 'js-chess-engine/dist/ai/MoveOrdering.js'
import { TranspositionTable, TTEntryType } from 'js-chess-engine/dist/ai/TranspositionTable.js'
import { isKingInCheck, isSquareAttacked } from 'js-chess-engine/dist/core/AttackDetector.js'
import { copyBoard } from 'js-chess-engine/dist/core/Board.js'
import { applyMoveComplete, generatePseudoLegalMoves } from 'js-chess-engine/dist/core/MoveGenerator.js'
import { InternalColor, MoveFlag, Piece, type InternalBoard, type InternalMove } from 'js-chess-engine'

/** What js-chess-engine finds in one piece, in slices. Each `next` of a search goes on for about `sliceNodes` positions. */
export type Slices<T> = Generator<void, T>

/** What one search remembers from position to position. */
export interface Memory {
  /** Positions that were looked at so far. */
  nodes: number
  pauseAt: number
  readonly sliceNodes: number
  readonly table: TranspositionTable
  readonly killers: KillerMoves
  /** How many captures in a row are followed beyond the depth. */
  readonly captures: number
}

/** Megabytes of positions that a search remembers: a few thousand, as many as it ever sees. */
const tableMB = 0.25

export function createMemory(sliceNodes: number, captures: number): Memory {
  const table = new TranspositionTable(tableMB)
  return { nodes: 0, pauseAt: sliceNodes, sliceNodes, table, killers: new KillerMoves(), captures }
}

/** The position after a move; null where it leaves the own king to be taken. */
export function after(board: InternalBoard, move: InternalMove): InternalBoard | null {
  const child = copyBoard(board)
  applyMoveComplete(child, move)
  const king = child.mailbox.indexOf(board.turn === InternalColor.WHITE ? Piece.WHITE_KING : Piece.BLACK_KING)
  return isSquareAttacked(child, king, child.turn) ? null : child
}

/** Promotions to less than a queen hardly ever are better, and cost three times the moves. The engine leaves them out, too. */
export function isWorthwhile({ promotionPiece = Piece.EMPTY }: InternalMove): boolean {
  return [Piece.EMPTY, Piece.WHITE_QUEEN, Piece.BLACK_QUEEN].includes(promotionPiece)
}

/**
 * Negamax with alpha and beta, over the engine’s own board, moves, order and evaluation. It is written anew because the engine’s
 * can’t pause: its higher levels hold a tick for up to a third of a second.
 */
export function* negamax(
  board: InternalBoard,
  depth: number,
  alpha: number,
  beta: number,
  ply: number,
  memory: Memory,
): Slices<number> {
  if (depth <= 0) return quiescence(board, alpha, beta, ply, 0, memory)
  memory.nodes += 1
  if (memory.nodes >= memory.pauseAt) {
    memory.pauseAt = memory.nodes + memory.sliceNodes
    yield
  }
  const known = memory.table.probe(board.zobristHash, depth, alpha, beta, ply)
  if (known !== null && settles(known, alpha, beta)) return known.score
  const { table, killers } = memory
  const order = new MoveSelector(generatePseudoLegalMoves(board), known?.bestMove ?? null, killers, ply)
  let best = SCORE_MIN
  let bestMove: InternalMove | null = null
  let low = alpha
  for (let move = order.pickNext(); move !== null; move = order.pickNext()) {
    const child = isWorthwhile(move) ? after(board, move) : null
    if (child === null) continue
    const score = -(yield* negamax(child, depth - 1, -beta, -low, ply + 1, memory))
    if (bestMove === null || score > best) [best, bestMove] = [score, move]
    low = Math.max(low, score)
    if (low < beta) continue
    killers.store(move, ply)
    break
  }
  // Mate, the sooner the worse; or stalemate.
  if (bestMove === null) return isKingInCheck(board) ? SCORE_MIN + ply : 0
  const type = best <= alpha ? TTEntryType.UPPER_BOUND : best >= beta ? TTEntryType.LOWER_BOUND : TTEntryType.EXACT
  table.store(board.zobristHash, depth, best, type, bestMove, ply)
  return best
}

function settles(known: { readonly type: TTEntryType; readonly score: number }, alpha: number, beta: number): boolean {
  if (known.type === TTEntryType.EXACT) return true
  return known.type === TTEntryType.LOWER_BOUND ? known.score >= beta : known.score <= alpha
}

/** Only captures and promotions, until it is quiet: a position in mid-exchange can’t be judged. It never pauses, since it is short. */
function quiescence(
  board: InternalBoard,
  alpha: number,
  beta: number,
  ply: number,
  taken: number,
  memory: Memory,
): number {
  memory.nodes += 1
  let best = Evaluator.evaluate(board, board.turn, ply)
  if (best >= beta || taken >= memory.captures) return best
  let low = Math.max(alpha, best)
  const moves = generatePseudoLegalMoves(board).filter(isForcing)
  const order = new MoveSelector(moves, null, null, ply)
  for (let move = order.pickNext(); move !== null; move = order.pickNext()) {
    const child = after(board, move)
    if (child === null) continue
    const score = -quiescence(child, -beta, -low, ply + 1, taken + 1, memory)
    best = Math.max(best, score)
    if (best >= beta) return best
    low = Math.max(low, best)
  }
  return best
}

function isForcing(move: InternalMove): boolean {
  return (move.flags & (MoveFlag.CAPTURE | MoveFlag.PROMOTION)) !== 0 && isWorthwhile(move)
}

export const worst = SCORE_MIN
export const perfect = SCORE_MAX
