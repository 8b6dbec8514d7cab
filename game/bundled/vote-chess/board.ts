import type { Context2D, PictureFrame, Rect } from '../../index.ts'
import { boardOf } from './legal.ts'
import { font, paint } from './look.ts'
import { drawPiece } from './pieces.ts'
import type { VoteChess } from './state.ts'

/** Seconds that a piece is on its way. */
export const slideSeconds = 0.4

/** A board as it is seen: from White’s side, or from Black’s. */
export interface Seen {
  readonly rect: Rect
  readonly isTurned: boolean
}

/** The upper left corner of a square, such as `e4`. */
export function cornerOf(square: string, { rect, isTurned }: Seen): { readonly x: number; readonly y: number } {
  const [file, rank] = ['abcdefgh'.indexOf(square[0] ?? 'a'), Number(square[1]) - 1]
  const size = rect.width / 8
  const [column, row] = isTurned ? [7 - file, rank] : [file, 7 - rank]
  return { x: rect.x + column * size, y: rect.y + row * size }
}

/** How far the last move is on its way, 0 to 1. */
export function slide({ last, lastTick }: VoteChess, { seconds, tickRate }: PictureFrame): number {
  if (last === '') return 1
  const share = Math.min(1, Math.max(0, (seconds - lastTick / tickRate) / slideSeconds))
  return share * share * (3 - 2 * share)
}

/** Squares, letters and numbers, and what stands out: the last move, and a king in check. */
export function drawBoard(g: Context2D, state: VoteChess, seen: Seen, text: number): void {
  const { rect } = seen
  const edge = Math.round(text * 1.25)
  g.fillStyle = paint.frame
  g.fillRect(rect.x - edge, rect.y, rect.width + edge, rect.height + edge)
  g.fillStyle = paint.light
  g.fillRect(rect.x, rect.y, rect.width, rect.height)
  const size = rect.width / 8
  g.fillStyle = paint.dark
  for (let square = 0; square < 64; square++) {
    const [column, row] = [square % 8, square >> 3]
    if ((column + row) % 2 === 1) g.fillRect(rect.x + column * size, rect.y + row * size, size, size)
  }
  markSquare(g, state.last.slice(0, 2), paint.from, seen)
  markSquare(g, state.last.slice(2, 4), paint.to, seen)
  if (state.isCheck) markSquare(g, kingInCheck(state), paint.check, seen)
  drawNames(g, seen, text, edge)
}

function markSquare(g: Context2D, square: string, colour: string, seen: Seen): void {
  if (square === '') return
  const { x, y } = cornerOf(square, seen)
  g.fillStyle = colour
  g.globalAlpha = 0.8
  g.fillRect(x, y, seen.rect.width / 8, seen.rect.width / 8)
  g.globalAlpha = 1
}

function kingInCheck({ fen }: VoteChess): string {
  const king = fen.split(' ', 2)[1] === 'b' ? 'k' : 'K'
  for (const [square, piece] of boardOf(fen)) if (piece === king) return square
  return ''
}

/** The letters of the files below, the numbers of the ranks at the left. */
function drawNames(g: Context2D, { rect, isTurned }: Seen, text: number, edge: number): void {
  const size = rect.width / 8
  g.fillStyle = paint.frameText
  g.font = font(600, text)
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  for (let at = 0; at < 8; at++) {
    const [file, rank] = isTurned ? [7 - at, at + 1] : [at, 8 - at]
    const middle = (at + 0.5) * size
    g.fillText('abcdefgh'[file] ?? '', Math.round(rect.x + middle), Math.round(rect.y + rect.height + edge / 2))
    g.fillText(String(rank), Math.round(rect.x - edge / 2), Math.round(rect.y + middle))
  }
}

/** All pieces, those of the last move on their way. */
export function drawPieces(g: Context2D, state: VoteChess, seen: Seen, moved: number): void {
  const size = seen.rect.width / 8
  const ways = waysOf(state)
  for (const [square, piece] of boardOf(state.fen)) {
    const to = cornerOf(square, seen)
    const start = moved < 1 ? ways.get(square) : undefined
    const from = start === undefined ? to : cornerOf(start, seen)
    drawPiece(g, piece, from.x + (to.x - from.x) * moved, from.y + (to.y - from.y) * moved, size)
  }
}

/** From where the pieces of the last move came, by where they stand now: two when a king castled. */
function waysOf({ last, fen }: VoteChess): ReadonlyMap<string, string> {
  const [from, to] = [last.slice(0, 2), last.slice(2, 4)]
  const ways = new Map([[to, from]])
  const isKing = (boardOf(fen).get(to) ?? '').toLowerCase() === 'k'
  const rank = to[1] ?? ''
  if (isKing && from[0] === 'e' && to[0] === 'g') ways.set(`f${rank}`, `h${rank}`)
  if (isKing && from[0] === 'e' && to[0] === 'c') ways.set(`d${rank}`, `a${rank}`)
  return ways
}
