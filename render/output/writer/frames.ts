import { RenderError } from '../../error.ts'
import { createI420Converter, i420Bytes } from '../../raster/i420.ts'
import { formatSize, type Size } from '../size.ts'
import { checkPixels, toRgba, type PixelFormat, type Pixels } from './pixels.ts'
import { createResizer } from './resize.ts'

/** The pictures that a program gives. */
export interface PictureLayout {
  /** Default: `rgb`. */
  readonly format?: PixelFormat
  /** Size of the picture given; default: that of the stream. */
  readonly width?: number
  readonly height?: number
  /** Whether a picture of another size is drawn to fill the stream's, stretched where its shape is another. Default: false. */
  readonly resize?: boolean
}

/** Longest side of a picture that is resized. */
const maxSide = 8192

/** Makes frames of pictures as they are given. What is given may be changed again as soon as `make` has returned. */
export interface FrameMaker {
  /** @throws RenderError `bad-pixels` */
  make(pixels: Pixels, layout: PictureLayout): ArrayBuffer
  /** Takes back the memory of a frame, to be used again. */
  free(memory: ArrayBuffer): void
}

/** @param maxFree how many frames' memory is kept */
export function createFrameMaker(size: Size, maxFree: number): FrameMaker {
  const converter = createI420Converter(size.width, size.height)
  const resizer = createResizer(size)
  const rgba = new Uint8ClampedArray(size.width * size.height * 4)
  const free: ArrayBuffer[] = []

  function toStreamSize(pixels: Pixels, layout: PictureLayout): Uint8Array {
    const { format = 'rgb', width = size.width, height = size.height, resize = false } = layout
    const given = { width, height }
    checkSize(given, size, resize)
    checkPixels(pixels, format, given)
    if (width === size.width && height === size.height) return toRgba(pixels, format, rgba, true)
    return resizer.resize(given, (into) => toRgba(pixels, format, into, false))
  }

  return {
    make(pixels, layout) {
      const picture = toStreamSize(pixels, layout)
      const memory = free.pop() ?? new ArrayBuffer(i420Bytes(size.width, size.height))
      converter.convert(picture, new Uint8Array(memory))
      return memory
    },
    free(memory) {
      if (free.length < maxFree) free.push(memory)
    },
  }
}

function checkSize(given: Size, size: Size, resize: boolean): void {
  for (const [name, side] of Object.entries({ width: given.width, height: given.height }))
    if (!Number.isInteger(side) || side < 1 || side > maxSide)
      throw new RenderError('bad-pixels', `${name} is ${side}, and must be a whole number from 1 to ${maxSide}`)
  if (resize || (given.width === size.width && given.height === size.height)) return
  throw new RenderError(
    'bad-pixels',
    `the picture is ${formatSize(given)} and the stream ${formatSize(size)}; give resize: true to have it drawn to fit`,
  )
}
