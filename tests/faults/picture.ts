import type { Size } from '../../render/output/size.ts'

/** A picture carries its number as black and white fields: 16 bits, and the same 16 turned round, so that a broken one is known. */
const columns = 8
const rows = 4
const bits = 16
const levels = { off: 16, on: 235 } as const

/** Bytes of a picture as the player hands it out: one grey byte a field. */
export const shownBytes = columns * rows

/** Draws picture `n` of I420. */
export function numberedPicture(n: number, size: Size): ArrayBuffer {
  const memory = new ArrayBuffer((size.width * size.height * 3) / 2)
  const bytes = new Uint8Array(memory).fill(128, size.width * size.height)
  drawNumber(bytes, n, size)
  return memory
}

/** Draws the number over the uppermost lines of a picture, whose brightness comes first in memory. */
export function drawNumber(bytes: Uint8Array, n: number, { width, height }: Size): void {
  for (let row = 0; row < rows; row++) {
    const line = new Uint8Array(width)
    for (let x = 0; x < width; x++) {
      const field = row * columns + Math.floor((x * columns) / width)
      line[x] = isOn(n, field) ? levels.on : levels.off
    }
    const [top, bottom] = [row, row + 1].map((each) => Math.ceil((each * height) / rows)) as [number, number]
    for (let y = top; y < bottom; y++) bytes.set(line, y * width)
  }
}

function isOn(n: number, field: number): boolean {
  const bit = (n >> (field % bits)) & 1
  return (bit === 1) === field < bits
}

/** The number of a picture that was shown; null for one that is damaged. */
export function numberOf(fields: Uint8Array): number | null {
  let n = 0
  for (let bit = 0; bit < bits; bit++) {
    const [own, turned] = [(fields[bit] as number) > 125, (fields[bit + bits] as number) > 125]
    if (own === turned) return null
    if (own) n |= 1 << bit
  }
  return n
}

/** What ffmpeg does to a picture so that one grey byte a field is left. */
export const shownFilter = `scale=${columns}:${rows}:flags=area,format=gray`
