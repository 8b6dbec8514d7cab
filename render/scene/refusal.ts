import type { Context2D, Rect } from '../../game/index.ts'
import { breakLines, splitLine } from '../text/lines.ts'
import { cut, panel, widthOf, write } from './text.ts'
import { colours } from './theme.ts'

/** What a line of the feed says of a message that did not count. */
export interface Refusal {
  readonly who: string
  /** Its lines; the first stands beside the name. */
  readonly why: readonly string[]
}

/** Side of the cross before a refusal, in units of the text. */
const crossSide = 0.55

/** Share of its line that a long name keeps, and what is left of it at the least before it goes, in units of the text. */
const forName = 0.4
export const leastName = 2.6

/** Lines that a reason may take, at most. */
export const mostRefusalRows = 3

/**
 * Why somebody's message did not count: a sentence that is cut teaches nobody anything. So it is said in one line where that
 * is enough; else without what was typed, which its author knows; else in as many lines as it takes and there are `rows`. Of one line
 * the name gives way to it, and is left out before the sentence is cut.
 */
export function refusalOf(
  g: Context2D,
  { name, reason }: { readonly name: string; readonly reason: string },
  width: number,
  px: number,
  rows: number,
): Refusal {
  const room = width - px * crossSide - 4 * padOf(px)
  const widthOfReason = (text: string) => Math.ceil(widthOf(g, text, 400, px))
  const widest = Math.ceil(widthOf(g, name, 600, px))
  const short = withoutQuote(reason)
  const sentences = [reason, short]
  const oneLine = sentences.find((text) => widthOfReason(text) <= room - Math.min(widest, room * forName))
  const why = oneLine ?? short
  if (oneLine !== undefined || rows < 2) {
    // Whoever it was knows it; of what they are told every word counts.
    const left = room - widthOfReason(why)
    const who = left >= Math.min(widest, px * leastName) ? cut(g, name, 600, px, left).text : ''
    return { who, why: [who === '' ? cut(g, why, 400, px, room + padOf(px)).text : why] }
  }
  const who = cut(g, name, 600, px, room / 2)
  const below = room + padOf(px)
  const broken = (text: string, lines: number) => {
    const [begin, rest] = splitLine(text, (part) => widthOfReason(part) <= room - who.width)
    return [begin, ...breakLines(rest, (part) => widthOfReason(part) <= below, lines - 1)]
  }
  for (let lines = 2; lines <= rows; lines++)
    for (const text of sentences) {
      const made = broken(text, lines)
      if (made.slice(1).every((line) => widthOfReason(line) <= below)) return { who: who.text, why: made }
    }
  return { who: who.text, why: broken(why, rows).map((line) => cut(g, line, 400, px, below).text) }
}

/** A reason begins with what was typed, in quotes: “lefft”: did you mean “left”? */
function withoutQuote(reason: string): string {
  const end = reason.indexOf('”: ')
  return reason.startsWith('“') && end > 0 ? reason.slice(end + 3) : reason
}

function padOf(px: number): number {
  return px * 0.6
}

/** The cross says in a shape what the dimmed letters say. */
export function drawRefusal(g: Context2D, { who, why }: Refusal, rect: Rect, px: number): void {
  const pad = padOf(px)
  const side = px * crossSide
  const beside = Math.ceil(widthOf(g, who, 600, px)) + (who === '' ? 0 : pad)
  const widths = why.map((line, index) => widthOf(g, line, 400, px) + (index === 0 ? beside : 0))
  panel(g, { ...rect, width: Math.min(rect.width, Math.ceil(side + Math.max(...widths) + 3 * pad)) }, px * 0.4)
  const height = rect.height / why.length
  const x = rect.x + 2 * pad + side
  const middle = (line: number) => rect.y + (line + 0.5) * height
  drawCross(g, rect.x + pad, middle(0), side)
  write(g, who, x, middle(0), { px, weight: 600, colour: colours.dim })
  for (const [index, line] of why.entries())
    write(g, line, index === 0 ? x + beside : x, middle(index), { px, weight: 400, colour: colours.dim })
}

function drawCross(g: Context2D, x: number, y: number, size: number): void {
  g.strokeStyle = colours.dim
  g.lineWidth = Math.max(1.5, size * 0.2)
  g.beginPath()
  g.moveTo(x, y - size / 2)
  g.lineTo(x + size, y + size / 2)
  g.moveTo(x + size, y - size / 2)
  g.lineTo(x, y + size / 2)
  g.stroke()
}
