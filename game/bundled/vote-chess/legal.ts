/** A piece by its letter in a position: upper case is White's. */
export type Board = ReadonlyMap<string, string>

/** A move that may be played. */
export interface LegalMove {
  /** Squares: `e2`. */
  readonly from: string
  readonly to: string
  /** `q`, `r`, `b` or `n`; empty where no pawn is promoted. */
  readonly promotion: string
  /** Its name on the ballot, in algebraic notation: `exd8=Q+`. */
  readonly san: string
}

/** Moves as one text, which costs little to send: `e2e4:e4 e7d8q:exd8=Q+`. */
export function writeMoves(moves: readonly LegalMove[]): string {
  return moves.map(({ from, to, promotion, san }) => `${from}${to}${promotion}:${san}`).join(' ')
}

/** Read once for each position, since every message and every frame asks. Two are kept: the game's, and that of the next one's first move. */
const known = new Map<string, readonly LegalMove[]>()

export function readMoves(text: string): readonly LegalMove[] {
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= 2) known.delete(known.keys().next().value ?? '')
  const moves = text === '' ? [] : text.split(' ').map(readMove)
  known.set(text, moves)
  return moves
}

function readMove(text: string): LegalMove {
  const [squares = '', san = ''] = text.split(':', 2)
  return { from: squares.slice(0, 2), to: squares.slice(2, 4), promotion: squares.slice(4), san }
}

/** The move of this name; null where it isn’t one of them. */
export function moveNamed(moves: readonly LegalMove[], san: string): LegalMove | null {
  return moves.find((move) => move.san === san) ?? null
}

let board: { readonly of: string; readonly pieces: Board } = { of: '', pieces: new Map() }

/** Which piece stands on which square. */
export function boardOf(fen: string): Board {
  const placement = fen.split(' ', 1)[0] ?? ''
  if (board.of !== placement) board = { of: placement, pieces: readBoard(placement) }
  return board.pieces
}

function readBoard(placement: string): Board {
  const pieces = new Map<string, string>()
  for (const [row, rank] of placement.split('/').entries()) {
    let file = 0
    for (const letter of rank) {
      if (letter >= '1' && letter <= '8') file += Number(letter)
      else pieces.set(`${'abcdefgh'[file++]}${8 - row}`, letter)
    }
  }
  return pieces
}

const names = new Map(Object.entries({ p: 'pawn', n: 'knight', b: 'bishop', r: 'rook', q: 'queen', k: 'king' }))

/** What a piece is called, whatever its colour. */
export function nameOf(piece: string): string {
  return names.get(piece.toLowerCase()) ?? 'piece'
}
