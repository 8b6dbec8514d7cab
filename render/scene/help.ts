import type { Context2D, Rect, Show } from '../../game/index.ts'
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

/** What can be typed, from the game's own command specs: as few rows as it takes, at the foot of the rectangle. */
export function drawHelp(g: Context2D, show: Show, rect: Rect, px: number): void {
  if (show.help.length === 0) return
  const pad = px * 0.8
  const rowHeight = px * units.helpLine
  const maxRows = Math.floor((rect.height - px * units.helpPad + 1) / rowHeight)
  const rows = fitRows(g, linesOf(g, show, px), rect.width - 2 * pad, maxRows, px)
  const height = Math.round(rows.length * rowHeight + px * units.helpPad)
  const top = rect.y + rect.height - height
  panel(g, { ...rect, y: top, height }, px * 0.6)
  for (const [index, row] of rows.entries()) {
    const y = top + (px * units.helpPad) / 2 + (index + 0.5) * rowHeight
    for (const { text, x, weight, colour } of row)
      write(g, text, rect.x + pad + x, y, { px, weight, colour, width: rect.width - 2 * pad - x + 1 })
  }
}

function linesOf(g: Context2D, show: Show, px: number): Line[] {
  const words = (text: string, weight: Weight, colour: string) =>
    text.split(' ').map((word) => ({ text: word, width: widthOf(g, word, weight, px), weight, colour }))
  return Array.from(show.help, ({ usage, help }) => ({
    usage: words(usage, 800, colours.text),
    help: words(help, 400, colours.quiet),
  }))
}

/** While it doesn't fit, the longest usage loses its last word to a `…`; where that is not enough, the last rows go. */
function fitRows(g: Context2D, lines: Line[], width: number, maxRows: number, px: number): PlacedWord[][] {
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
  for (const { usage, help } of lines) {
    const whole = [...usage, ...help].reduce((sum, word) => sum + word.width + space, space)
    let before = x === 0 ? 0 : px * 1.2
    if (x > 0 && x + before + whole > width && whole <= width) x = width
    for (const [index, word] of [...usage, ...help].entries()) {
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
