import type { Context2D } from '../../../index.ts'
import { laneWidth, shutAt, type Pad } from '../course/parts.ts'
import { turnSteps } from '../course/turns.ts'
import { holdTicks } from '../hold.ts'
import type { Moment } from './moment.ts'
import { colours } from './paint.ts'

/** What moves by itself, and pads. Expects units of the course. */
export function drawMovers(g: Context2D, moment: Moment): void {
  const { course, from, to, runTick } = moment
  for (const pad of course.pads) if (pad.y < to && pad.y + pad.height > from) drawPad(g, pad, runTick)
  for (const { x, y, arm, thick, blades, rate } of course.spinners) {
    if (y + arm < from || y - arm > to) continue
    const angle = (runTick * 4 * rate * 2 * Math.PI) / turnSteps
    const tips = Array.from({ length: blades }, (_, blade) => angle + (2 * Math.PI * blade) / blades)
    drawCross(g, x + 6, y + 10, arm, tips, 2 * thick, colours.shadow)
    drawCross(g, x, y, arm, tips, 2 * thick, colours.spinner)
    drawCross(g, x - 1, y - 3, arm - 2, tips, 4, colours.spinnerLight)
    g.fillStyle = colours.spinnerLight
    g.beginPath()
    g.arc(x, y, thick * 1.1, 0, 2 * Math.PI)
    g.fill()
  }
  for (const gate of course.gates) if (gate.y > from && gate.y < to) drawDoors(g, gate, shutAt(gate, runTick))
  const shut = Math.max(0, Math.min(1, 1 - (runTick - holdTicks) / 5))
  drawDoors(g, { left: 0, right: laneWidth, y: course.penHeight + 7 }, shut)
}

function drawCross(
  g: Context2D,
  x: number,
  y: number,
  arm: number,
  tips: readonly number[],
  width: number,
  colour: string,
): void {
  g.strokeStyle = colour
  g.lineWidth = width
  g.lineCap = 'round'
  g.beginPath()
  for (const tip of tips) {
    g.moveTo(x, y)
    g.lineTo(x + Math.cos(tip) * arm, y + Math.sin(tip) * arm)
  }
  g.stroke()
}

/** Two doors that go into the walls beside them. */
function drawDoors(g: Context2D, { left, right, y }: { left: number; right: number; y: number }, shut: number): void {
  if (shut <= 0) return
  const long = ((right - left) / 2) * shut
  for (const [down, width, colour] of [
    [8, 14, colours.shadow],
    [0, 14, colours.gate],
    [-4, 4, colours.gateLight],
  ] as const) {
    g.strokeStyle = colour
    g.lineWidth = width
    g.beginPath()
    g.moveTo(left, y + down)
    g.lineTo(left + long, y + down)
    g.moveTo(right, y + down)
    g.lineTo(right - long, y + down)
    g.stroke()
  }
}

/** Chevrons that go where the pad pushes. */
function drawPad(g: Context2D, { x, y, width, height, pushX, pushY }: Pad, runTick: number): void {
  g.fillStyle = colours.padGround
  g.fillRect(x, y, width, height)
  const isAside = Math.abs(pushX) > pushY
  const [long, wide] = isAside ? [width, height] : [height, width]
  const forward = isAside && pushX < 0 ? -1 : 1
  g.strokeStyle = colours.pad
  g.lineWidth = 6
  g.lineCap = 'round'
  g.beginPath()
  for (let n = 0; n < 3; n++) {
    const at = ((n / 3 + runTick / 40) % 1) * (long - 24) + 12
    const along = forward > 0 ? at : long - at
    const points = [
      [along - 9 * forward, wide * 0.22],
      [along + 9 * forward, wide * 0.5],
      [along - 9 * forward, wide * 0.78],
    ] as const
    for (const [index, [a, b]] of points.entries()) {
      const [px, py] = isAside ? [x + a, y + b] : [x + b, y + a]
      if (index === 0) g.moveTo(px, py)
      else g.lineTo(px, py)
    }
  }
  g.stroke()
}
