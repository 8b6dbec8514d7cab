import type { Rect } from '../../game/index.ts'
import { pointShifts, shiftedPart, shiftOf } from './flash-points.ts'

/** What of a colour can flash: its relative luminance, and its red where red is saturated; each 0 to 1. */
export interface FlashLight {
  readonly light: Float64Array
  readonly red: Float64Array
}

/**
 * The picture is watched at points, one in each cell of a grid, which stands for the pixels around it. The rule is about the area that
 * flashes, and points measure area: thin lines and text meet few of them, where means would spread a line over all around it.
 */
export interface FlashGrid {
  readonly columns: number
  readonly rows: number
}

/** Points along the shorter side: half a degree apart where a picture is watched as WCAG assumes. */
const pointsAcross = 36

/** The grid of a picture; both sizes in pixels, even. */
export function flashGrid(width: number, height: number): FlashGrid {
  const apart = Math.max(2, Math.min(width, height) / pointsAcross)
  return { columns: Math.max(1, Math.round(width / apart)), rows: Math.max(1, Math.round(height / apart)) }
}

/** Colours at the points: BT.709, limited range. */
export interface PointColours {
  readonly y: Float64Array
  readonly u: Float64Array
  readonly v: Float64Array
}

export function createColours({ columns, rows }: FlashGrid): PointColours {
  const points = columns * rows
  return { y: new Float64Array(points), u: new Float64Array(points), v: new Float64Array(points) }
}

/** Reads the colours of I420 pictures of one size at the points of the grid. */
export function createColourReader(width: number, height: number, grid: FlashGrid) {
  const { columns, rows } = grid
  const luma = new Int32Array(columns * rows)
  const chroma = new Int32Array(columns * rows)
  const toV = (width * height) / 4
  const parts = pointShifts.map((shift) => shiftedPart(grid, { width, height }, shift))
  for (let point = 0; point < luma.length; point++) {
    const part = parts[shiftOf(point)] as Rect
    const x = Math.floor(part.x + (((point % columns) + 0.5) * part.width) / columns)
    const y = Math.floor(part.y + ((Math.floor(point / columns) + 0.5) * part.height) / rows)
    luma[point] = y * width + x
    chroma[point] = width * height + ((y >> 1) * width) / 2 + (x >> 1)
  }
  return (picture: Uint8Array, into: PointColours): void => {
    for (let point = 0; point < luma.length; point++) {
      const at = chroma[point] as number
      into.y[point] = picture[luma[point] as number] as number
      into.u[point] = picture[at] as number
      into.v[point] = picture[at + toV] as number
    }
  }
}

/** WCAG's own transfer function (relative luminance) in steps of a quarter; below 0 it goes on as black, above 255 as white. */
const belowZero = 320
const steps = 4
const linear = Float64Array.from({ length: 960 * steps }, (_, at) => {
  const value = Math.min(255, Math.max(0, at / steps - belowZero)) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

/** WCAG calls a red saturated from this share of all light on. */
const saturated = 0.8

export function createFlashLight({ columns, rows }: FlashGrid): FlashLight {
  return { light: new Float64Array(columns * rows), red: new Float64Array(columns * rows) }
}

/** The light at each point. `weight` is how far they are on the way from one picture's colours to the other's, 0 to 1. */
export function lightOf(from: PointColours, to: PointColours, weight: number, into: FlashLight): void {
  for (let point = 0; point < into.light.length; point++) {
    const grey = (298 / 256) * (between(from.y, to.y, point, weight) - 16)
    const cb = between(from.u, to.u, point, weight) - 128
    const cr = between(from.v, to.v, point, weight) - 128
    const r = linear[indexOf(grey + (459 / 256) * cr)] as number
    const g = linear[indexOf(grey - (55 / 256) * cb - (136 / 256) * cr)] as number
    const b = linear[indexOf(grey + (541 / 256) * cb)] as number
    setLight(into, point, r, g, b)
  }
}

/** The light of RGBA pixels in the shifted grids, one whole grid after the other: of each, the points that stand in it. */
export function lightOfPixels(pixels: Uint8ClampedArray, into: FlashLight): void {
  const points = into.light.length
  for (let point = 0; point < points; point++) {
    const at = 4 * (shiftOf(point) * points + point)
    const r = linear[indexOf(pixels[at] as number)] as number
    const g = linear[indexOf(pixels[at + 1] as number)] as number
    const b = linear[indexOf(pixels[at + 2] as number)] as number
    setLight(into, point, r, g, b)
  }
}

function setLight(into: FlashLight, point: number, r: number, g: number, b: number): void {
  into.light[point] = 0.2126 * r + 0.7152 * g + 0.0722 * b
  into.red[point] = r > 0 && r >= saturated * (r + g + b) ? r - g - b : 0
}

export function between(from: Float64Array, to: Float64Array, point: number, weight: number): number {
  const start = from[point] as number
  return start + ((to[point] as number) - start) * weight
}

function indexOf(colour: number): number {
  return Math.trunc((belowZero + colour) * steps)
}
