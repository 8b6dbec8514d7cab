import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import type { Context2D } from '../../game/index.ts'
import { fontFamily } from '../scene/theme.ts'
import { createI420Converter } from './i420.ts'

/** Draws with Skia and gives the pixels as I420, ready for the encoder. */
export interface Raster {
  readonly context: Context2D
  /** Reads the picture as it stands into `memory`, which has `i420Bytes(width, height)` bytes. */
  read(memory: ArrayBuffer): void
}

export function createRaster(width: number, height: number): Raster {
  registerFonts()
  const canvas = createCanvas(width, height)
  const converter = createI420Converter(width, height)
  return {
    context: canvas.getContext('2d') as unknown as Context2D,
    read(memory) {
      const pixels = canvas.data()
      converter.convert(pixels, new Uint8Array(memory))
      // The copy is 4 bytes a pixel outside the garbage collector's sight; in a busy loop it would pile up to gigabytes.
      ;(pixels.buffer as ArrayBuffer).transfer(0)
    },
  }
}

const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese']
const weights = [400, 600, 800]

/** A server has no fonts of its own, so ours come by npm. Registering them twice does no harm. */
function registerFonts(): void {
  for (const script of scripts)
    for (const weight of weights) {
      const file = import.meta.resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`)
      GlobalFonts.registerFromPath(fileURLToPath(file), fontFamily)
    }
}
