import type { Solid } from '../course/parts.ts'
import type { Marbles } from './marbles.ts'

/** The hardest hit of a tick within what is seen. */
export interface Hit {
  /** Units a second, towards what was hit. */
  speed: number
  x: number
  y: number
  isBumper: boolean
}

/** How much of the speed towards it comes back, by what is hit. */
const bounce: Readonly<Record<Solid['kind'], number>> = { wall: 0.3, peg: 0.5, bumper: 0.6 }

/** A bumper sends away at least this fast, units a second. */
const bumperSpeed = 270

/** Slower than this nothing bounces, or a pile would never come to rest. */
const restSpeed = 45

/** What a marble can run into: a line with thickness, whose surface may move. */
export interface Line {
  ax: number
  ay: number
  bx: number
  by: number
  thick: number
  kind: Solid['kind']
  /** Centre and rate of a turn in radians a second; 0 for what stands still. */
  x: number
  y: number
  turn: number
}

/** Moves the marble out of the line and turns its speed around. */
export function hitLine(marbles: Marbles, i: number, line: Line, seen: Hit): void {
  const { x, y, vx, vy, radius } = marbles
  const [px, py] = [x[i]!, y[i]!]
  const [dx, dy] = [line.bx - line.ax, line.by - line.ay]
  const long = dx * dx + dy * dy
  const along = long === 0 ? 0 : ((px - line.ax) * dx + (py - line.ay) * dy) / long
  const share = along < 0 ? 0 : along > 1 ? 1 : along
  const ox = px - (line.ax + dx * share)
  const oy = py - (line.ay + dy * share)
  const least = radius + line.thick
  const apart = ox * ox + oy * oy
  if (apart >= least * least) return
  const distance = Math.sqrt(apart)
  const nx = distance > 1e-6 ? ox / distance : 0
  const ny = distance > 1e-6 ? oy / distance : -1
  x[i] = px + nx * (least - distance)
  y[i] = py + ny * (least - distance)
  // The surface of what turns moves at right angles to its arm.
  const sx = -(py - line.y) * line.turn
  const sy = (px - line.x) * line.turn
  const towards = -((vx[i]! - sx) * nx + (vy[i]! - sy) * ny)
  if (towards <= 0) return
  let away = towards > restSpeed ? towards * bounce[line.kind] : 0
  if (line.kind === 'bumper' && away < bumperSpeed) away = bumperSpeed
  vx[i] = vx[i]! + nx * (towards + away)
  vy[i] = vy[i]! + ny * (towards + away)
  note(seen, towards, px, py, line.kind === 'bumper')
}

/** Two marbles part, and give each other half of their meeting. */
export function hitEachOther(marbles: Marbles, i: number, j: number, seen: Hit): void {
  const { x, y, vx, vy, radius } = marbles
  const dx = x[i]! - x[j]!
  const dy = y[i]! - y[j]!
  const apart = dx * dx + dy * dy
  const least = 2 * radius
  if (apart >= least * least) return
  const distance = Math.sqrt(apart)
  const nx = distance > 1e-6 ? dx / distance : 1
  const ny = distance > 1e-6 ? dy / distance : 0
  const push = (least - distance) / 2
  x[i] = x[i]! + nx * push
  y[i] = y[i]! + ny * push
  x[j] = x[j]! - nx * push
  y[j] = y[j]! - ny * push
  const towards = -((vx[i]! - vx[j]!) * nx + (vy[i]! - vy[j]!) * ny)
  if (towards <= 0) return
  const each = towards > restSpeed ? towards * 0.7 : towards * 0.5
  vx[i] = vx[i]! + nx * each
  vy[i] = vy[i]! + ny * each
  vx[j] = vx[j]! - nx * each
  vy[j] = vy[j]! - ny * each
  note(seen, towards / 2, x[i], y[i], false)
}

/** How far above and below the camera a hit is heard. */
const earshot = 420

function note(seen: Hit, speed: number, x: number, y: number, isBumper: boolean): void {
  if (speed <= seen.speed || Math.abs(y - seen.y) > earshot) return
  seen.speed = speed
  seen.x = x
  seen.isBumper = isBumper
}
