import type { Context2D, Rect } from '../../game/index.ts'
import { isolate } from '../text/direction.ts'
import { graphemesOf } from '../text/graphemes.ts'
import { drawable } from '../text/drawable.ts'
import { breakLines } from '../text/lines.ts'
import { createMemory } from '../text/memory.ts'
import { colours, font, type Weight } from './theme.ts'

/** Cuts and widths are remembered, since measuring is the dear part. A full picture has about a hundred texts. */
const cuts = createMemory<string>(512)
const widths = createMemory<number>(1024)
/** The lines of a wrapped text, with a line break between them: a break within a text is drawn as a space. */
const wraps = createMemory<string>(64)

/** To be called when a font arrives after text was measured without it. */
export function forgetCuts(): void {
  cuts.clear()
  widths.clear()
  wraps.clear()
}

/** The text in at most `maxLines` lines of the context's font, as `breakLines` breaks it; the last one is cut where it is still too long. */
export function wrap(g: Context2D, text: string, width: number, maxLines: number): string[] {
  const whole = Math.floor(width)
  const lines = wraps.of(`${g.font}|${whole}|${maxLines}|${text}`, () =>
    breakLines(drawable(text.slice(0, maxUnits)).replaceAll('\n', ' '), (part) => measured(g, part) <= whole, maxLines)
      .map((line) => fit(g, line, whole))
      .join('\n'),
  )
  return lines.split('\n')
}

/** More of a text, in UTF-16 units, never has room in one line; what is beyond isn't even looked at. */
const maxUnits = 1000

/** The text as it can be drawn, cut on a grapheme and never within a number, with `…`, so that it is at most `width` (in whole pixels) wide in the context's font. */
export function fit(g: Context2D, text: string, width: number): string {
  const whole = Math.floor(width)
  return cuts.of(`${g.font}|${whole}|${text}`, () => {
    const shown = drawable(text)
    return shown.length <= maxUnits && measured(g, shown) <= whole ? shown : cutToWidth(g, shown, whole)
  })
}

function cutToWidth(g: Context2D, text: string, width: number): string {
  const parts = graphemesOf(text, maxUnits)
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (g.measureText(`${parts.slice(0, middle).join('')}…`).width <= width) low = middle
    else high = middle - 1
  }
  if (low === 0) return ''
  const kept = parts.slice(0, beforeNumber(parts, low)).join('')
  // After a number the space stays: `12…` might be the beginning of another one.
  return /\d $/.test(kept) ? `${kept}…` : `${kept.trimEnd()}…`
}

/** Longer runs of digits are no quantities, but somebody's name. */
const longestNumber = 15

/**
 * How many of the first `count` graphemes are left where a number goes as a whole that is cut, or has no space after it before the `…`:
 * `12…` would be another number.
 */
function beforeNumber(parts: readonly string[], count: number): number {
  const isDigit = (at: number) => /^\d$/.test(parts[at] ?? '')
  const isWithin = (at: number) =>
    isDigit(at) || (/^[.,:’\u202f]$/.test(parts[at] ?? '') && isDigit(at - 1) && isDigit(at + 1))
  const isAtEnd = isDigit(count - 1) && parts[count] === ' '
  if (!isWithin(count) && !isAtEnd) return count
  let start = count
  while (start > 0 && count - start < longestNumber && isWithin(start - 1)) start -= 1
  return count - start < longestNumber ? start : count
}

function measured(g: Context2D, text: string): number {
  return widths.of(`${g.font}|${text}`, () => g.measureText(text).width)
}

export interface TextStyle {
  readonly px: number
  readonly weight?: Weight
  readonly colour?: string
  readonly align?: CanvasTextAlign
  /** Cut to this many pixels. */
  readonly width?: number
}

/** Writes one line, its middle at `y`, and keeps it in that line: what is piled upon a letter is clipped. Gives its width in pixels. */
export function write(g: Context2D, text: string, x: number, y: number, style: TextStyle): number {
  g.font = font(style.weight ?? 400, style.px, text)
  g.fillStyle = style.colour ?? colours.text
  g.textAlign = style.align ?? 'left'
  g.textBaseline = 'middle'
  // A page that is written from right to left must not turn the picture.
  g.direction = 'ltr'
  const shown = style.width === undefined ? drawable(text) : fit(g, text, style.width)
  const at = { x: Math.round(x), y: Math.round(y) }
  if (mark.test(shown)) writeClipped(g, isolate(shown), at, style.px)
  else g.fillText(isolate(shown), at.x, at.y)
  return measured(g, shown)
}

/** What may stand above or below a letter, in any number. */
const mark = /\p{M}/u

/** Height of a line in units of the text: as high as the lines of the feed stand apart, with room for every script's own marks. */
const lineHeight = 1.5

/** Wide enough for any text at either side: only the height is cut. */
const farAway = 1 << 14

function writeClipped(g: Context2D, text: string, at: { x: number; y: number }, px: number): void {
  const height = Math.ceil(px * lineHeight)
  g.save()
  g.beginPath()
  g.rect(at.x - farAway, at.y - Math.floor(height / 2), 2 * farAway, height)
  g.clip()
  g.fillText(text, at.x, at.y)
  g.restore()
}

/** What `fit` leaves of a text in that style, and its width. */
export function cut(g: Context2D, text: string, weight: Weight, px: number, width: number) {
  g.font = font(weight, px, text)
  const shown = fit(g, text, width)
  return { text: shown, width: widthOf(g, shown, weight, px) }
}

export function widthOf(g: Context2D, text: string, weight: Weight, px: number): number {
  g.font = font(weight, px, text)
  return measured(g, drawable(text))
}

/** Fills a rectangle with round corners. */
export function panel(g: Context2D, rect: Rect, radius: number, colour: string = colours.panel): void {
  g.fillStyle = colour
  g.beginPath()
  g.roundRect(rect.x, rect.y, rect.width, rect.height, Math.min(Math.round(radius), rect.width / 2, rect.height / 2))
  g.fill()
}
