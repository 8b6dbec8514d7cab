import type { Context2D } from '../../../index.ts'
import { chanceOf } from '../chance.ts'
import { teams } from '../teams.ts'
import type { Moment } from './moment.ts'

const pieces = 90
const seconds = 9

/** Paper that drifts down beside the podium, slowly and in small pieces: nothing of it flashes. */
export function drawConfetti(g: Context2D, { state, frame, text }: Moment): void {
  const { clear, width, height } = frame
  const since = frame.seconds - state.phaseAtTick / frame.tickRate
  if (since < 0 || since > seconds) return
  const size = text * 0.45
  for (let piece = 0; piece < pieces; piece++) {
    const delay = chanceOf(piece, 0) * 3
    const down = (since - delay) * (0.16 + 0.1 * chanceOf(piece, 1))
    if (down < 0 || down > 1.1) continue
    const sway = Math.sin(since * (1 + chanceOf(piece, 2)) + piece) * text
    const x = chanceOf(piece, 3) * width + sway
    const y = clear.y - size + down * height
    // A turning piece of paper is seen narrower and wider.
    const wide = size * (0.3 + 0.7 * Math.abs(Math.cos(since * (1.5 + chanceOf(piece, 4)) + piece)))
    g.fillStyle = teams[piece % teams.length]!.colour
    g.fillRect(x, y, wide, size * 0.7)
  }
}
