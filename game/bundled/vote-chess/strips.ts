import type { Context2D, PictureFrame, Rect } from '../../index.ts'
import { boardOf } from './legal.ts'
import { font, paint } from './look.ts'
import { drawPiece } from './pieces.ts'
import { colourNames, otherThan, turnOf, type Colour } from './side.ts'
import type { VoteChess } from './state.ts'

/** What each piece is worth, and how many of it a side begins with; in the order in which taken ones are shown. */
const kinds = [
  ['q', 9, 1],
  ['r', 5, 2],
  ['b', 3, 2],
  ['n', 3, 2],
  ['p', 1, 8],
] as const

/** What a side has taken, as letters of the other side’s pieces, and by how much it is ahead: 0 or less where it isn’t. */
export function takenBy(side: Colour, fen: string): { readonly pieces: readonly string[]; readonly lead: number } {
  const pieces = [...boardOf(fen).values()]
  const own = (kind: string, colour: Colour) => {
    const letter = colour === 'w' ? kind.toUpperCase() : kind
    return { letter, count: pieces.filter((piece) => piece === letter).length }
  }
  let lead = 0
  const taken: string[] = []
  for (const [kind, value, start] of kinds) {
    const [mine, theirs] = [own(kind, side), own(kind, otherThan(side))]
    lead += value * (mine.count - theirs.count)
    // More than at the start are pawns that were promoted.
    for (let missing = theirs.count; missing < start; missing++) taken.push(theirs.letter)
  }
  return { pieces: taken, lead }
}

/** Who plays a colour. */
export function playerOf(side: Colour, { phase, crowd }: VoteChess): string {
  if (phase === 'demo') return 'Engine'
  if (crowd === '') return `Team ${colourNames[side]}`
  return crowd === side ? 'Crowd' : 'Engine'
}

/** Seconds that a side has used, its present turn included. */
export function usedSeconds(state: VoteChess, side: Colour, { seconds, tickRate }: PictureFrame): number {
  const ticks = side === 'w' ? state.whiteTicks : state.blackTicks
  const isRunning = state.result === '' && turnOf(state.fen) === side
  const running = isRunning ? Math.max(0, seconds - state.turnTick / tickRate) : 0
  return Math.floor(ticks / tickRate + running)
}

function clock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** One side: its colour, who plays it, what it has taken, and its clock. */
export function drawStrip(g: Context2D, state: VoteChess, side: Colour, rect: Rect, frame: PictureFrame): void {
  const text = rect.height / 1.9
  const isTurn = state.result === '' && turnOf(state.fen) === side
  g.fillStyle = isTurn ? paint.active : paint.strip
  g.beginPath()
  g.roundRect(rect.x, rect.y + rect.height * 0.06, rect.width, rect.height * 0.88, text * 0.35)
  g.fill()
  const middle = Math.round(rect.y + rect.height / 2)
  const ink = isTurn ? paint.ink : paint.text
  drawPiece(g, side === 'w' ? 'K' : 'k', rect.x + text * 0.3, middle - text * 0.75, text * 1.5)
  g.fillStyle = ink
  g.font = font(800, text)
  g.textBaseline = 'middle'
  g.textAlign = 'left'
  const player = playerOf(side, state)
  const name = isTurn && player === 'Engine' && state.phase === 'game' ? 'Engine is thinking' : player
  const start = rect.x + text * 2
  g.fillText(name, Math.round(start), middle)
  const used = g.measureText(name).width
  g.textAlign = 'right'
  const time = clock(usedSeconds(state, side, frame))
  const right = rect.x + rect.width - text * 0.5
  g.fillText(time, Math.round(right), middle)
  const room = { x: start + used + text * 0.6, width: right - g.measureText(time).width - text * 0.6 }
  drawTaken(g, takenBy(side, state.fen), { ...room, middle, text, ink })
}

interface Room {
  readonly x: number
  /** The right end. */
  readonly width: number
  readonly middle: number
  readonly text: number
  readonly ink: string
}

/** Equal pieces lie over one another; what has no room is left out, the pawns first. */
function drawTaken(g: Context2D, { pieces, lead }: ReturnType<typeof takenBy>, room: Room): void {
  const { text, middle, ink } = room
  const ahead = lead > 0 ? `+${lead}` : ''
  g.font = font(600, text)
  const end = room.width - g.measureText(ahead).width - text * 0.3
  let x = room.x
  let before = ''
  for (const piece of pieces) {
    if (before !== '') x += piece === before ? text * 0.45 : text * 0.9
    if (x + text * 1.2 > end) return
    drawPiece(g, piece, x, middle - text * 0.6, text * 1.2)
    before = piece
  }
  g.textAlign = 'left'
  g.fillStyle = ink
  g.fillText(ahead, Math.round(before === '' ? x : x + text * 1.35), middle)
}
