import type { Context2D, Rect } from '../../game/index.ts'
import { createPiecedLayer } from './layer.ts'
import { feedGrid, units, type Layout } from './layout.ts'
import { nameColour } from './legible.ts'
import { around, createPiece } from './piece.ts'
import { fit, panel, widthOf, write } from './text.ts'
import { colours, font } from './theme.ts'

interface Line {
  readonly name: string
  readonly label: string
  readonly reason: string
  readonly colour: string
}

/** Who typed what last, the newest at the bottom right; what was refused is dimmed, and says why. */
export const feed = createPiecedLayer(
  'feed',
  ({ show, layout }) => {
    const { rows, columns } = feedGrid(layout)
    const lines = Array.from(show.feed, ({ name, label, reason, colour }) => ({ name, label, reason, colour }))
    return lines.length === 0 || rows === 0 ? null : lines.slice(-rows * columns)
  },
  (_, lines, { layout }) => {
    const places = linePlaces(layout).slice(-lines.length)
    return lines.map((line, index) => {
      const rect = panelOf(places[index] as Rect, layout.text)
      const draw = line.reason === '' ? drawInput : drawRefusal
      return createPiece(around(rect), line, (g) => draw(g, line, rect, layout.text))
    })
  },
)

/** A line's own panel at the foot of its place. What is left above it keeps two lines apart. */
function panelOf({ x, y, width, height }: Rect, px: number): Rect {
  const between = Math.round(px * 0.15)
  return { x, y: y + between, width, height: height - between }
}

/** Places of all the lines that there is room for, the oldest first: column by column, each filled from its foot. */
function linePlaces(layout: Layout): Rect[] {
  const { feed: rect, text: px } = layout
  const { rows, columns } = feedGrid(layout)
  const gap = Math.round(px * 0.6)
  const width = Math.floor((rect.width - (columns - 1) * gap) / columns)
  const height = Math.floor(px * units.feedLine)
  return Array.from({ length: rows * columns }, (_, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows]
    return { x: rect.x + column * (width + gap), y: rect.y + rect.height - (rows - row) * height, width, height }
  })
}

/** A long name gives way to the label: what was chosen matters more than all of who chose it. */
function drawInput(g: Context2D, { name, label, colour }: Line, rect: Rect, px: number): void {
  const pad = px * 0.6
  const room = rect.width - 3 * pad
  const what = cut(g, label, 800, px, room * 0.5)
  const who = cut(g, name, 600, px, room - what.width)
  panel(g, { ...rect, width: Math.min(rect.width, Math.ceil(who.width + what.width + 3 * pad)) }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, who.text, rect.x + pad, y, { px, weight: 600, colour: nameColour(colour, name) })
  write(g, what.text, rect.x + 2 * pad + who.width, y, { px, weight: 800 })
}

/** Side of the cross before a refusal, in units of the text. */
const crossSide = 0.55

/** One line as well: the sentence gives way to the name only where that would leave too little of it. The cross says in a shape what the dimmed letters say. */
function drawRefusal(g: Context2D, { name, reason }: Line, rect: Rect, px: number): void {
  const pad = px * 0.6
  const side = px * crossSide
  const room = rect.width - side - 4 * pad
  const who = cut(g, name, 600, px, Math.max(room * 0.4, room - Math.ceil(widthOf(g, reason, 400, px))))
  const why = cut(g, reason, 400, px, room - who.width)
  panel(g, { ...rect, width: Math.min(rect.width, Math.ceil(side + who.width + why.width + 4 * pad)) }, px * 0.4)
  const y = rect.y + rect.height / 2
  drawCross(g, rect.x + pad, y, side)
  const x = rect.x + 2 * pad + side
  write(g, who.text, x, y, { px, weight: 600, colour: colours.dim })
  write(g, why.text, x + who.width + pad, y, { px, weight: 400, colour: colours.dim })
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
