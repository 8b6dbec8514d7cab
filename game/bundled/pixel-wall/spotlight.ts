import type { Context2D, PictureFrame, Rect } from '../../index.ts'
import { cellName } from './cells.ts'
import { drawNames, fitted, fontOf, outline, tones, type Window } from './frame.ts'
import { keptMarks } from './limits.ts'
import { palette } from './palette.ts'
import { sprites } from './sprites.ts'
import type { Mark, PixelWall } from './state.ts'
import { newestMark } from './traces.ts'
import { gridIn, units, type Grid, type Zones } from './zones.ts'

/** Seconds that the look takes from one place to the next, and that a mark glows. */
const wanderSeconds = 1.2
export const glowSeconds = 3

/** Height of an enlarged cell, in units of the text. */
const cellSize = 0.8

/** Where the look is now: it sets off and arrives slowly. */
export function lookAt(
  state: PixelWall,
  { seconds, tickRate }: PictureFrame,
): { x: number; y: number; moves: boolean } {
  const { lookX, lookY, beforeX, beforeY, movedAtTick } = state
  const share = movedAtTick === 0 ? 1 : Math.min(1, Math.max(0, (seconds - movedAtTick / tickRate) / wanderSeconds))
  const eased = share * share * (3 - 2 * share)
  return { x: beforeX + (lookX - beforeX) * eased, y: beforeY + (lookY - beforeY) * eased, moves: share < 1 }
}

/** The cells that are seen enlarged. */
export function windowOf(state: PixelWall, { look, text }: Zones, frame: PictureFrame): Window {
  const scale = Math.max(1, Math.floor(text * cellSize))
  const columns = Math.min(state.width, Math.floor((look.width - text * units.rowName) / scale))
  const rows = Math.min(state.height, Math.floor((look.height - text * units.columnName) / scale))
  const { x, y } = lookAt(state, frame)
  const first = (middle: number, shown: number, all: number) =>
    Math.min(Math.max(0, middle - (shown - 1) / 2), all - shown)
  return { column: first(x, columns, state.width), row: first(y, rows, state.height), columns, rows }
}

/** A part of the wall so large that each cell can be named, and who painted there last. */
export function drawSpotlight(
  g: Context2D,
  state: PixelWall,
  colours: Uint8Array,
  zones: Zones,
  frame: PictureFrame,
): void {
  const { look, text } = zones
  const window = windowOf(state, zones, frame)
  const grid = gridIn(look, window.columns, window.rows, text)
  const rect = { x: grid.x, y: grid.y, width: grid.scale * window.columns, height: grid.scale * window.rows }
  g.save()
  g.beginPath()
  g.rect(rect.x, rect.y, rect.width, rect.height)
  g.clip()
  drawCells(g, colours, state.width, grid, window)
  drawLines(g, rect, grid, window)
  drawWanted(g, state, colours, grid, window)
  for (const mark of marksOf(state, frame)) drawGlow(g, mark, grid, window, frame)
  g.restore()
  outline(g, rect, Math.max(1, Math.round(text / 14)), tones.accent)
  drawNames(g, grid, window, 2, text)
  drawCaption(g, state, window, zones)
}

/** Marks that still glow, the oldest first. */
export function marksOf({ recent, marks }: PixelWall, { seconds, tickRate }: PictureFrame): Mark[] {
  const glowing: Mark[] = []
  for (let i = 0; i < keptMarks; i++) {
    const mark = recent[(marks + i) % keptMarks]
    if (mark !== undefined && mark.atTick > 0 && seconds - mark.atTick / tickRate < glowSeconds) glowing.push(mark)
  }
  return glowing
}

/** Runs of one colour at a time, and as many as show: a few hundred at most. */
function drawCells(g: Context2D, colours: Uint8Array, width: number, grid: Grid, window: Window): void {
  const left = Math.floor(window.column)
  const right = Math.min(width, Math.ceil(window.column + window.columns))
  const atX = (column: number) => Math.round(grid.x + (column - window.column) * grid.scale)
  const atY = (row: number) => Math.round(grid.y + (row - window.row) * grid.scale)
  for (let row = Math.floor(window.row); row < window.row + window.rows; row++)
    for (let from = left, to = left; from < right; from = to) {
      const colour = colours[row * width + from] ?? 0
      while (to < right && (colours[row * width + to] ?? 0) === colour) to += 1
      g.fillStyle = palette[colour]?.hex ?? tones.ground
      g.fillRect(atX(from), atY(row), atX(to) - atX(from), atY(row + 1) - atY(row))
    }
}

function drawLines(g: Context2D, rect: Rect, { scale }: Grid, window: Window): void {
  g.fillStyle = 'rgba(90, 100, 130, 0.35)'
  for (let column = Math.ceil(window.column); column < window.column + window.columns; column++)
    g.fillRect(Math.round(rect.x + (column - window.column) * scale), rect.y, 1, rect.height)
  for (let row = Math.ceil(window.row); row < window.row + window.rows; row++)
    g.fillRect(rect.x, Math.round(rect.y + (row - window.row) * scale), rect.width, 1)
}

/** What the outline wants: a dot of its colour in each cell that hasn’t got it. */
function drawWanted(g: Context2D, state: PixelWall, colours: Uint8Array, { x, y, scale }: Grid, window: Window): void {
  const sprite = sprites[state.outline - 1]
  if (sprite === undefined) return
  const size = Math.max(2, Math.round(scale * 0.5))
  const inset = (scale - size) / 2
  for (const [at, colour] of sprite.cells.entries()) {
    const column = state.outlineX + (at % sprite.width)
    const row = state.outlineY + Math.floor(at / sprite.width)
    if (colour < 0 || colours[row * state.width + column] === colour) continue
    const [left, top] = [
      Math.round(x + (column - window.column) * scale + inset),
      Math.round(y + (row - window.row) * scale + inset),
    ]
    g.fillStyle = tones.ground
    g.fillRect(left - 1, top - 1, size + 2, size + 2)
    g.fillStyle = palette[colour]?.hex ?? tones.ground
    g.fillRect(left, top, size, size)
  }
}

/** A frame around what was painted, which fades with its age. */
export function drawGlow(
  g: Context2D,
  mark: Mark,
  { x, y, scale }: Grid,
  { column, row }: Pick<Window, 'column' | 'row'>,
  frame: PictureFrame,
): void {
  const age = Math.max(0, frame.seconds - mark.atTick / frame.tickRate) / glowSeconds
  const line = Math.max(1, Math.round(Math.min(frame.width, frame.height) / 720))
  const grown = Math.round(line * 5 * age)
  const [left, top] = [Math.round(x + (mark.left - column) * scale), Math.round(y + (mark.top - row) * scale)]
  const [right, bottom] = [
    Math.round(x + (mark.right + 1 - column) * scale),
    Math.round(y + (mark.bottom + 1 - row) * scale),
  ]
  const rect = { x: left - grown, y: top - grown, width: right - left + 2 * grown, height: bottom - top + 2 * grown }
  g.globalAlpha = Math.max(0, 1 - age)
  outline(g, rect, line, tones.accent)
  g.globalAlpha = 1
}

/** Who painted last of what is seen here, with colour and cell. */
function drawCaption(g: Context2D, state: PixelWall, window: Window, { caption, text }: Zones): void {
  const { column, row, columns, rows } = window
  const mark = newestMark(
    state,
    ({ left, top, right, bottom }) =>
      right + 1 > column && left < column + columns && bottom + 1 > row && top < row + rows,
  )
  if (mark === null) return
  const middle = Math.round(caption.y + caption.height / 2)
  const size = Math.round(text * 0.9)
  const left = Math.round(caption.x)
  g.fillStyle = tones.quiet
  g.fillRect(left, middle - Math.round(size / 2), size, size)
  g.fillStyle = palette[mark.colour]?.hex ?? tones.ground
  g.fillRect(left + 2, middle - Math.round(size / 2) + 2, size - 4, size - 4)
  g.textBaseline = 'middle'
  g.textAlign = 'right'
  g.font = fontOf(600, text)
  g.fillStyle = tones.quiet
  const cell = cellName({ x: mark.left, y: mark.top })
  g.fillText(cell, Math.round(caption.x + caption.width), middle)
  const room = caption.width - size - g.measureText(cell).width - text * 1.2
  g.textAlign = 'left'
  g.font = fontOf(800, text)
  g.fillStyle = tones.text
  g.fillText(fitted(g, mark.name, room), Math.round(left + size + text * 0.5), middle)
}
