import { chanceOf } from '../chance.ts'
import { laneWidth, type Course } from '../course/parts.ts'
import type { Marbles } from './marbles.ts'

/** A marble that gets no deeper for so many ticks is pushed, again and again; after twice a gate’s longest wait it is lifted on. */
const pushAfter = 100
const liftAfter = 360

/** Deeper by this much is progress, in units. */
const progress = 6

/** Who rolls to and fro is in play; who lies still is not. Units a second. */
function isSlow(vx: number, vy: number): boolean {
  return vx * vx + vy * vy < 40 * 40
}

/** No marble stays where it is for ever: whoever has stopped is pushed, and at last put where the next section begins. */
export function rescueStuck(course: Course, marbles: Marbles, tick: number): void {
  const { x, y, vx, vy, best, still, gone, count } = marbles
  for (let i = 0; i < count; i++) {
    if (gone[i] === 1) continue
    if (y[i]! > best[i]! + progress) {
      best[i] = y[i]!
      still[i] = 0
      continue
    }
    const waits = (still[i] = still[i]! + 1)
    const chance = chanceOf(i, tick)
    if (waits < liftAfter && waits % pushAfter === 0 && isSlow(vx[i]!, vy[i]!)) {
      vx[i] = (chance - 0.5) * 220
      vy[i] = -90
    }
    if (waits < liftAfter) continue
    const below = course.sections.find((section) => section.y > y[i]! + 40)
    x[i] = laneWidth * (0.2 + 0.6 * chance)
    y[i] = below === undefined ? course.length - 60 : below.y + 10
    vx[i] = vy[i] = 0
    best[i] = y[i]!
    still[i] = 0
  }
}
