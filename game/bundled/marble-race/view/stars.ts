import type { Context2D } from '../../../index.ts'
import { chanceOf } from '../chance.ts'
import { laneWidth } from '../course/parts.ts'
import type { Moment } from './moment.ts'
import { colours } from './paint.ts'

const stars = 70

/** A night sky behind the lane, which goes by at a quarter of its pace. */
export function drawStars(g: Context2D, { frame, left, top, scale, text }: Moment): void {
  const { width, height } = frame
  const right = left + laneWidth * scale
  g.fillStyle = colours.star
  for (let star = 0; star < stars; star++) {
    const x = chanceOf(star, 0) * width
    if (x > left && x < right) continue
    const y = (((chanceOf(star, 1) * height + top / 4) % height) + height) % height
    const side = text * (0.06 + 0.1 * chanceOf(star, 2))
    g.fillRect(x, y, side, side)
  }
}
