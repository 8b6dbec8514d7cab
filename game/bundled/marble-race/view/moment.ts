import type { PictureFrame } from '../../../index.ts'
import { courseOf } from '../course/course.ts'
import { laneWidth, type Course } from '../course/parts.ts'
import type { MarbleRace } from '../field.ts'
import { unpacked } from '../pack.ts'

/** All that a picture of the race is drawn from: where everything is between two ticks, and how the lane lies in the picture. */
export interface Moment {
  readonly state: MarbleRace
  readonly frame: PictureFrame
  readonly course: Course
  /** Pixels of a unit, and where the lane’s upper left corner is. */
  readonly scale: number
  readonly left: number
  readonly top: number
  /** The part of the course that the picture shows, in units. */
  readonly from: number
  readonly to: number
  /** Ticks of the run, and parts of one. */
  readonly runTick: number
  /** In units; NaN for who is out of the picture. */
  readonly x: Float32Array
  readonly y: Float32Array
  /** Of the last tick, in units a tick. */
  readonly dx: Float32Array
  readonly dy: Float32Array
  readonly boosts: Uint8Array
  readonly count: number
  /** Pixels of the smallest text. */
  readonly text: number
}

/** Farther in one tick is not rolled but put there, in units. */
const jump = 60

/** Room at the lane’s left for the map, in units of the text. */
export const mapWidth = 1.5

export function momentOf(state: MarbleRace, frame: PictureFrame): Moment {
  const { clear, width, height } = frame
  const text = (Math.min(width, height) / 480) * 18
  const course = courseOf(state.course)
  const isEven = state.atTick % 2 === 0
  const [before, after] = [unpacked(isEven ? state.odd : state.even), unpacked(isEven ? state.even : state.odd)]
  const share = Math.min(1, Math.max(0, frame.seconds * frame.tickRate - frame.tick))
  const camera = before.camera + (after.camera - before.camera) * share
  const room = clear.width - mapWidth * text
  const scale = Math.min(room / (laneWidth + 30), (clear.height / laneWidth) * 2)
  // In the lobby a card covers the upper half of what is clear.
  const middle = clear.y + clear.height * (state.phase === 'lobby' ? 0.76 : 0.52)
  const top = middle - camera * scale
  const left = clear.x + clear.width - room / 2 - (laneWidth / 2) * scale
  const [x, y] = [new Float32Array(after.count), new Float32Array(after.count)]
  const [dx, dy] = [new Float32Array(after.count), new Float32Array(after.count)]
  for (let i = 0; i < after.count; i++) {
    dx[i] = after.x[i]! - before.x[i]!
    dy[i] = after.y[i]! - before.y[i]!
    if (Math.abs(dy[i]!) > jump || Math.abs(dx[i]!) > jump) dx[i] = dy[i] = 0
    x[i] = after.x[i]! - dx[i]! * (1 - share)
    y[i] = after.y[i]! - dy[i]! * (1 - share)
  }
  const runTick = Math.max(0, state.atTick - state.runAtTick - 1 + share)
  const span = { from: -top / scale, to: (height - top) / scale }
  return {
    state,
    frame,
    course,
    scale,
    left,
    top,
    runTick,
    x,
    y,
    dx,
    dy,
    text,
    ...span,
    boosts: after.boosts,
    count: after.count,
  }
}
