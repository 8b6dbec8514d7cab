import { RenderError } from '../../error.ts'
import { formatSize, type Size } from '../size.ts'
import { firstNotFinite } from './finite.ts'

/** Row by row from the top left, without padding. Bytes are 0 to 255; floats are 0 to 1, and what is beyond is clipped. */
export type Pixels = Uint8Array | Uint8ClampedArray | Float32Array | Float64Array

/** The values of a pixel, in their order. Alpha is ignored: pictures are opaque. */
export const pixelFormats = ['gray', 'rgb', 'rgba', 'bgra'] as const
/** One of `pixelFormats`. */
export type PixelFormat = (typeof pixelFormats)[number]

/** How many values a pixel has, and where among them red, green and blue are. */
const layouts = {
  gray: { step: 1, red: 0, green: 0, blue: 0 },
  rgb: { step: 3, red: 0, green: 1, blue: 2 },
  rgba: { step: 4, red: 0, green: 1, blue: 2 },
  bgra: { step: 4, red: 2, green: 1, blue: 0 },
} as const

/** @throws RenderError `bad-pixels` unless these are the pixels of a picture of this size, all of them numbers */
export function checkPixels(pixels: Pixels, format: PixelFormat, size: Size): void {
  if (!pixelFormats.includes(format))
    throw new RenderError(
      'bad-pixels',
      `format is ${JSON.stringify(format)}, and must be one of ${pixelFormats.join(', ')}`,
    )
  const kind = pixels?.constructor?.name ?? String(pixels)
  if (!isBytes(pixels) && !isFloats(pixels))
    throw new RenderError(
      'bad-pixels',
      `pixels are ${kind}, and must be a Uint8Array, Uint8ClampedArray, Float32Array or Float64Array`,
    )
  const { step } = layouts[format]
  const needed = size.width * size.height * step
  if (pixels.length !== needed)
    throw new RenderError(
      'bad-pixels',
      `pixels are ${pixels.length} values, and ${formatSize(size)} in ${format} has ${size.width}·${size.height}·${step} = ${needed}`,
    )
  const at = isFloats(pixels) ? firstNotFinite(pixels) : -1
  if (at >= 0)
    throw new RenderError('bad-pixels', `pixels have ${pixels[at]} at ${at}, and must be numbers from 0 to 1`)
}

function isBytes(pixels: unknown): pixels is Uint8Array | Uint8ClampedArray {
  return pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray
}

function isFloats(pixels: unknown): pixels is Float32Array | Float64Array {
  return pixels instanceof Float32Array || pixels instanceof Float64Array
}

/** Turns checked pixels into RGBA with alpha 255. Bytes that are RGBA already are given back as they are, if `mayShare`. */
export function toRgba(pixels: Pixels, format: PixelFormat, into: Uint8ClampedArray, mayShare: boolean): Uint8Array {
  if (mayShare && format === 'rgba' && isBytes(pixels))
    return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length)
  const { step, red, green, blue } = layouts[format]
  const scale = isFloats(pixels) ? 255 : 1
  // A clamped array rounds to the nearest and clips.
  for (let from = 0, to = 0; to < into.length; from += step, to += 4) {
    into[to] = (pixels[from + red] as number) * scale
    into[to + 1] = (pixels[from + green] as number) * scale
    into[to + 2] = (pixels[from + blue] as number) * scale
    into[to + 3] = 255
  }
  return new Uint8Array(into.buffer, into.byteOffset, into.length)
}
