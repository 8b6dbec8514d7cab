import { Chess } from 'chess.js'
import { legalIn } from './legal-in.ts'
import { placeOf, startFen, turnOf } from './side.ts'
import type { VoteChess } from './state.ts'

/** Ends of a game that the rules bring about. */
export interface Ending {
  readonly result: '1-0' | '0-1' | '1/2-1/2'
  readonly reason: string
}

/** Longer games are drawn: a bound for what a state can hold, far over what is ever played. */
const maxPlies = 600

/** The rules' own view of a game: it knows what stood before. */
interface Record {
  readonly chess: Chess
  /** All its moves, by which a game that was put back to another moment is known. */
  readonly played: string
  /** Positions that stood in this game, as `placeOf` has them. */
  readonly before: Set<string>
}

/** Made again from the moves where a state comes from elsewhere. */
const records = new WeakMap<VoteChess, Record>()

function recordOf(state: VoteChess): Record {
  const known = records.get(state)
  const played = state.moves.join(' ')
  if (known?.played === played) return known
  const chess = new Chess()
  const before = new Set<string>()
  for (const move of state.moves) {
    before.add(placeOf(chess.fen()))
    chess.move(move)
  }
  return keep(state, { chess, played, before })
}

function keep(state: VoteChess, record: Record): Record {
  records.set(state, record)
  return record
}

/** Sets up the pieces for the first move. */
export function setUp(state: VoteChess): void {
  keep(state, { chess: new Chess(), played: '', before: new Set() })
  while (state.moves.length > 0) state.moves.pop()
  state.fen = startFen
  state.last = ''
  state.isCheck = false
  state.legal = legalIn(new Chess())
}

/** Plays a move that is legal, by its squares: `e2e4`, `e7e8q`. */
export function play(state: VoteChess, squares: string): void {
  const { chess, before } = recordOf(state)
  const [from, to, promotion] = [squares.slice(0, 2), squares.slice(2, 4), squares.slice(4)]
  before.add(placeOf(state.fen))
  const { san } = chess.move(promotion === '' ? { from, to } : { from, to, promotion })
  state.moves.push(san)
  keep(state, { chess, played: state.moves.join(' '), before })
  state.fen = chess.fen()
  state.last = squares
  state.isCheck = chess.inCheck()
  state.legal = legalIn(chess)
}

/** Positions that stood before in this game, as `placeOf` has them: to come back to one leads to a draw. */
export function positionsBefore(state: VoteChess): ReadonlySet<string> {
  return recordOf(state).before
}

/** How the game has ended by the rules; null while it goes on. */
export function endingOf(state: VoteChess): Ending | null {
  const { chess } = recordOf(state)
  if (chess.isCheckmate()) {
    const result = turnOf(state.fen) === 'w' ? '0-1' : '1-0'
    return { result, reason: 'checkmate' }
  }
  const reason = drawIn(chess) ?? (state.moves.length >= maxPlies ? 'a very long game' : null)
  return reason === null ? null : { result: '1/2-1/2', reason }
}

function drawIn(chess: Chess): string | null {
  if (chess.isStalemate()) return 'stalemate'
  if (chess.isInsufficientMaterial()) return 'nobody can win with what is left'
  if (chess.isThreefoldRepetition()) return 'the same position three times'
  return chess.isDrawByFiftyMoves() ? 'fifty moves without a capture' : null
}
