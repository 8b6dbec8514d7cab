import { screenWidth, stripPixels } from './screen.ts'
import { maxShift } from './strip.ts'

/** Rows of each strip that are looked at. */
const rows = [3, 8, 13] as const

/** A shift that explains less than this share of what is other isn't one. */
const explained = 0.5

/** By how many pixels the picture has moved to the right, as most of it tells; 0 where it has not. */
export function movedBy(before: readonly Uint8Array[], after: readonly Uint8Array[]): number {
  const still = differences(before, after, 0)
  let [best, least] = [0, still * explained]
  for (let by = -maxShift; by <= maxShift; by++) {
    const left = differences(before, after, by)
    if (left < least) [best, least] = [by, left]
  }
  return best
}

function differences(before: readonly Uint8Array[], after: readonly Uint8Array[], by: number): number {
  let count = 0
  for (let i = 0; i < after.length; i++)
    for (const row of rows)
      count += rowDifferences(before[i] as Uint8Array, after[i] as Uint8Array, row * screenWidth, by)
  return count
}

function rowDifferences(before: Uint8Array, after: Uint8Array, row: number, by: number): number {
  let count = 0
  const end = row + screenWidth - maxShift
  for (let at = row + maxShift; at < end; at++) if (after[at] !== before[at - by]) count += 1
  return count
}

/** `by` for a strip that moves with the others, 0 for one that stands, as the head of a game often does. */
export function betterShift(before: Uint8Array, after: Uint8Array, by: number): number {
  let [still, moved] = [0, 0]
  for (let row = 0; row < stripPixels; row += screenWidth) {
    still += rowDifferences(before, after, row, 0)
    moved += rowDifferences(before, after, row, by)
  }
  return moved < still ? by : 0
}
