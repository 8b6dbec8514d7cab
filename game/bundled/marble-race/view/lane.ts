import type { Context2D, Rect } from '../../../index.ts'
import { laneWidth, type Solid } from '../course/parts.ts'
import type { Moment } from './moment.ts'
import { colours, write } from './paint.ts'

/** How far the shadows of what stands on the lane fall, in units. */
const fall = { x: 6, y: 10 }

/** Ground and rails, then what stands still. Expects units of the course. */
export function drawLane(g: Context2D, moment: Moment): void {
  const { course, from, to } = moment
  const { sections, length } = course
  g.fillStyle = colours.lane[0]
  g.fillRect(0, from, laneWidth, to - from)
  for (const [index, { y, height }] of sections.entries()) {
    if (index % 2 === 0 || y > to || y + height < from) continue
    g.fillStyle = colours.lane[1]
    g.fillRect(0, y, laneWidth, height)
  }
  drawStuds(g, from, to)
  if (to > length - 40) drawFinish(g, length)
  drawRails(g, from, to)
  const seen = course.solids.filter(({ ay, by }) => Math.max(ay, by) > from - 60 && Math.min(ay, by) < to + 60)
  g.lineCap = 'round'
  drawSolids(g, seen, colours.shadow, fall)
  drawSolids(
    g,
    seen.filter(({ kind }) => kind === 'wall'),
    colours.wall,
  )
  drawSolids(
    g,
    seen.filter(({ kind }) => kind === 'peg'),
    colours.peg,
  )
  drawSolids(
    g,
    seen.filter(({ kind }) => kind === 'bumper'),
    colours.bumper,
  )
  drawLights(g, seen)
}

/** Studs in the ground, in units: what passes by shows how fast the camera is. */
const studs = 80

function drawStuds(g: Context2D, from: number, to: number): void {
  g.fillStyle = colours.stud
  g.beginPath()
  for (let row = Math.floor(from / studs); row * studs < to; row++)
    for (let x = studs * (row % 2 === 0 ? 0.5 : 1); x < laneWidth; x += studs) {
      const y = row * studs
      g.moveTo(x, y - 7)
      g.lineTo(x + 7, y)
      g.lineTo(x, y + 7)
      g.lineTo(x - 7, y)
    }
  g.fill()
}

function drawRails(g: Context2D, from: number, to: number): void {
  for (const x of [-15, laneWidth]) {
    g.fillStyle = colours.rail
    g.fillRect(x, from, 15, to - from)
    g.fillStyle = colours.railLight
    g.fillRect(x + 3, from, 3, to - from)
  }
  g.fillStyle = colours.shadow
  g.fillRect(0, from, 8, to - from)
}

/** All of one colour in as few strokes as there are thicknesses. */
function drawSolids(g: Context2D, solids: readonly Solid[], colour: string, off = { x: 0, y: 0 }): void {
  g.strokeStyle = g.fillStyle = colour
  g.lineWidth = 14
  g.beginPath()
  for (const { kind, ax, ay, bx, by } of solids)
    if (kind === 'wall') {
      g.moveTo(ax + off.x, ay + off.y)
      g.lineTo(bx + off.x, by + off.y)
    }
  g.stroke()
  g.beginPath()
  for (const { kind, ax, ay, thick } of solids)
    if (kind !== 'wall') {
      g.moveTo(ax + off.x + thick, ay + off.y)
      g.arc(ax + off.x, ay + off.y, thick, 0, 2 * Math.PI)
    }
  g.fill()
}

/** Light from the upper left on what stands on the lane. */
function drawLights(g: Context2D, solids: readonly Solid[]): void {
  g.strokeStyle = colours.wallLight
  g.lineWidth = 4
  g.beginPath()
  for (const { kind, ax, ay, bx, by } of solids)
    if (kind === 'wall') {
      g.moveTo(ax, ay - 4)
      g.lineTo(bx, by - 4)
    }
  g.stroke()
  g.fillStyle = colours.pegLight
  g.beginPath()
  for (const { kind, ax, ay } of solids)
    if (kind === 'peg') {
      g.moveTo(ax, ay - 4)
      g.arc(ax - 3.5, ay - 4, 3.5, 0, 2 * Math.PI)
    }
  g.fill()
  g.strokeStyle = colours.bumperRing
  g.lineWidth = 5
  g.beginPath()
  for (const { kind, ax, ay, thick } of solids)
    if (kind === 'bumper') {
      g.moveTo(ax + thick * 0.6, ay)
      g.arc(ax, ay, thick * 0.6, 0, 2 * Math.PI)
    }
  g.stroke()
}

/** Squares of a chequered flag, in units. */
const square = 25

function drawFinish(g: Context2D, length: number): void {
  g.fillStyle = '#f4f4f0'
  g.fillRect(0, length, laneWidth, 3 * square)
  g.fillStyle = '#10131f'
  for (let row = 0; row < 3; row++)
    for (let x = (row % 2) * square; x < laneWidth; x += 2 * square)
      g.fillRect(x, length + row * square, square, square)
}

/** Names of the sections, in pixels: they are text, and so never smaller than text may be. */
export function drawSigns(g: Context2D, moment: Moment): void {
  const { text } = moment
  for (const { name, x, y, height } of signsOf(g, moment))
    write(g, name, x, y + height / 2, { px: text, colour: colours.sign, weight: 800 })
}

/** Where the names of the sections stand, that other names keep off them. */
export function signsOf(
  g: Context2D,
  { course, frame, top, left, scale, to, text }: Moment,
): (Rect & { name: string })[] {
  g.font = `800 ${Math.ceil(text)}px Inter, sans-serif`
  return course.sections
    .filter(({ y }) => top + y * scale >= frame.clear.y && y <= to + 50)
    .map(({ name, y }) => ({
      name,
      x: left + 16 * scale,
      y: top + (y + 8) * scale - text * 0.6,
      width: g.measureText(name).width,
      height: text * 1.2,
    }))
}
