import type { Context2D, Rect } from '../../index.ts'
import { columnName } from './cells.ts'
import type { Grid } from './zones.ts'

/** The game’s own colours around its wall. Text has a contrast of at least 7 : 1 with the ground. */
export const tones = {
  ground: '#0e1222',
  panel: '#181e36',
  line: '#39426a',
  text: '#ffffff',
  quiet: '#c3c8d6',
  accent: '#ffe700',
} as const

export function fontOf(weight: 400 | 600 | 800, px: number): string {
  return `${weight} ${Math.ceil(px)}px Inter, sans-serif`
}

/** Cells of a wall that a grid shows: columns and rows from the first, as many as it has. */
export interface Window {
  readonly column: number
  readonly row: number
  readonly columns: number
  readonly rows: number
}

/**
 * Names columns above the grid and rows at its left: those whose number (from 1) can be divided by `every`, so that the eye counts
 * from one to the next. Where letters would touch, fewer are named.
 */
export function drawNames(g: Context2D, grid: Grid, window: Window, every: number, text: number): void {
  const { x, y, scale } = grid
  g.font = fontOf(600, text)
  g.fillStyle = tones.quiet
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  const [acrossStep, downStep] = [stepOf(every, scale, text * 1.5), stepOf(every, scale, text * 1.15)]
  for (let column = Math.ceil(window.column); column < window.column + window.columns; column++) {
    if (!isNamed(column, acrossStep)) continue
    const wanted = x + (column - window.column + 0.5) * scale
    // The last name stays above the grid as well, or out of the way of the one before.
    const middle = Math.min(wanted, x + window.columns * scale - text * 0.5)
    if (wanted - middle > acrossStep * scale - text * 1.25) continue
    g.fillText(columnName(column), Math.round(middle), Math.round(y - text * 0.62))
  }
  g.textAlign = 'right'
  for (let row = Math.ceil(window.row); row < window.row + window.rows; row++) {
    if (!isNamed(row, downStep)) continue
    const middle = Math.min(y + (row - window.row + 0.5) * scale, y + window.rows * scale - text * 0.4)
    g.fillText(String(row + 1), Math.round(x - text * 0.3), Math.round(middle))
  }
}

/** Every one has a step that the coarser ones are multiples of. */
function stepOf(every: number, scale: number, room: number): number {
  let step = every
  while (step * scale < room) step *= 2
  return step
}

const isNamed = (cell: number, step: number) => (cell + 1) % step === 0

/** A line around a rectangle, dark and bright, so that it is seen upon any colour. */
export function outline(g: Context2D, { x, y, width, height }: Rect, line: number, colour: string): void {
  g.lineWidth = line * 3
  g.strokeStyle = tones.ground
  g.strokeRect(x - line, y - line, width + 2 * line, height + 2 * line)
  g.lineWidth = line
  g.strokeStyle = colour
  g.strokeRect(x - line, y - line, width + 2 * line, height + 2 * line)
}

/** The most of a text that fits, with `…` where something is left out. */
export function fitted(g: Context2D, text: string, width: number): string {
  if (g.measureText(text).width <= width) return text
  const letters = Array.from(text)
  while (letters.length > 1 && g.measureText(`${letters.join('')}…`).width > width) letters.pop()
  return `${letters.join('')}…`
}
