import type { Context2D } from '../../game/index.ts'
import { cut, widthOf, wrap, write } from './text.ts'
import { colours, font } from './theme.ts'

/** What the status has to say: the word of what is not as usual, and the streamer’s line. Either may be empty. */
export interface StatusSaid {
  readonly word: string
  readonly line: string
}

/** A stretch of the status in one style. */
interface StatusPart {
  readonly of: keyof StatusSaid
  readonly text: string
}

/** Where the rows have to fit. */
interface Room {
  readonly width: number
  readonly rows: number
  readonly px: number
}

const weight = 600

/** Between the word and the line, in units of the text. */
const partGap = 0.8

export function rowWidth(g: Context2D, row: readonly StatusPart[], px: number): number {
  const widths = row.map(({ text }) => Math.ceil(widthOf(g, text, weight, px)))
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, row.length - 1) * px * partGap
}

/** All in one row where it has room, else in two where there is room for them. The word comes first, and the line is what gives way. */
export function statusRows(g: Context2D, { word, line }: StatusSaid, { width, rows, px }: Room): StatusPart[][] {
  const whole = [...rowOf('word', word), ...rowOf('line', line)]
  if (line === '' || rowWidth(g, whole, px) <= width) return [whole]
  if (word !== '')
    return rows > 1 ? [rowOf('word', word), rowOf('line', cut(g, line, weight, px, width).text)] : [rowOf('word', word)]
  g.font = font(weight, px, line)
  return wrap(g, line, width, rows).map((text) => rowOf('line', text))
}

function rowOf(of: StatusPart['of'], text: string): StatusPart[] {
  return text === '' ? [] : [{ of, text }]
}

/** Writes a row, its middle at `y`, and cuts what is wider than the room. */
export function writeRow(
  g: Context2D,
  row: readonly StatusPart[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  { px, word }: { readonly px: number; readonly word: string },
): void {
  for (const { of, text } of row) {
    const colour = of === 'word' ? word : colours.text
    x += Math.ceil(write(g, text, x, y, { px, weight, colour, width })) + px * partGap
  }
}
