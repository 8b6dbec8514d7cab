import type { Rect } from '../../index.ts'

/** Cells of one size in whole pixels, or nearly: `x` and `y` are the upper left corner of the first. */
export interface Grid {
  readonly x: number
  readonly y: number
  /** Pixels of a cell. */
  readonly scale: number
}

/** Where the parts of the game stand in a picture. */
export interface Zones {
  /** Pixels of the smallest text: 18 at 480p. */
  readonly text: number
  /** Room for the wall with the names at its edges. */
  readonly wall: Rect
  readonly legend: Rect
  readonly legendColumns: number
  /** Room for the enlarged cells with the names at their edges, and for a line below them. */
  readonly look: Rect
  readonly caption: Rect
  /** What is left for layers of the show: the column's head and foot, or what lies below everything; and the strip of help. */
  readonly title: Rect
  readonly rest: Rect
  readonly help: Rect
}

/** Sizes in units of the text: room for `144` and `dv` at the edges, and so on. */
export const units = { rowName: 1.9, columnName: 1.2, column: 11.6, gap: 0.55, caption: 1.6 } as const
const { column, gap, caption } = units
const chip = 1.3
const head = 2.1
/** From these shapes on a picture has all in two columns, or one below the other. */
const wideFrom = 1.5
const tallFrom = 1.5
/** Of a picture between: its wall’s share of the width, and the wall’s height at most, with which the feed has room. */
const squareWall = 0.6
const highestWall = 10.5
/** Help of one line and of two, as the show draws it. */
const help = 2.2
const tallHelp = 3.7

/** Text keeps out of the outer 5 %, at the foot out of 10 %, as the show’s own layers do. */
function safeArea(width: number, height: number): Rect {
  const [x, y] = [Math.round(width * 0.05), Math.round(height * 0.05)]
  return { x, y, width: width - 2 * x, height: height - y - Math.round(height * 0.1) }
}

export function zonesOf(width: number, height: number): Zones {
  const text = (Math.min(width, height) / 480) * 18
  const safe = safeArea(width, height)
  if (height >= width * tallFrom) return tallZones(safe, text)
  return width >= height * wideFrom ? wideZones(safe, text) : squareZones(safe, text)
}

/** The wall with legend and help at the left; at the right a column with all else. */
function wideZones(safe: Rect, text: number): Zones {
  const between = text * gap
  const side = { ...safe, x: safe.x + safe.width - text * column, width: text * column }
  const left = { ...safe, width: safe.width - side.width - between }
  const foot = { ...left, y: safe.y + safe.height - text * help, height: text * help }
  const legend = { ...left, y: foot.y - text * (2 * chip + 0.4), height: text * 2 * chip }
  const title = { ...side, height: text * head }
  const look = { ...side, y: title.y + title.height + between, height: text * 8.2 }
  const below = { ...side, y: look.y + look.height, height: text * caption }
  const top = below.y + below.height + between
  return {
    ...{ text, legend, legendColumns: 8, title, look, caption: below, help: foot },
    wall: { ...left, height: legend.y - text * 0.25 - left.y },
    rest: { ...side, y: top, height: safe.y + safe.height - top },
  }
}

/** The wall beside the enlarged cells, and all else below. */
function squareZones(safe: Rect, text: number): Zones {
  const between = text * gap
  const [aside, above] = [text * units.rowName, text * units.columnName]
  const width = Math.min(safe.width * squareWall, ((text * highestWall - above) * 16) / 9 + aside)
  const wall = { ...safe, width, height: ((width - aside) * 9) / 16 + above }
  const side = { ...safe, x: safe.x + width + between, width: safe.width - width - between }
  const title = { ...side, height: text * head }
  const look = { ...side, y: title.y + title.height + between }
  const legend = { ...safe, y: wall.y + wall.height + text * 0.4, height: text * 2 * chip }
  const line = { ...safe, y: legend.y + legend.height, height: text * caption }
  const foot = { ...safe, y: safe.y + safe.height - text * help, height: text * help }
  const top = line.y + line.height + between
  return {
    ...{ text, wall, title, legend, legendColumns: 8, caption: line, help: foot },
    look: { ...look, height: wall.y + wall.height - look.y },
    rest: { ...safe, y: top, height: foot.y - between - top },
  }
}

/** One below the other. */
function tallZones(safe: Rect, text: number): Zones {
  const between = text * gap
  const below = (above: Rect, height: number): Rect => ({ ...safe, y: above.y + above.height + between, height })
  const title = { ...safe, height: text * head }
  const inner = safe.width - text * units.rowName
  const wall = below(title, (inner * 9) / 16 + text * units.columnName)
  const legend = below(wall, text * 3 * chip)
  const foot = { ...safe, y: safe.y + safe.height - text * tallHelp, height: text * tallHelp }
  const look = below(legend, Math.max(text * 4, foot.y - legend.y - legend.height - text * 9.3))
  const line = { ...below(look, text * caption), y: look.y + look.height }
  const rest = below(line, 0)
  return {
    ...{ text, title, wall, legend, legendColumns: 6, look, caption: line, help: foot },
    rest: { ...rest, height: foot.y - between - rest.y },
  }
}

/** The largest grid of so many cells that has room, whole pixels a cell where that costs little of it. */
export function gridIn(room: Rect, columns: number, rows: number, text: number): Grid {
  const [beside, above] = [text * units.rowName, text * units.columnName]
  const wanted = Math.min((room.width - beside) / columns, (room.height - above) / rows)
  const scale = Math.floor(wanted) >= wanted * 0.94 ? Math.floor(wanted) : wanted
  const [x, y] = [room.x + beside, room.y + above]
  return {
    x: Math.round(x + (room.width - beside - columns * scale) / 2),
    y: Math.round(y + (room.height - above - rows * scale) / 2),
    scale,
  }
}
