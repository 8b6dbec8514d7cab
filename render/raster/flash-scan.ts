import type { FlashGrid } from './flash-light.ts'

/** A window is 341 × 256 of 1024 × 768 pixels: ten degrees of the field of vision. */
const windowsAcross = 3

/** Sums over every window of the grid. */
export interface WindowScan {
  readonly windows: number
  /** Points of a window that are its share. */
  readonly needed: number
  /** Whether the sum of the marks in any window meets the test; windows are asked about in their order. */
  some(marks: Int8Array, test: (sum: number, window: number) => boolean): boolean
}

/** By a table of sums from the upper left corner, so that a window costs four look-ups. */
export function createScan({ columns, rows }: FlashGrid, share: number): WindowScan {
  const width = Math.max(1, Math.floor(columns / windowsAcross))
  const height = Math.max(1, Math.floor(rows / windowsAcross))
  const across = columns - width + 1
  const down = rows - height + 1
  const stride = columns + 1
  const sums = new Int32Array(stride * (rows + 1))
  const fill = (marks: Int8Array) => {
    for (let row = 0; row < rows; row++) {
      let sum = 0
      for (let column = 0; column < columns; column++) {
        sum += marks[row * columns + column] as number
        sums[(row + 1) * stride + column + 1] = (sums[row * stride + column + 1] as number) + sum
      }
    }
  }
  return {
    windows: across * down,
    needed: Math.max(1, Math.floor(width * height * share)),
    some(marks, test) {
      fill(marks)
      for (let window = 0; window < across * down; window++) {
        const from = Math.floor(window / across) * stride + (window % across)
        const to = from + height * stride
        const [a, b, c, d] = [sums[from], sums[from + width], sums[to], sums[to + width]] as Four
        if (test(d - b - c + a, window)) return true
      }
      return false
    },
  }
}

type Four = [number, number, number, number]
