import type { Context2D } from '../../../index.ts'
import { sidePerRadius, sprites } from '../sprites.ts'
import { firstOf } from '../standings.ts'
import { colours } from './paint.ts'
import type { Moment } from './moment.ts'

/** Ticks of its way that a boosted marble draws behind it. */
const streakTicks = 4

/** Marbles with their shadows, the last ones first so that the leaders lie on top. Expects units of the course. */
export function drawMarbles(g: Context2D, moment: Moment): void {
  const { state, frame, x, y, count, from, to, scale } = moment
  const side = state.radius * sidePerRadius
  const wanted = side * scale
  // The smallest that need not be made larger, for a sharp picture in few pixels.
  const sprite = sprites.findLast((each) => each.side >= wanted * 0.8) ?? sprites[0]
  const { source } = frame.image(sprite.name)
  drawStreaks(g, moment)
  for (let i = count - 1; i >= 0; i--) {
    const down = y[i]!
    if (!(down > from - side && down < to + side)) continue
    const team = state.teams.charCodeAt(i) - 48
    g.drawImage(source, team * sprite.side, 0, sprite.side, sprite.side, x[i]! - side / 2, down - side / 2, side, side)
  }
}

/** Rings around who is ahead, or around the two who fight for a place. Expects units of the course. */
export function drawRings(g: Context2D, { state, x, y, count }: Moment): void {
  const { fightFor, radius } = state
  const places = firstOf(state, { y, count }, Math.max(1, fightFor))
  const ringed = fightFor > 1 ? places.slice(fightFor - 2, fightFor) : places.slice(0, 1)
  g.strokeStyle = fightFor > 1 ? colours.accent : colours.gold
  g.lineWidth = 3
  g.beginPath()
  for (const marble of ringed) {
    if (Number.isNaN(y[marble]!)) continue
    g.moveTo(x[marble]! + radius + 4, y[marble]!)
    g.arc(x[marble]!, y[marble]!, radius + 4, 0, 2 * Math.PI)
  }
  g.stroke()
}

function drawStreaks(g: Context2D, { state, x, y, dx, dy, boosts, count }: Moment): void {
  g.strokeStyle = colours.streak
  g.lineWidth = state.radius * 1.2
  g.lineCap = 'round'
  g.beginPath()
  for (let i = 0; i < count; i++) {
    if (boosts[i] !== 1 || Number.isNaN(y[i]!)) continue
    g.moveTo(x[i]!, y[i]!)
    g.lineTo(x[i]! - dx[i]! * streakTicks, y[i]! - dy[i]! * streakTicks)
  }
  g.stroke()
}
