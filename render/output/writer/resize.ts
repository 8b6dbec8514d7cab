import { createCanvas, ImageData, type Canvas } from '@napi-rs/canvas'
import type { Size } from '../size.ts'

/** Draws pictures of any size into one of the stream's. */
export interface Resizer {
  /**
   * @param fill writes the picture that is given, as RGBA
   * @returns RGBA of the stream's size, valid until the next call
   */
  resize(given: Size, fill: (rgba: Uint8ClampedArray) => void): Uint8Array
}

export function createResizer(size: Size): Resizer {
  let target: Canvas | null = null
  let source: ReturnType<typeof createSource> | null = null
  let pixels: Uint8Array | null = null
  return {
    resize(given, fill) {
      // The copy is 4 bytes a pixel outside the garbage collector's sight.
      if (pixels) (pixels.buffer as ArrayBuffer).transfer(0)
      const canvas = (target ??= createCanvas(size.width, size.height))
      if (source?.image.width !== given.width || source.image.height !== given.height) source = createSource(given)
      fill(source.image.data)
      source.context.putImageData(source.image, 0, 0)
      const context = canvas.getContext('2d')
      // Linear with mipmaps; `high` is cubic, and takes two and a half times as long.
      context.imageSmoothingQuality = 'medium'
      context.drawImage(source.canvas, 0, 0, size.width, size.height)
      return (pixels = canvas.data())
    },
  }
}

/** Programs give picture after picture of one size, so what it needs is kept. */
function createSource({ width, height }: Size) {
  const canvas = createCanvas(width, height)
  return { canvas, context: canvas.getContext('2d'), image: new ImageData(width, height) }
}
