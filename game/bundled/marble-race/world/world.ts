import { courseOf } from '../course/course.ts'
import { laneWidth, shutAt, type Course } from '../course/parts.ts'
import { cosine, sine, turnSteps } from '../course/turns.ts'
import { holdTicks } from '../hold.ts'
import { gridOf, type Nearby } from './colliders.ts'
import { hitEachOther, hitLine, type Hit, type Line } from './contacts.ts'
import type { Marbles } from './marbles.ts'
import { rescueStuck } from './rescue.ts'

/**
 * Circles against lines, by hand: a library would bring a megabyte of WebAssembly and a memory that only it can read, while all that a
 * race needs is this. Only + − × ÷ and square roots are used, which IEEE 754 defines to the last bit.
 */
export interface World {
  readonly course: Course
  readonly marbles: Marbles
  readonly nearby: Nearby
  /** Heads of the lists of marbles in a cell as wide as one, and who comes next in the list. */
  readonly heads: Int32Array
  readonly next: Int32Array
}

export const ticksPerSecond = 30
const substeps = 4
const seconds = 1 / (ticksPerSecond * substeps)

/** Units a second². */
const gravity = 480
const boostedGravity = 1300

/** Units a second. In a substep nobody moves by more than a small marble’s radius, so nobody passes through a line. */
const fastest = 460
const fastestBoosted = 860

/** Below the finish line marbles fall on until they are out of the picture. */
const fallOut = 330

export function createWorld(courseSeed: number, marbles: Marbles): World {
  const course = courseOf(courseSeed)
  const { columns, rows } = cellsOf(course, marbles)
  return {
    ...{ course, marbles, nearby: gridOf(course) },
    ...{ heads: new Int32Array(columns * rows), next: new Int32Array(marbles.count) },
  }
}

function cellsOf({ length }: Course, { radius }: Marbles) {
  const side = 2 * radius + 0.5
  return { side, columns: Math.ceil(laneWidth / side) + 1, rows: Math.ceil((length + fallOut + 100) / side) + 1 }
}

/** Moves everything on by a tick. `tick` counts from 1 in each race. @returns the hardest hit near `earY` */
export function stepWorld(world: World, tick: number, earY: number): Hit {
  const { marbles } = world
  const seen: Hit = { speed: 0, x: 0, y: earY, isBumper: false }
  drive(world)
  for (let part = 0; part < substeps; part++) {
    move(world, tick)
    meet(world, seen)
    const quarter = (tick - 1) * substeps + part + 1
    collide(world, quarter, seen)
    doors(world, tick, seen)
  }
  for (let i = 0; i < marbles.count; i++) arrive(world, i, tick)
  if (tick > holdTicks) rescueStuck(world.course, marbles, tick)
  return seen
}

function drive({ course, marbles }: World): void {
  const { x, y, vx, vy } = marbles
  for (const pad of course.pads)
    for (let i = 0; i < marbles.count; i++) {
      if (y[i]! < pad.y || y[i]! > pad.y + pad.height || x[i]! < pad.x || x[i]! > pad.x + pad.width) continue
      vx[i] = vx[i]! + pad.pushX / ticksPerSecond
      vy[i] = vy[i]! + pad.pushY / ticksPerSecond
    }
  for (let i = 0; i < marbles.count; i++) if (marbles.boost[i]! > 0) marbles.boost[i] = marbles.boost[i]! - 1
}

function move({ course, marbles }: World, tick: number): void {
  const { x, y, vx, vy, boost, gone, radius, count } = marbles
  const floor = tick <= holdTicks ? course.penHeight - radius : Infinity
  for (let i = 0; i < count; i++) {
    if (gone[i] === 1) continue
    const isBoosted = boost[i]! > 0
    const most = isBoosted ? fastestBoosted : fastest
    let dx = vx[i]! * 0.9985
    let dy = (vy[i]! + (isBoosted ? boostedGravity : gravity) * seconds) * 0.9985
    const speed = dx * dx + dy * dy
    if (speed > most * most) {
      const slower = most / Math.sqrt(speed)
      dx *= slower
      dy *= slower
    }
    x[i] = x[i]! + dx * seconds
    y[i] = y[i]! + dy * seconds
    if (y[i]! > floor) {
      y[i] = floor
      dy = 0
    }
    vx[i] = dx
    vy[i] = dy
    if (x[i]! < radius) sideHit(marbles, i, radius)
    else if (x[i]! > laneWidth - radius) sideHit(marbles, i, laneWidth - radius)
  }
}

function sideHit({ x, vx }: Marbles, i: number, at: number): void {
  x[i] = at
  vx[i] = vx[i]! * -0.4
}

/** Each marble meets those of its own and the eight neighbouring cells that were put there before it. */
function meet({ course, marbles, heads, next }: World, seen: Hit): void {
  const { x, y, gone, count } = marbles
  const { side, columns, rows } = cellsOf(course, marbles)
  heads.fill(-1)
  for (let i = 0; i < count; i++) {
    if (gone[i] === 1) continue
    const column = Math.max(0, Math.min(columns - 1, Math.floor(x[i]! / side)))
    const row = Math.max(0, Math.min(rows - 1, Math.floor(y[i]! / side)))
    for (let r = row > 0 ? row - 1 : 0; r <= row + 1 && r < rows; r++)
      for (let c = column > 0 ? column - 1 : 0; c <= column + 1 && c < columns; c++)
        for (let j = heads[r * columns + c]!; j >= 0; j = next[j]!) hitEachOther(marbles, i, j, seen)
    next[i] = heads[row * columns + column]!
    heads[row * columns + column] = i
  }
}

const line: Line = { ax: 0, ay: 0, bx: 0, by: 0, thick: 0, kind: 'wall', x: 0, y: 0, turn: 0 }

function collide(world: World, quarter: number, seen: Hit): void {
  const { marbles, nearby, course } = world
  const { x, y, gone, count } = marbles
  const { columns, rows, cell, starts, items } = nearby
  for (let i = 0; i < count; i++) {
    if (gone[i] === 1) continue
    const column = Math.max(0, Math.min(columns - 1, Math.floor(x[i]! / cell)))
    const row = Math.max(0, Math.min(rows - 1, Math.floor(y[i]! / cell)))
    const at = row * columns + column
    for (let k = starts[at]!; k < starts[at + 1]!; k++) {
      const item = items[k]!
      if (item < course.solids.length) hitSolid(world, i, item, seen)
      else hitSpinner(world, i, item - course.solids.length, quarter, seen)
    }
  }
}

function hitSolid({ course, marbles }: World, i: number, number: number, seen: Hit): void {
  const solid = course.solids[number]!
  line.ax = solid.ax
  line.ay = solid.ay
  line.bx = solid.bx
  line.by = solid.by
  line.thick = solid.thick
  line.kind = solid.kind
  line.turn = 0
  hitLine(marbles, i, line, seen)
}

const turnsPerSecond = (2 * Math.PI) / (turnSteps * seconds)

function hitSpinner({ course, marbles }: World, i: number, number: number, quarter: number, seen: Hit): void {
  const spinner = course.spinners[number]!
  line.ax = line.x = spinner.x
  line.ay = line.y = spinner.y
  line.thick = spinner.thick
  line.kind = 'peg'
  line.turn = spinner.rate * turnsPerSecond
  for (let blade = 0; blade < spinner.blades; blade++) {
    const step = quarter * spinner.rate + Math.floor((blade * turnSteps) / spinner.blades)
    line.bx = spinner.x + cosine(step) * spinner.arm
    line.by = spinner.y + sine(step) * spinner.arm
    hitLine(marbles, i, line, seen)
  }
}

function doors({ course, marbles }: World, tick: number, seen: Hit): void {
  const { y, gone, count } = marbles
  for (const gate of course.gates) {
    const shut = shutAt(gate, tick) * ((gate.right - gate.left) / 2)
    if (shut === 0) continue
    line.ay = line.by = gate.y
    line.thick = 7
    line.kind = 'wall'
    line.turn = 0
    for (let i = 0; i < count; i++) {
      if (gone[i] === 1 || y[i]! < gate.y - 30 || y[i]! > gate.y + 30) continue
      line.ax = gate.left
      line.bx = gate.left + shut
      hitLine(marbles, i, line, seen)
      line.ax = gate.right
      line.bx = gate.right - shut
      hitLine(marbles, i, line, seen)
    }
  }
}

function arrive({ course, marbles }: World, i: number, tick: number): void {
  const { y, finishedAt, gone } = marbles
  if (gone[i] === 1) return
  if (finishedAt[i] === 0 && y[i]! >= course.length) finishedAt[i] = tick
  if (y[i]! >= course.length + fallOut) gone[i] = 1
}
