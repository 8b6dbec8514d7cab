import type { Rect } from '../../game/index.ts'
import type { FlashGrid } from './flash-light.ts'

/** Grids of points, each moved by another part of a cell to the right and down; a point stands in one of them. */
export interface PointShift {
  /** In cells, 0 to 1. */
  readonly x: number
  readonly y: number
}

/**
 * Were all points in the middle of their cells, stripes of a cell's width could flash between them and never be seen. So
 * each stands somewhere in its cell: one of sixteen places, spread as evenly as Martin Roberts’s R2 sequence spreads them.
 * A few shifts and not one for each point, so that a page can take its points by a few scaled copies of the picture.
 */
export const pointShifts: readonly PointShift[] = Array.from({ length: 16 }, (_, index) => ({
  x: (0.5 + index * 0.754_877_666_2) % 1,
  y: (0.5 + index * 0.569_840_291) % 1,
}))

/** Which of the shifts a point has: by a hash of its number (the end of MurmurHash3), so the same everywhere and in no pattern. */
export function shiftOf(point: number): number {
  let hash = Math.imul(point + 1, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) & (pointShifts.length - 1)
}

/**
 * The part of a picture over which a shifted grid is laid, each of its points in the middle of its share. A cell less than
 * the picture, so that it lies within it for every shift; the points are thus never a whole number of pixels apart for long.
 */
export function shiftedPart(
  { columns, rows }: FlashGrid,
  { width, height }: { readonly width: number; readonly height: number },
  { x, y }: PointShift,
): Rect {
  const [wide, high] = [width / columns, height / rows]
  return { x: x * wide, y: y * high, width: width - wide, height: height - high }
}
