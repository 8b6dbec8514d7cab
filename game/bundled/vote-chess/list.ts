import type { Context2D, Rect } from '../../index.ts'
import { font, paint } from './look.ts'
import type { VoteChess } from './state.ts'

/** The last moves, one line for each pair, the newest at the foot. */
export function drawList(g: Context2D, { moves }: VoteChess, rect: Rect, text: number): void {
  g.fillStyle = paint.strip
  g.beginPath()
  g.roundRect(rect.x, rect.y, rect.width, rect.height, text * 0.5)
  g.fill()
  const line = text * 1.5
  const room = Math.floor((rect.height - text * 0.6) / line)
  const pairs = Math.ceil(moves.length / 2)
  const first = Math.max(0, pairs - room)
  g.textBaseline = 'middle'
  for (let pair = first; pair < pairs; pair++) {
    const y = Math.round(rect.y + text * 0.3 + (pair - first + 0.5) * line)
    const [white = '', black = ''] = [moves[2 * pair], moves[2 * pair + 1]]
    g.font = font(400, text)
    g.fillStyle = paint.quiet
    g.textAlign = 'right'
    g.fillText(`${pair + 1}`, Math.round(rect.x + text * 1.6), y)
    g.textAlign = 'left'
    g.fillStyle = paint.text
    g.font = font(2 * pair === moves.length - 1 ? 800 : 600, text)
    const middle = rect.x + text * 2
    const half = (rect.width - text * 2) / 2
    g.fillText(white, Math.round(middle), y, half - text * 0.2)
    g.font = font(2 * pair === moves.length - 2 ? 800 : 600, text)
    g.fillText(black, Math.round(middle + half), y, half - text * 0.2)
  }
}
