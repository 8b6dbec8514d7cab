import type { Rect } from '../../game/index.ts'

/** Colour values of an I420 picture. */
export type Yuv = readonly [y: number, u: number, v: number]

/** An I420 picture of one colour with rectangles on it. */
export function paint(
  width: number,
  height: number,
  ground: Yuv,
  on: readonly { readonly rect: Rect; readonly colour: Yuv }[],
): Uint8Array {
  const picture = new Uint8Array((width * height * 3) / 2)
  for (const { rect, colour } of [{ rect: { x: 0, y: 0, width, height }, colour: ground }, ...on]) {
    const [left, top] = [rect.x & ~1, rect.y & ~1]
    const [right, bottom] = [Math.min(width, (rect.x + rect.width) & ~1), Math.min(height, (rect.y + rect.height) & ~1)]
    for (let y = top; y < bottom; y++) picture.fill(colour[0], y * width + left, y * width + right)
    for (const [plane, value] of [colour[1], colour[2]].entries())
      for (let y = top / 2; y < bottom / 2; y++) {
        const row = width * height + (plane * width * height) / 4 + (y * width) / 2
        picture.fill(value, row + left / 2, row + right / 2)
      }
  }
  return picture
}

/** What alternates in space: stripes that stand or lie, or a checkerboard, of cells that are half a period long. */
export interface Pattern {
  readonly kind: 'standing' | 'lying' | 'checkers'
  /** Pixels. */
  readonly period: number
  /** Where in the period the picture begins, in pixels. */
  readonly phase: number
}

/** Whether a pixel lies in one of the cells of odd number. */
export function isOdd({ kind, period, phase }: Pattern, x: number, y: number): boolean {
  const [across, down] = [x, y].map((at) => Math.floor((2 * (at + phase)) / period)) as [number, number]
  return (kind === 'standing' ? across : kind === 'lying' ? down : across + down) % 2 === 1
}

/** A grey I420 picture of a pattern: the odd cells in one luma, the others in another. */
export function paintPattern(width: number, height: number, pattern: Pattern, odd: number, even: number): Uint8Array {
  const picture = new Uint8Array((width * height * 3) / 2).fill(128, width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) picture[y * width + x] = isOdd(pattern, x, y) ? odd : even
  return picture
}

/** Chroma samples along a block, of which every other is looked at, with the luma of its first pixel. */
const block = 3
/** The side of a block in pixels. */
export const blockPixels = 2 * block
const looks = Math.ceil(block / 2) ** 2

/**
 * The most flashes in any second, counted anew from the definitions, in another way than the product does: a flash is two
 * opposing changes of a tenth or more of the light (the darker side below 0.8) or of saturated red, over a quarter of any
 * third by third of the picture. Places of that size overlap by three quarters; the light of a place is the mean of the
 * blocks that change with it, so each block is followed, and a place changes when a quarter of its blocks have.
 */
export function countFlashes(pictures: readonly Uint8Array[], width: number, height: number, fps: number) {
  const [columns, rows] = [Math.floor(width / 2 / block), Math.floor(height / 2 / block)]
  const seen = pictures.map((picture) => lightOf(picture, width, height, columns, rows))
  const light = most(
    seen.map((each) => each.light),
    columns,
    rows,
    fps,
    0.1,
    0.8,
  )
  const red = most(
    seen.map((each) => each.red),
    columns,
    rows,
    fps,
    20 / 320,
    Infinity,
  )
  return { light, red }
}

/** Opposing changes of each block, as frame numbers; then each place: what a quarter of its blocks have in common. */
function most(frames: Float64Array[], columns: number, rows: number, fps: number, step: number, dark: number): number {
  const changes = Array.from({ length: columns * rows }, (_, at) =>
    extremes(
      frames.map((f) => f[at] as number),
      step,
      dark,
    ),
  )
  const flashes = changes.map((numbers) => Math.floor(busiest(numbers, fps) / 2))
  let worst = 0
  const [w, h] = [Math.floor(columns / 3), Math.floor(rows / 3)]
  for (let top = 0; top + h <= rows; top += Math.max(1, h >> 2))
    for (let left = 0; left + w <= columns; left += Math.max(1, w >> 2)) {
      const inside: number[] = []
      const together = new Int32Array(frames.length)
      for (let y = top; y < top + h; y++)
        for (let x = left; x < left + w; x++) {
          inside.push(flashes[y * columns + x] as number)
          for (const change of changes[y * columns + x] as number[]) together[Math.abs(change)]! += Math.sign(change)
        }
      // A quarter of the blocks flash so often or more.
      inside.sort((a, b) => b - a)
      worst = Math.max(worst, inside[Math.ceil(inside.length / 4) - 1] as number)
      worst = Math.max(worst, Math.floor(busiest(opposing(together, inside.length / 4), fps) / 2))
    }
  return worst
}

/** Frames at which the value turned by `step` or more, negative where it fell. */
function extremes(values: readonly number[], step: number, dark: number): number[] {
  const found: number[] = []
  let [low, high, last] = [values[0] as number, values[0] as number, 0]
  for (const [frame, value] of values.entries()) {
    const turn =
      last <= 0 && value - low >= step && low < dark ? 1 : last >= 0 && high - value >= step && value < dark ? -1 : 0
    if (turn === 0) [low, high] = [Math.min(low, value), Math.max(high, value)]
    else {
      found.push(turn * frame)
      ;[low, high, last] = [value, value, turn]
    }
  }
  return found
}

/** Frames at which so many blocks more rose than fell, or the other way about, in turns. */
function opposing(together: Int32Array, needed: number): number[] {
  let last = 0
  return Array.from(together.entries()).flatMap(([frame, sum]) => {
    const turn = sum >= needed ? 1 : sum <= -needed ? -1 : 0
    if (turn === 0 || turn === last) return []
    last = turn
    return [turn * frame]
  })
}

/** The most of these within less than a second. */
function busiest(changes: readonly number[], fps: number): number {
  const frames = changes.map(Math.abs)
  return Math.max(0, ...frames.map((from) => frames.filter((frame) => frame >= from && frame - from < fps).length))
}

function lightOf(picture: Uint8Array, width: number, height: number, columns: number, rows: number) {
  const [light, red] = [new Float64Array(columns * rows), new Float64Array(columns * rows)]
  const [toU, toV] = [width * height, width * height * 1.25]
  const lines = Array.from({ length: rows * block }, (_, y) => y).filter((y) => (y % block) % 2 === 0)
  const places = Array.from({ length: columns * block }, (_, x) => x).filter((x) => (x % block) % 2 === 0)
  for (const y of lines)
    for (const x of places) {
      const [cb, cr] = [picture[toU + (y * width) / 2 + x], picture[toV + (y * width) / 2 + x]] as [number, number]
      const first = 2 * y * width + 2 * x
      const lumas = [first, first + 1, first + width, first + width + 1].map((at) => picture[at] as number)
      // Mostly the four pixels of a chroma sample are one colour.
      const isOne = lumas.every((luma) => luma === lumas[0])
      const at = Math.floor(y / block) * columns + Math.floor(x / block)
      for (const luma of isOne ? lumas.slice(0, 1) : lumas) {
        const seen = lightOfYuv([luma, cb, cr])
        const share = (isOne ? 1 : 0.25) / looks
        light[at]! += seen.light * share
        red[at]! += seen.red * share
      }
    }
  return { light, red }
}

function lightOfYuv([y, u, v]: Yuv): { light: number; red: number } {
  const [luma, cb, cr] = [(y - 16) / 219, (u - 128) / 224, (v - 128) / 224]
  const r = linear(luma + 1.5748 * cr)
  const g = linear(luma - 0.1873 * cb - 0.4681 * cr)
  const b = linear(luma + 1.8556 * cb)
  return { light: 0.2126 * r + 0.7152 * g + 0.0722 * b, red: r > 0 && r / (r + g + b) >= 0.8 ? r - g - b : 0 }
}

function linear(value: number): number {
  const part = Math.min(1, Math.max(0, value))
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
