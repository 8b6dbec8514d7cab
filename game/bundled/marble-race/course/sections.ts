import type { Random } from '../../../index.ts'
import { laneWidth, round, wall, type Building } from './parts.ts'

/** Puts its parts in from `y` on. @returns how high it is */
export type Builder = (into: Building, y: number, random: Random) => number

/** No opening is narrower: two of the largest marbles pass side by side, or six of the smallest. */
const opening = 120

const between = (random: Random, least: number, most: number) => least + random.next() * (most - least)

/** Between a peg and the side there is room for the largest marble, or no room at all. */
function offWall(x: number): number {
  if (x < 66) return 4
  return x > laneWidth - 66 ? laneWidth - 4 : x
}

/** Rows of pegs, each row shifted against the one above. */
const pegs: Builder = ({ solids }, y, random) => {
  const rows = 6
  const gap = between(random, 96, 116)
  for (let row = 0; row < rows; row++) {
    const shift = row % 2 === 0 ? 0 : gap / 2
    for (let x = gap / 2 + shift - gap / 4; x < laneWidth; x += gap)
      solids.push(round('peg', offWall(x + between(random, -5, 5)), y + 70 + row * 88, 11))
  }
  return 70 + rows * 88
}

/** Two slopes to one opening, and a bumper below it that parts what comes through. */
const funnel: Builder = ({ solids }, y, random) => {
  const middle = between(random, 240, laneWidth - 240)
  const half = between(random, opening / 2 + 10, 90)
  const slope = 0.42
  solids.push(wall(0, y + 60, middle - half, y + 60 + (middle - half) * slope))
  const right = laneWidth - middle - half
  solids.push(wall(laneWidth, y + 60, middle + half, y + 60 + right * slope))
  const deep = Math.max(middle - half, right) * slope
  solids.push(round('bumper', middle, y + deep + 210, 34))
  return 330 + deep
}

/** Slopes from side to side, each open at its lower end. */
const ramps: Builder = ({ solids, pads }, y, random) => {
  const count = 3
  const first = random.integer(2)
  for (let n = 0; n < count; n++) {
    const isLeft = (n + first) % 2 === 0
    const long = laneWidth - opening - between(random, 20, 70)
    const top = y + 50 + n * 235
    const drop = long * between(random, 0.2, 0.26)
    if (isLeft) solids.push(wall(0, top, long, top + drop))
    else solids.push(wall(laneWidth, top, laneWidth - long, top + drop))
    if (n % 2 === 1) {
      const x = isLeft ? long * 0.45 : laneWidth - long * 0.45 - 110
      pads.push({ x, y: top + drop * 0.45 - 40, width: 110, height: 70, pushX: isLeft ? 900 : -900, pushY: 150 })
    }
  }
  return 50 + count * 235 + 30
}

/** Crosses that turn against one another. */
const spinners: Builder = ({ spinners: turning, solids }, y, random) => {
  const turns = random.integer(2) === 0 ? 1 : -1
  for (let row = 0; row < 2; row++) {
    const at = y + 190 + row * 310
    const count = row === 0 ? 2 : 3
    const arm = row === 0 ? 135 : 98
    for (let n = 0; n < count; n++) {
      const x = (laneWidth * (n + 0.5)) / count
      const rate = turns * (n % 2 === 0 ? 1 : -1) * (2 + random.integer(2))
      turning.push({ x, y: at, arm, thick: 8, blades: row === 0 ? 4 : 3, rate })
    }
    for (let n = 1; n < count; n++) solids.push(round('peg', (laneWidth * n) / count, at + 150, 12))
  }
  return 190 + 310 + 190
}

/** A basin whose doors open now and then. */
const gate: Builder = ({ solids, gates }, y, random) => {
  const middle = between(random, 280, laneWidth - 280)
  const half = 95
  const slope = 0.3
  const [left, right] = [middle - half, laneWidth - middle - half]
  const sill = y + 70 + Math.max(left, right) * slope
  solids.push(wall(0, sill - left * slope, left, sill), wall(laneWidth, sill - right * slope, middle + half, sill))
  const period = 150
  gates.push({ left, right: middle + half, y: sill, period, shutTicks: 75, offset: random.integer(period) })
  return sill - y + 120
}

/** Bumpers that throw marbles about, as in pinball. */
const bumpers: Builder = ({ solids, pads }, y, random) => {
  for (let row = 0; row < 4; row++) {
    const count = row % 2 === 0 ? 3 : 4
    for (let n = 0; n < count; n++) {
      const x = (laneWidth * (n + 0.5)) / count + between(random, -14, 14)
      solids.push(round('bumper', x, y + 100 + row * 135, between(random, 25, 32)))
    }
  }
  const x = between(random, 120, laneWidth - 260)
  pads.push({ x, y: y + 610, width: 140, height: 90, pushX: 0, pushY: 1100 })
  return 730
}

/** Two ways around an island: one by stairs, one by a slide with pads. */
const fork: Builder = ({ solids, pads }, y, random) => {
  const isLeft = random.integer(2) === 0
  const flip = (x: number) => (isLeft ? x : laneWidth - x)
  const slab = (ax: number, ay: number, bx: number, by: number) => solids.push(wall(flip(ax), ay, flip(bx), by))
  slab(400, y + 60, 400, y + 640)
  for (let step = 0; step < 3; step++) {
    slab(0, y + 120 + step * 180, 250, y + 170 + step * 180)
    solids.push(round('peg', flip(325), y + 230 + step * 180, 11))
  }
  slab(800, y + 110, 540, y + 200)
  slab(400, y + 330, 660, y + 420)
  slab(800, y + 480, 540, y + 570)
  const x = isLeft ? 690 : 10
  pads.push({ x, y: y + 430, width: 100, height: 60, pushX: 0, pushY: 900 })
  return 720
}

/** By the name that is shown where the section begins. */
export const builders: Readonly<Record<string, Builder>> = {
  'Peg garden': pegs,
  Funnel: funnel,
  Slides: ramps,
  Windmills: spinners,
  Floodgate: gate,
  Bumpers: bumpers,
  'Two ways': fork,
}
