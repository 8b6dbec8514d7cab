import { createSymbolWriter, symbolAt, wideAt } from '../symbols.ts'
import { black, screenWidth, stripPixels } from './screen.ts'

/*
 * A strip as text: how far the strip before it is shifted sideways, then runs of pixels. A run is a symbol of its kind and length,
 * two more symbols where it is long, and what the kind needs besides.
 */

/** `kept` is what was there before, `filled` a colour, `listed` a colour for each pixel, `copied` what is so far back in this strip. */
const kinds = { kept: 0, filled: 1, listed: 2, copied: 3 } as const

/** A symbol holds a kind and a length of 1 to 22; the last stands for a longer one. */
const lengths = 23
const longest = lengths - 1

/** Pixels back: a tile, a bush, and rows. Screens are made of tiles, so most that is new is there already. */
const distances = [8, 16, 32, 64, screenWidth, 2 * screenWidth, 8 * screenWidth] as const

/** A copy of fewer costs more than it saves. */
const leastCopy = 4
const leastFill = 3

/** The furthest that a strip is shifted, to either side. */
export const maxShift = 8

const writer = createSymbolWriter(2 * stripPixels)
const shifted = new Uint8Array(stripPixels)

/**
 * What makes `next` of `before`. Both are colour numbers of 0 to 63, row by row.
 *
 * @param shift pixels by which what was there has moved to the right, −8 to 8
 */
export function writeStrip(before: Uint8Array, next: Uint8Array, shift = 0): string {
  const ground = shift === 0 ? before : shiftedBy(before, shift)
  writer.put(shift + maxShift)
  let at = 0
  let listedFrom = -1
  const endList = () => {
    if (listedFrom < 0) return
    putRun(kinds.listed, at - listedFrom)
    for (let i = listedFrom; i < at; i++) writer.put(next[i] as number)
    listedFrom = -1
  }
  while (at < stripPixels) {
    const kept = equalRun(next, at, ground, at)
    // A short one within a list costs as much as it saves, but a list that ends is one to begin again.
    if (kept > (listedFrom < 0 ? 0 : 2)) {
      endList()
      // The rest of the strip needs no word.
      if (at + kept < stripPixels) putRun(kinds.kept, kept)
      at += kept
      continue
    }
    const filled = sameRun(next, at)
    const copy = longestCopy(next, at)
    if (copy.length >= leastCopy && copy.length > filled) {
      endList()
      putRun(kinds.copied, copy.length)
      writer.put(copy.distance)
      at += copy.length
    } else if (filled >= leastFill) {
      endList()
      putRun(kinds.filled, filled)
      writer.put(next[at] as number)
      at += filled
    } else {
      if (listedFrom < 0) listedFrom = at
      at += 1
    }
  }
  endList()
  return writer.take()
}

/** Makes the next strip of `strip`, which had the one before. Whatever the text says, nothing beyond the strip is touched. */
export function readStrip(text: string, strip: Uint8Array): void {
  const shift = symbolAt(text, 0) - maxShift
  if (shift !== 0) strip.set(shiftedBy(strip, shift))
  let at = 0
  let place = 1
  while (place < text.length && at < stripPixels) {
    const symbol = symbolAt(text, place++)
    const kind = Math.floor(symbol / lengths)
    let length = (symbol % lengths) + 1
    if (length > longest) {
      length = wideAt(text, place)
      place += 2
    }
    const end = Math.min(stripPixels, at + length)
    if (kind === kinds.listed) for (; at < end; at++) strip[at] = symbolAt(text, place++)
    else if (kind === kinds.filled) strip.fill(symbolAt(text, place++), at, end)
    else if (kind === kinds.copied) {
      const back = distances[symbolAt(text, place++)] ?? 0
      for (; at < end; at++) strip[at] = strip[at - back] ?? black
    }
    at = end
  }
}

function putRun(kind: number, length: number): void {
  if (length < longest + 1) return writer.put(kind * lengths + length - 1)
  writer.put(kind * lengths + longest)
  writer.putWide(length)
}

function equalRun(a: Uint8Array, at: number, b: Uint8Array, from: number): number {
  let i = 0
  while (at + i < stripPixels && a[at + i] === b[from + i]) i++
  return i
}

function sameRun(pixels: Uint8Array, at: number): number {
  const colour = pixels[at]
  let end = at + 1
  while (end < stripPixels && pixels[end] === colour) end++
  return end - at
}

const best = { length: 0, distance: 0 }

function longestCopy(pixels: Uint8Array, at: number): typeof best {
  best.length = 0
  for (let i = 0; i < distances.length; i++) {
    const back = distances[i] as number
    if (back > at || pixels[at] !== pixels[at - back]) continue
    const length = equalRun(pixels, at, pixels, at - back)
    if (length > best.length) {
      best.length = length
      best.distance = i
    }
  }
  return best
}

/** The rows moved sideways; what comes in at the edge is as it was. */
function shiftedBy(strip: Uint8Array, by: number): Uint8Array {
  shifted.set(strip)
  for (let row = 0; row < stripPixels; row += screenWidth) {
    const from = row + Math.max(0, -by)
    shifted.set(strip.subarray(from, from + screenWidth - Math.abs(by)), row + Math.max(0, by))
  }
  return shifted
}
