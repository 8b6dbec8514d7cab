import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { Context2D } from '../../game/index.ts'
import { fontFor, isWorldly, registerFonts } from './fonts.ts'
import { createI420Converter } from './i420.ts'

/** Draws with Skia and gives the pixels as I420, ready for the encoder. */
export interface Raster {
  readonly context: Context2D
  /** Reads the picture as it stands into `memory`, which has `i420Bytes(width, height)` bytes. */
  read(memory: ArrayBuffer): void
}

export function createRaster(width: number, height: number): Raster {
  const { canvas, context } = createDrawing(width, height)
  const converter = createI420Converter(width, height)
  return {
    context,
    read(memory) {
      const pixels = canvas.data()
      converter.convert(pixels, new Uint8Array(memory))
      // The copy is 4 bytes a pixel outside the garbage collector's sight; in a busy loop it would pile up to gigabytes.
      ;(pixels.buffer as ArrayBuffer).transfer(0)
    },
  }
}

/** A canvas whose context has the product's fonts: those of other scripts come with the first text that needs them, as in a browser. */
export function createDrawing(width: number, height: number): { canvas: Canvas; context: Context2D } {
  registerFonts()
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  // The default follows the host's language, and with it the forms of letters.
  context.lang = 'en'
  return { canvas, context: withFonts(context as unknown as Context2D) }
}

/** On the context itself, since a game writes by it directly. */
function withFonts(context: Context2D): Context2D {
  const fillText = context.fillText.bind(context)
  const strokeText = context.strokeText.bind(context)
  const measureText = context.measureText.bind(context)
  const inFontOf = <Result>(text: string, act: () => Result): Result => {
    if (!isWorldly(text)) return act()
    const { font } = context
    const wider = fontFor(font, text)
    // Most texts beyond Latin only have a `…` or a dash.
    if (wider === font) return act()
    context.font = wider
    try {
      return act()
    } finally {
      context.font = font
    }
  }
  context.fillText = (text, ...at) => inFontOf(text, () => fillText(text, ...at))
  context.strokeText = (text, ...at) => inFontOf(text, () => strokeText(text, ...at))
  context.measureText = (text) => inFontOf(text, () => measureText(text))
  return context
}
