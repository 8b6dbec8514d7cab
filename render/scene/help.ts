import { helpNow, type Context2D, type Rect } from '../../game/index.ts'
import { pageOf, type HelpText } from './help-pages.ts'
import { createLayer } from './layer.ts'
import { units } from './layout.ts'
import { panel, widthOf, write } from './text.ts'
import { colours, type Weight } from './theme.ts'

interface Word {
  readonly text: string
  readonly width: number
  readonly weight: Weight
  readonly colour: string
}

interface Line {
  readonly usage: Word[]
  readonly help: Word[]
}

interface PlacedWord extends Word {
  readonly x: number
}

/** Seconds that the same commands and examples stay. */
const pageSeconds = 8

/** What can be typed, from the game's own command specs and the mode's words: as few rows as it takes, at the foot of the picture. */
export const help = createLayer(
  'help',
  ({ show }) => {
    const lines = helpNow(show)
    if (lines.length === 0) return null
    const turn = Math.floor(show.tick / (pageSeconds * show.tickRate))
    return { lines, turn }
  },
  (g, { lines, turn }, { help: rect, text: px }) => {
    const pad = px * 0.8
    const rowHeight = px * units.helpLine
    const room = { width: rect.width - 2 * pad, rows: Math.floor((rect.height - px * units.helpPad + 1) / rowHeight) }
    const fits = (page: readonly HelpText[]) => place(wordsOf(g, page, px), room.width, px).length <= room.rows
    const rows = cutRows(g, wordsOf(g, pageOf(lines, turn, fits), px), room, px)
    const height = Math.round(rows.length * rowHeight + px * units.helpPad)
    drawRows(g, rows, { ...rect, y: rect.y + rect.height - height, height }, px)
  },
)

function drawRows(g: Context2D, rows: readonly PlacedWord[][], rect: Rect, px: number): void {
  const pad = px * 0.8
  panel(g, rect, px * 0.6)
  for (const [index, row] of rows.entries()) {
    const y = rect.y + (px * units.helpPad) / 2 + (index + 0.5) * px * units.helpLine
    for (const { text, x, weight, colour } of row)
      write(g, text, rect.x + pad + x, y, { px, weight, colour, width: rect.width - 2 * pad - x + 1 })
  }
}

function wordsOf(g: Context2D, lines: readonly HelpText[], px: number): Line[] {
  const words = (text: string, weight: Weight, colour: string) =>
    text.split(' ').map((word) => ({ text: word, width: widthOf(g, word, weight, px), weight, colour }))
  return lines.map(({ usage, help: does }) => ({
    usage: words(usage, 800, colours.text),
    help: words(does, 400, colours.quiet),
  }))
}

/** While it doesn't fit, the longest usage loses its last word to a `…`; where that is not enough, the last rows go. */
function cutRows(
  g: Context2D,
  lines: Line[],
  { width, rows: maxRows }: { readonly width: number; readonly rows: number },
  px: number,
): PlacedWord[][] {
  const more: Word = { text: '…', width: widthOf(g, '…', 800, px), weight: 800, colour: colours.text }
  for (;;) {
    const rows = place(lines, width, px)
    const longest = lines.reduce((a, b) => (b.usage.length > a.usage.length ? b : a))
    if (rows.length <= maxRows || longest.usage.length <= 2) return rows.slice(0, maxRows)
    const kept = longest.usage.slice(0, longest.usage.at(-1)?.text === more.text ? -2 : -1)
    lines = lines.map((line) => (line === longest ? { ...line, usage: [...kept, more] } : line))
  }
}

/** Sets words in rows. A command starts a new row when it would fit there whole and doesn't in the one before. */
function place(lines: readonly Line[], width: number, px: number): PlacedWord[][] {
  const space = px * 0.3
  const rows: PlacedWord[][] = [[]]
  let x = 0
  for (const { usage, help: does } of lines) {
    const whole = [...usage, ...does].reduce((sum, word) => sum + word.width + space, space)
    let before = x === 0 ? 0 : px * 1.2
    if (x > 0 && x + before + whole > width && whole <= width) x = width
    for (const [index, word] of [...usage, ...does].entries()) {
      if (index > 0) before = index === usage.length ? space * 2 : space
      if (x > 0 && x + before + word.width > width) {
        rows.push([])
        x = before = 0
      }
      rows.at(-1)?.push({ ...word, x: x + before })
      x += before + word.width
    }
  }
  return rows
}
