import type { Context2D, Rect } from '../../game/index.ts'
import { colours, font, type Weight } from './theme.ts'

/** Cuts are remembered, since measuring is the dear part; the oldest goes when the memory is full. */
const cuts = new Map<string, string>()
const maxCuts = 512

/** To be called when a font arrives after text was measured without it. */
export function forgetCuts(): void {
  cuts.clear()
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The text cut on a grapheme, with `…`, so that it is at most `width` (in whole pixels) wide in the context's font. */
export function fit(g: Context2D, text: string, width: number): string {
  const whole = Math.floor(width)
  const key = `${g.font}|${whole}|${text}`
  const known = cuts.get(key)
  if (known !== undefined) return known
  const cut = g.measureText(text).width <= whole ? text : cutToWidth(g, text, whole)
  if (cuts.size >= maxCuts) cuts.delete(cuts.keys().next().value as string)
  cuts.set(key, cut)
  return cut
}

function cutToWidth(g: Context2D, text: string, width: number): string {
  const parts = Array.from(segmenter.segment(text), (part) => part.segment)
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (g.measureText(`${parts.slice(0, middle).join('')}…`).width <= width) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : `${parts.slice(0, low).join('')}…`
}

/** The text in at most `maxLines` lines, broken between words; the last one is cut where it is still too long. */
export function wrap(g: Context2D, text: string, width: number, maxLines: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && (lines.length === maxLines || g.measureText(longer).width <= width))
      lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map((line) => fit(g, line, width))
}

export interface TextStyle {
  readonly px: number
  readonly weight?: Weight
  readonly colour?: string
  readonly align?: CanvasTextAlign
  /** Cut to this many pixels. */
  readonly width?: number
}

/** Writes one line, its middle at `y`; gives its width in pixels. */
export function write(g: Context2D, text: string, x: number, y: number, style: TextStyle): number {
  g.font = font(style.weight ?? 400, style.px)
  g.fillStyle = style.colour ?? colours.text
  g.textAlign = style.align ?? 'left'
  g.textBaseline = 'middle'
  const shown = style.width === undefined ? text : fit(g, text, style.width)
  g.fillText(shown, Math.round(x), Math.round(y))
  return g.measureText(shown).width
}

export function widthOf(g: Context2D, text: string, weight: Weight, px: number): number {
  g.font = font(weight, px)
  return g.measureText(text).width
}

/** Fills a rectangle with round corners. */
export function panel(g: Context2D, rect: Rect, radius: number, colour: string = colours.panel): void {
  g.fillStyle = colour
  g.beginPath()
  g.roundRect(rect.x, rect.y, rect.width, rect.height, Math.min(radius, rect.width / 2, rect.height / 2))
  g.fill()
}
