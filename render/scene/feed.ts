import type { Context2D, Rect } from '../../game/index.ts'
import { createPiecedLayer } from './layer.ts'
import { feedGrid, units, type Layout } from './layout.ts'
import { nameColour } from './legible.ts'
import { around, createPiece } from './piece.ts'
import { drawRefusal, leastName, mostRefusalRows, refusalOf } from './refusal.ts'
import { cut, panel, widthOf, write } from './text.ts'

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
  (g, lines, { layout }) => {
    const { text: px } = layout
    const grid = gridOf(layout)
    // The newest is read; those before it have been.
    const newest = lines.findLastIndex(({ reason }) => reason !== '')
    const isRoomy = lines.length + mostRefusalRows <= grid.rows * grid.columns
    const rowsOf = (index: number) => Math.min(grid.rows, index === newest ? mostRefusalRows : isRoomy ? 2 : 1)
    const refusals = lines.map((line, index) =>
      line.reason === '' ? null : refusalOf(g, line, grid.width, px, rowsOf(index)),
    )
    const places = linePlaces(
      grid,
      refusals.map((refusal) => refusal?.why.length ?? 1),
    )
    return lines.slice(-places.length).map((line, index) => {
      const rect = panelOf(places[index] as Rect, px)
      const refusal = refusals[lines.length - places.length + index] ?? null
      const draw = (to: Context2D) =>
        refusal === null ? drawInput(to, line, rect, px) : drawRefusal(to, refusal, rect, px)
      return createPiece(around(rect), line, draw)
    })
  },
)

/** A line's own panel at the foot of its place. What is left above it keeps two lines apart. */
function panelOf({ x, y, width, height }: Rect, px: number): Rect {
  const between = Math.round(px * 0.15)
  return { x, y: y + between, width, height: height - between }
}

interface Grid {
  readonly rows: number
  readonly columns: number
  /** Of a column and a row, in whole pixels. */
  readonly width: number
  readonly height: number
  /** From one column to the next. */
  readonly pitch: number
  readonly left: number
  readonly foot: number
}

function gridOf(layout: Layout): Grid {
  const { feed: rect, text: px } = layout
  const { rows, columns } = feedGrid(layout)
  const gap = Math.round(px * 0.6)
  const width = Math.floor((rect.width - (columns - 1) * gap) / columns)
  const height = Math.floor(px * units.feedLine)
  return { rows, columns, width, height, pitch: width + gap, left: rect.x, foot: rect.y + rect.height }
}

/**
 * Places of the newest lines, as many as there is room for, the oldest first: column by column, each filled from its foot.
 *
 * @param heights - of all lines, in rows
 */
function linePlaces({ rows, columns, width, height, pitch, left, foot }: Grid, heights: readonly number[]): Rect[] {
  const places: { readonly in: number; readonly y: number; readonly rows: number }[] = []
  let [column, taken] = [columns - 1, 0]
  for (const high of heights.toReversed()) {
    if (taken + high > rows) [column, taken] = [column - 1, 0]
    if (column < 0) break
    taken += high
    places.push({ in: column, y: foot - taken * height, rows: high })
  }
  // Few lines begin at the left, where one looks first.
  const unused = Math.max(0, column)
  return places
    .toReversed()
    .map((place) => ({ x: left + (place.in - unused) * pitch, y: place.y, width, height: place.rows * height }))
}

/**
 * A long name gives way to the label: what was chosen matters more than all of who chose it. Where even a short piece of the name would
 * cut the label, the label stands alone: its author knows it.
 */
function drawInput(g: Context2D, { name, label, colour }: Line, rect: Rect, px: number): void {
  const pad = px * 0.6
  const room = rect.width - 3 * pad
  // A short name leaves its room to what was typed.
  const forLabel = room - Math.min(widthOf(g, name, 600, px), px * leastName)
  const width = Math.ceil(widthOf(g, label, 800, px))
  const isAlone = width > forLabel && width <= room + pad
  const what = cut(g, label, 800, px, isAlone ? room + pad : forLabel)
  const who = isAlone ? { text: '', width: -pad } : cut(g, name, 600, px, room - what.width)
  panel(g, { ...rect, width: Math.min(rect.width, Math.ceil(who.width + what.width + 3 * pad)) }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, who.text, rect.x + pad, y, { px, weight: 600, colour: nameColour(colour, name) })
  write(g, what.text, rect.x + 2 * pad + who.width, y, { px, weight: 800 })
}
