import { readJpegSize } from './jpeg.ts'
import { readPngSize } from './png.ts'
import { readWebpSize } from './webp.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface ImageHeader extends Size {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
}

/** What is wrong with a file, as the end of a sentence: `is cut off`. */
export interface Fault {
  readonly fault: string
}

export const isFault = (result: object): result is Fault => 'fault' in result

/** The most of an image: a small file can unpack to gigabytes, so its header is read before anything decodes it. */
export const imageLimits = { bytes: 16 * 2 ** 20, side: 8192, pixels: 2 ** 24 } as const

const formats = [
  { type: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], size: readPngSize },
  { type: 'image/jpeg', magic: [0xff, 0xd8, 0xff], size: readJpegSize },
  { type: 'image/webp', magic: [0x52, 0x49, 0x46, 0x46], size: readWebpSize },
] as const

/** Reads what an image says of itself, by its bytes and never by its name; decodes nothing. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | Fault {
  if (bytes.length > imageLimits.bytes) return tooLong(bytes.length)
  const format = formats.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte))
  if (format === undefined) return { fault: unknownFormat(bytes) }
  const size = format.size(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return isFault(size) ? size : (sizeFault(size) ?? { type: format.type, ...size })
}

export function tooLong(length: number): Fault {
  return { fault: `has ${length} bytes, and may have at most ${imageLimits.bytes}` }
}

/** Why an image of this size is not taken; null where it is. */
export function sizeFault({ width, height }: Size): Fault | null {
  const size = `is ${width}×${height} pixels`
  if (width < 1 || height < 1) return { fault: `${size}, which is nothing to draw` }
  if (width > imageLimits.side || height > imageLimits.side)
    return { fault: `${size}, and may have at most ${imageLimits.side} a side` }
  if (width * height > imageLimits.pixels)
    return { fault: `${size}, and may have at most ${imageLimits.pixels / 2 ** 20} megapixels` }
  return null
}

function unknownFormat(bytes: Uint8Array): string {
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).replace('\ufeff', '').trimStart().toLowerCase()
  return start.startsWith('<svg') || (start.startsWith('<') && start.includes('<svg'))
    ? 'is SVG, which can name other files and grow without end: save it as PNG'
    : 'is no PNG, JPEG or WebP'
}
