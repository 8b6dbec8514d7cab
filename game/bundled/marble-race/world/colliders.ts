import { laneWidth, type Course } from '../course/parts.ts'

/** Side of a cell of the grid, in units. */
const cell = 64

/** How far from a collider a marble may be and still be asked to look at it: the largest marble's radius. */
const reach = 24

/** Which colliders are near a place: those of a cell stand in `items` from `starts[cell]` to `starts[cell + 1]`. */
export interface Nearby {
  readonly columns: number
  readonly rows: number
  readonly cell: number
  readonly starts: Int32Array
  /** Numbers of solids; those from `solids.length` on are spinners. */
  readonly items: Int32Array
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function gridOf({ solids, spinners, length }: Course): Nearby {
  const columns = Math.ceil(laneWidth / cell)
  const rows = Math.ceil((length + 400) / cell)
  const cells: number[][] = Array.from({ length: columns * rows }, () => [])
  const boxes: Box[] = [
    ...solids.map(({ ax, ay, bx, by, thick }) => ({
      left: Math.min(ax, bx) - thick,
      top: Math.min(ay, by) - thick,
      right: Math.max(ax, bx) + thick,
      bottom: Math.max(ay, by) + thick,
    })),
    ...spinners.map(({ x, y, arm, thick }) => ({
      left: x - arm - thick,
      top: y - arm - thick,
      right: x + arm + thick,
      bottom: y + arm + thick,
    })),
  ]
  for (const [number, box] of boxes.entries())
    for (let row = clampTo(rows, box.top - reach); row <= clampTo(rows, box.bottom + reach); row++)
      for (let column = clampTo(columns, box.left - reach); column <= clampTo(columns, box.right + reach); column++)
        cells[row * columns + column]?.push(number)
  const starts = new Int32Array(cells.length + 1)
  for (const [index, each] of cells.entries()) starts[index + 1] = (starts[index] as number) + each.length
  return { columns, rows, cell, starts, items: Int32Array.from(cells.flat()) }
}

function clampTo(count: number, at: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(at / cell)))
}
