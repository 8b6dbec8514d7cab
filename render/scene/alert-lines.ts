import type { Context2D } from '../../game/index.ts'
import { splitLine } from '../text/lines.ts'
import { cut, widthOf } from './text.ts'
import type { Weight } from './theme.ts'

/** A stretch of an alert in one style. */
export interface AlertPart {
  readonly of: 'kind' | 'name' | 'text'
  readonly text: string
}

export interface AlertSaid {
  /** What kind of alert it is, in a word that is always shown whole. */
  readonly word: string
  /** Empty where nobody in particular is meant. */
  readonly name: string
  readonly text: string
}

/** Where the lines have to fit. */
interface Room {
  readonly width: number
  readonly lines: number
  readonly px: number
}

export function weightOf({ of }: Pick<AlertPart, 'of'>): Weight {
  return of === 'text' ? 600 : 800
}

/** Between two parts of a line, in pixels. */
export function partGap(px: number): number {
  return px * 0.6
}

export function lineWidth(g: Context2D, line: readonly AlertPart[], px: number): number {
  const parts = line.map((part) => Math.ceil(widthOf(g, part.text, weightOf(part), px)))
  return parts.reduce((sum, width) => sum + width, 0) + Math.max(0, line.length - 1) * partGap(px)
}

/** One line where everything has room, else two where there is room for them; else the name gives way first, and then words, but no number. */
export function alertLines(g: Context2D, said: AlertSaid, room: Room): AlertPart[][] {
  const whole = lineOf(said)
  if (lineWidth(g, whole, room.px) <= room.width) return [whole]
  return room.lines > 1 ? twoLines(g, said, room) : [oneLine(g, said, room)]
}

function lineOf({ word, name, text }: AlertSaid): AlertPart[] {
  const parts: AlertPart[] = [
    { of: 'kind', text: word },
    { of: 'name', text: name },
    { of: 'text', text },
  ]
  return parts.filter((part) => part.text !== '')
}

function ofText(text: string): AlertPart[] {
  return lineOf({ word: '', name: '', text })
}

/** Who in the first and what in the second; a text that is longer than a line begins in the first one. */
function twoLines(g: Context2D, { word, name, text }: AlertSaid, { width, px }: Room): AlertPart[][] {
  const forName = width - Math.ceil(widthOf(g, word, 800, px)) - partGap(px)
  const who = cut(g, name, 800, px, forName).text
  const first = lineOf({ word, name: who, text: '' })
  const left = width - lineWidth(g, first, px) - partGap(px)
  const isLong = widthOf(g, text, 600, px) > width
  if (name !== '' && !isLong) return [first, ofText(text)]
  const [begin, rest] = splitLine(text, (part) => widthOf(g, part, 600, px) <= left)
  return [lineOf({ word, name: who, text: begin }), ofText(cut(g, rest, 600, px, width).text)]
}

/** Share of what the kind leaves in a line that a long name has at least. */
const forName = 0.34

function oneLine(g: Context2D, { word, name, text }: AlertSaid, { width, px }: Room): AlertPart[] {
  const room = width - Math.ceil(widthOf(g, word, 800, px)) - (name === '' ? 1 : 2) * partGap(px)
  const least = Math.min(Math.ceil(widthOf(g, name, 800, px)), room * forName)
  const what = shorten(g, text, room - least, px)
  const who = cut(g, name, 800, px, room - Math.ceil(widthOf(g, what, 600, px))).text
  return lineOf({ word, name: who, text: what })
}

/** As much of a text as fits: without the words before its number, or the number alone, before the number would go. */
function shorten(g: Context2D, text: string, width: number, px: number): string {
  const words = text.split(' ')
  const number = words.findIndex((word) => /\d/.test(word))
  const shorter = number < 0 ? [] : [words.slice(number).join(' '), words[number] as string]
  const found = [text, ...shorter].find((each) => widthOf(g, each, 600, px) <= width)
  return found ?? cut(g, text, 600, px, width).text
}
