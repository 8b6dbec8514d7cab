import type { Context2D, Rect } from '../../../index.ts'

/**
 * Night outside, and a lane with toys of wood, steel and enamel. All that moves on the lane has about the light of the lane itself, a
 * quarter of white, and is told apart by its hue: hundreds of bright marbles on a dark lane would be one long flash, which the show
 * has to blur. What is written has at least 4.5 : 1 with its ground.
 */
export const colours = {
  night: '#0b0e1c',
  lane: ['#8e8aa2', '#928ea6'],
  stud: '#9a96ae',
  star: '#5a6aa8',
  rail: '#c98f4e',
  railLight: '#f0c68a',
  shadow: 'rgba(20, 22, 40, 0.16)',
  wall: '#b0986c',
  wallLight: '#c4b28b',
  peg: '#9aa6bd',
  pegLight: '#c3cbdc',
  bumper: '#c75c80',
  bumperRing: '#d687a3',
  spinner: '#4a9d92',
  spinnerLight: '#72b8ad',
  gate: '#c97b2b',
  gateLight: '#dc9a55',
  pad: '#c9b23e',
  padGround: 'rgba(201, 178, 62, 0.3)',
  sign: '#12141f',
  panel: '#12172c',
  edge: '#4a5a96',
  text: '#ffffff',
  quiet: '#c3c8d6',
  accent: '#7fd0ff',
  gold: '#f5c842',
  silver: '#cfd6e4',
  bronze: '#d99a62',
  streak: 'rgba(187, 152, 58, 0.9)',
} as const

export interface Writing {
  readonly px: number
  readonly colour?: string
  readonly weight?: 400 | 600 | 800
  readonly align?: 'left' | 'center' | 'right'
  /** What doesn’t fit is cut, with `…` at its end. */
  readonly width?: number
}

/** Letters with what belongs to them: an accent or half an emoji is never cut off. */
const segmenter = new Intl.Segmenter('en')

/** Writes a line around the height `y`. @returns how wide it is */
export function write(g: Context2D, text: string, x: number, y: number, options: Writing): number {
  const { px, colour = colours.text, weight = 600, align = 'left', width = Infinity } = options
  g.font = `${weight} ${Math.ceil(px)}px Inter, sans-serif`
  g.textAlign = align
  g.textBaseline = 'middle'
  g.fillStyle = colour
  const shown = fitted(g, text, width)
  g.fillText(shown, Math.round(x), Math.round(y))
  return g.measureText(shown).width
}

/** The first of several wordings, the longest first, that has room as it would be written; the last where none has. */
export function wording(g: Context2D, texts: readonly string[], writing: Writing): string {
  const { px, weight = 600, width = Infinity } = writing
  g.font = `${weight} ${Math.ceil(px)}px Inter, sans-serif`
  return texts.find((text) => g.measureText(text).width <= width) ?? texts.at(-1) ?? ''
}

function fitted(g: Context2D, text: string, width: number): string {
  if (width === Infinity || g.measureText(text).width <= width) return text
  const letters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  let [fits, most] = [1, letters.length - 1]
  while (fits < most) {
    const half = Math.ceil((fits + most) / 2)
    if (g.measureText(`${letters.slice(0, half).join('')}…`).width <= width) fits = half
    else most = half - 1
  }
  return `${letters.slice(0, fits).join('')}…`
}

export function card(g: Context2D, { x, y, width, height }: Rect, round: number): void {
  g.beginPath()
  g.roundRect(Math.round(x), Math.round(y), Math.round(width), Math.round(height), round)
  g.fillStyle = colours.panel
  g.fill()
  g.strokeStyle = colours.edge
  g.lineWidth = Math.max(2, round / 6)
  g.stroke()
}
