import type { Rect } from '../../../index.ts'
import { screenHeight, screenWidth } from '../picture/screen.ts'

/** Where the parts of the picture are. */
export interface Room {
  /** The television, and the console's picture on it. */
  readonly set: Rect
  readonly screen: Rect
  /** What is left beside the television, or below it. */
  readonly rest: Rect
  /** The pad, within that. */
  readonly pad: Rect
}

/** In units of the text: the case around the screen, the least width of the column beside it, room between the two. */
const caseUnits = 0.75
const columnUnits = 8.05
const gapUnits = 0.6

/** The widest that the pad is drawn, and in a low room no more of its height. */
const padUnits = 10.4
const padShare = 0.62

/** Whole pixels of the screen for each of the console's look best. Only where much of the room would stay empty they are parts. */
const leastFill = 0.88

/** In a small room the television has more of it than this, or all of it. */
const leastBeside = 0.6

export const gapOf = (text: number) => Math.round(text * gapUnits)

/** @param text pixels of the smallest text */
export function roomOf(clear: Rect, text: number): Room {
  const edge = Math.round(text * caseUnits)
  const gap = gapOf(text)
  const isWide = clear.width > clear.height * 1.4
  const column = Math.ceil(text * columnUnits) + gap
  const high = (clear.height - 2 * edge) / screenHeight
  const wide = (clear.width - 2 * edge) / screenWidth
  const beside = Math.min(high, wide - column / screenWidth)
  const alone = Math.min(high, wide)
  const exact = isWide && beside > alone * leastBeside ? beside : alone
  const whole = Math.floor(exact)
  const scale = Math.max(0.1, whole < exact * leastFill ? exact : whole)
  const screen = { width: Math.round(screenWidth * scale), height: Math.round(screenHeight * scale) }
  const set = { x: clear.x, y: clear.y, width: screen.width + 2 * edge, height: screen.height + 2 * edge }
  const rest = { ...clear, x: set.x + set.width + gap, width: clear.width - set.width - gap }
  const width = Math.min(rest.width, Math.round(Math.min(text * padUnits, clear.height * padShare)))
  return {
    set,
    screen: { ...screen, x: set.x + edge, y: set.y + edge },
    rest,
    pad: { ...rest, width, height: Math.min(rest.height, padHeight(width, text)) },
  }
}

/** Height of a television of this width. */
export function heightOf(width: number, text: number): number {
  const edges = 2 * Math.round(text * caseUnits)
  return Math.floor(((width - edges) * screenHeight) / screenWidth) + edges
}

/** The pad is as wide as its room, upright where that is narrow, with a line for what comes next. */
function padHeight(width: number, text: number): number {
  return Math.round((isUpright(width, text) ? width * 2.1 : width * 0.62) + text * 1.9)
}

export const isUpright = (width: number, text: number) => width < text * 6
