import type { Cell } from './cells.ts'

/** A wall as the shapes see it: colours row by row. */
export interface Ground {
  readonly width: number
  readonly height: number
  readonly colours: Uint8Array
}

/** Cells of a straight line, both ends with it (J. Bresenham, 1965): as many as its longer side has. */
export function lineCells(from: Cell, to: Cell, width: number): number[] {
  const [dx, dy] = [Math.abs(to.x - from.x), -Math.abs(to.y - from.y)]
  const [stepX, stepY] = [from.x < to.x ? 1 : -1, from.y < to.y ? 1 : -1]
  const cells: number[] = []
  let { x, y } = from
  let error = dx + dy
  for (;;) {
    cells.push(y * width + x)
    if (x === to.x && y === to.y) return cells
    const twice = 2 * error
    if (twice >= dy) {
      error += dy
      x += stepX
    }
    if (twice <= dx) {
      error += dx
      y += stepY
    }
  }
}

/** Cells of a filled rectangle between two of its corners; null where they are more than `most`. */
export function rectCells(a: Cell, b: Cell, width: number, most: number): number[] | null {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  if ((right - left + 1) * (bottom - top + 1) > most) return null
  const cells: number[] = []
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) cells.push(y * width + x)
  return cells
}

/** Cells that a search has seen; all 0 between two searches. One for all of them, since a hall full of people may try to fill at once. */
let seen = new Uint8Array(0)

/** The area of one colour around a cell, by its edges; null where it has more than `most` cells, so that a fill has a known cost. */
export function areaCells({ width, height, colours }: Ground, { x, y }: Cell, most: number): number[] | null {
  if (seen.length < width * height) seen = new Uint8Array(width * height)
  const start = y * width + x
  const colour = colours[start]
  const cells: number[] = []
  const visit = (cell: number) => {
    if (colours[cell] !== colour || seen[cell] === 1) return
    seen[cell] = 1
    cells.push(cell)
  }
  visit(start)
  for (let next = 0; next < cells.length && cells.length <= most; next++) {
    const cell = cells[next] as number
    const column = cell % width
    if (column > 0) visit(cell - 1)
    if (column < width - 1) visit(cell + 1)
    if (cell >= width) visit(cell - width)
    if (cell < width * (height - 1)) visit(cell + width)
  }
  for (const cell of cells) seen[cell] = 0
  return cells.length <= most ? cells : null
}
