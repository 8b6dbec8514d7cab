import { palette } from './palette.ts'
import { black, screenHeight, screenWidth, stripPixels, strips } from './screen.ts'
import { readStrip } from './strip.ts'

/** A strip of the state, as far as it is read. */
interface StripState {
  readonly whole: string
  readonly changes: { readonly length: number; readonly [index: number]: string }
}

/** The picture of one state, kept up to date. */
export interface Receiver {
  /** RGBA of `screenWidth` × `screenHeight` pixels. The same array each time. */
  read(texts: { readonly length: number; readonly [index: number]: StripState }): Uint8ClampedArray<ArrayBuffer>
}

/** What of a strip was read already. */
interface Known {
  readonly pixels: Uint8Array
  whole: string
  changes: number
  last: string
}

/** Opaque colours as a canvas has them in memory: every machine that there is has the low byte first. */
const colours = Uint32Array.from(palette, (colour) => (0xff_00_00_00 | colour) >>> 0)

export function createReceiver(): Receiver {
  const rgba = new Uint8ClampedArray(4 * screenWidth * screenHeight)
  const pixels = new Uint32Array(rgba.buffer).fill(colours[black] as number)
  const known = Array.from({ length: strips }, (): Known => ({
    pixels: new Uint8Array(stripPixels).fill(black),
    whole: '',
    changes: 0,
    last: '',
  }))
  return {
    read(texts) {
      for (let i = 0; i < Math.min(strips, texts.length); i++)
        if (catchUp(known[i] as Known, texts[i] as StripState)) {
          const strip = (known[i] as Known).pixels
          for (let at = 0; at < stripPixels; at++) pixels[i * stripPixels + at] = colours[strip[at] as number] ?? 0
        }
      return rgba
    },
  }
}

/** Reads what is new; all of it where it isn't what was read before and something more. @returns whether anything was new */
function catchUp(known: Known, { whole, changes }: StripState): boolean {
  const goesOn =
    known.whole === whole && known.changes <= changes.length && known.last === (changes[known.changes - 1] ?? '')
  if (goesOn && known.changes === changes.length) return false
  if (!goesOn) {
    known.pixels.fill(black)
    known.whole = whole
    known.changes = 0
    known.last = ''
    readStrip(whole, known.pixels)
  }
  for (; known.changes < changes.length; known.changes++) {
    known.last = changes[known.changes] as string
    readStrip(known.last, known.pixels)
  }
  return true
}
