import type { Context2D, Rect } from '../../game/index.ts'
import { createLayer } from './layer.ts'
import { units } from './layout.ts'
import { nameColour } from './legible.ts'
import { fit, panel, widthOf, wrap, write } from './text.ts'
import { colours, font } from './theme.ts'

interface Line {
  readonly name: string
  readonly label: string
  readonly reason: string
  readonly colour: string
}

/** Who typed what last, the newest at the bottom; what was refused is dimmed, and says why. */
export const feed = createLayer(
  'feed',
  ({ show, layout }) => {
    const room = Math.floor(layout.feed.height / (layout.text * units.feedLine))
    const lines = Array.from(show.feed, ({ name, label, reason, colour }) => ({ name, label, reason, colour }))
    return lines.length === 0 || room === 0 ? null : lines.slice(-room)
  },
  (g, lines, { feed: rect, text: px }) => {
    const height = px * units.feedLine
    let bottom = rect.y + rect.height
    for (const line of lines.toReversed()) {
      const room = Math.floor((bottom - rect.y + 1) / height)
      if (room === 0) break
      const refusal =
        line.reason === '' ? null : readRefusal(g, line, { width: rect.width, lines: Math.min(2, room) }, px)
      const y = bottom - height * (refusal?.why.length ?? 1)
      const at = { x: rect.x, y, width: rect.width, height: bottom - y - px * 0.15 }
      if (refusal === null) drawInput(g, line, at, px)
      else drawRefusal(g, refusal, at, px)
      bottom = y
    }
  },
)

/** A long name gives way to the label: what was chosen matters more than all of who chose it. */
function drawInput(g: Context2D, { name, label, colour }: Line, rect: Rect, px: number): void {
  const pad = px * 0.6
  const room = rect.width - 3 * pad
  const what = cut(g, label, 800, px, room * 0.5)
  const who = cut(g, name, 600, px, room - what.width)
  panel(g, { ...rect, width: Math.ceil(who.width + what.width + 3 * pad) }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, who.text, rect.x + pad, y, { px, weight: 600, colour: nameColour(colour, name) })
  write(g, what.text, rect.x + 2 * pad + who.width, y, { px, weight: 800 })
}

/** Side of the cross before a refusal, in units of the text. */
const crossSide = 0.55

interface Refusal {
  readonly who: { readonly text: string; readonly width: number }
  readonly why: readonly string[]
  readonly width: number
}

/** Here the sentence matters most, and has two lines where it needs them. */
function readRefusal(
  g: Context2D,
  { name, reason }: Line,
  within: { readonly width: number; readonly lines: number },
  px: number,
): Refusal {
  const pad = px * 0.6
  const room = within.width - px * crossSide - 4 * pad
  const whole = Math.ceil(widthOf(g, reason, 400, px))
  const who = cut(g, name, 600, px, Math.max(room * 0.3, room - whole))
  g.font = font(400, px, reason)
  const why = wrap(g, reason, room - who.width, within.lines)
  const used = Math.max(...why.map((line) => widthOf(g, line, 400, px)))
  return { who, why, width: Math.ceil(px * crossSide + who.width + used + 4 * pad) }
}

/** The cross says in a shape what the dimmed letters say. */
function drawRefusal(g: Context2D, { who, why, width }: Refusal, rect: Rect, px: number): void {
  const pad = px * 0.6
  panel(g, { ...rect, width }, px * 0.4)
  const line = rect.height / why.length
  const y = rect.y + line / 2
  drawCross(g, rect.x + pad, y, px * crossSide)
  const x = rect.x + 2 * pad + px * crossSide
  write(g, who.text, x, y, { px, weight: 600, colour: colours.dim })
  for (const [index, text] of why.entries())
    write(g, text, x + who.width + pad, y + index * line, { px, weight: 400, colour: colours.dim })
}

function drawCross(g: Context2D, x: number, y: number, size: number): void {
  g.strokeStyle = colours.dim
  g.lineWidth = Math.max(1.5, size * 0.2)
  g.beginPath()
  g.moveTo(x, y - size / 2)
  g.lineTo(x + size, y + size / 2)
  g.moveTo(x + size, y - size / 2)
  g.lineTo(x, y + size / 2)
  g.stroke()
}

function cut(g: Context2D, text: string, weight: 400 | 600 | 800, px: number, width: number) {
  g.font = font(weight, px, text)
  const shown = fit(g, text, width)
  return { text: shown, width: widthOf(g, shown, weight, px) }
}
