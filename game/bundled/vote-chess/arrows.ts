import type { Ballot, Context2D, Rect } from '../../index.ts'
import { cornerOf, type Seen } from './board.ts'
import { moveNamed, readMoves } from './legal.ts'
import { arrowColours, font, paint } from './look.ts'
import type { VoteChess } from './state.ts'

/** Below this part of the votes only the leader has an arrow: a board full of them says nothing. */
const leastShare = 0.05

/** A choice of the open vote that is a move on the board. */
interface Arrow {
  readonly from: string
  readonly to: string
  /** 1 for the leader, and its part of the votes, 0 to 1. */
  readonly rank: number
  readonly share: number
  /** Whether a leader before it begins, or ends, on the same square: then its tags stand along the way. */
  readonly hasRivalAtFoot: boolean
  readonly hasRivalAtTip: boolean
}

/** The leaders of the vote, where they are moves of this position. */
export function arrowsOf({ legal, phase, result }: VoteChess, ballots: readonly Ballot[]): readonly Arrow[] {
  // Before a game the vote is about its first move, on another board than the one that is shown.
  if (phase === 'demo' || result !== '') return []
  const moves = readMoves(legal)
  const arrows: Arrow[] = []
  for (const [index, { label, votes, ofVotes }] of ballots.slice(0, arrowColours.length).entries()) {
    const move = moveNamed(moves, label)
    const share = ofVotes === 0 ? 0 : votes / ofVotes
    if (move === null || (arrows.length > 0 && share < leastShare)) continue
    const { from, to } = move
    const hasRivalAtFoot = arrows.some((other) => other.from === from)
    const hasRivalAtTip = arrows.some((other) => other.to === to)
    arrows.push({ from, to, rank: index + 1, share, hasRivalAtFoot, hasRivalAtTip })
  }
  return arrows
}

/** The leader’s arrow lies on top, and is the widest. */
export function drawArrows(g: Context2D, arrows: readonly Arrow[], seen: Seen, text: number): void {
  const drawn = arrows.toReversed().map((arrow) => ({ arrow, line: lineOf(arrow, seen) }))
  for (const { arrow, line } of drawn) drawArrow(g, arrow, line, seen.rect.width / 8)
  for (const { arrow, line } of drawn) drawTags(g, arrow, line, seen, text)
}

interface Line {
  readonly x: number
  readonly y: number
  readonly length: number
  readonly angle: number
}

/** From the middle of one square to that of the other. */
function lineOf({ from, to }: Arrow, seen: Seen): Line {
  const half = seen.rect.width / 16
  const [a, b] = [cornerOf(from, seen), cornerOf(to, seen)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  return { x: a.x + half, y: a.y + half, length: Math.hypot(dx, dy), angle: Math.atan2(dy, dx) }
}

function drawArrow(g: Context2D, { rank, share }: Arrow, { x, y, length, angle }: Line, size: number): void {
  const half = size * (0.06 + 0.1 * share)
  const head = half + size * 0.14
  const neck = length - size * 0.36
  g.save()
  g.translate(x, y)
  g.rotate(angle)
  g.globalAlpha = 0.88
  g.fillStyle = arrowColours[rank - 1] ?? arrowColours[0]
  g.strokeStyle = paint.ink
  g.lineWidth = Math.max(1.5, size * 0.03)
  g.lineJoin = 'round'
  g.beginPath()
  g.moveTo(size * 0.12, -half)
  g.lineTo(neck, -half)
  g.lineTo(neck, -head)
  g.lineTo(length + size * 0.02, 0)
  g.lineTo(neck, head)
  g.lineTo(neck, half)
  g.lineTo(size * 0.12, half)
  g.closePath()
  g.fill()
  g.stroke()
  g.restore()
}

/** Its rank at its foot, and its part of the votes beyond its tip. */
function drawTags(g: Context2D, arrow: Arrow, { x, y, length, angle }: Line, { rect }: Seen, text: number): void {
  const { rank, share, hasRivalAtFoot, hasRivalAtTip } = arrow
  const size = rect.width / 8
  const along = (way: number) => ({ x: x + way * Math.cos(angle), y: y + way * Math.sin(angle) })
  const foot = hasRivalAtFoot ? along(length * 0.4) : { x, y: y + size / 2 - text * 0.6 }
  const tip = along(hasRivalAtTip ? length * 0.65 : length + size * 0.3)
  drawTag(g, String(rank), rank, foot, rect, text)
  drawTag(g, `${Math.round(share * 100)}%`, rank, tip, rect, text)
}

type Point = { readonly x: number; readonly y: number }

function drawTag(g: Context2D, words: string, rank: number, { x, y }: Point, board: Rect, text: number): void {
  g.font = font(800, text)
  const high = text * 1.2
  const wide = Math.max(high, g.measureText(words).width + text * 0.6)
  const left = Math.min(Math.max(x - wide / 2, board.x), board.x + board.width - wide)
  const top = Math.min(Math.max(y - high / 2, board.y), board.y + board.height - high)
  g.fillStyle = paint.ink
  g.strokeStyle = arrowColours[rank - 1] ?? arrowColours[0]
  g.lineWidth = Math.max(2, text * 0.12)
  g.beginPath()
  g.roundRect(left, top, wide, high, high / 2)
  g.fill()
  g.stroke()
  g.fillStyle = paint.text
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.fillText(words, Math.round(left + wide / 2), Math.round(top + high / 2))
}
