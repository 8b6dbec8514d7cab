import type { Context2D, Rect, Show } from '../../game/index.ts'
import { units } from './layout.ts'
import { fit, panel, widthOf, write } from './text.ts'
import { colours, font } from './theme.ts'

/** What the status line says of each status but `live`, which needs no words. */
const statusWords: Readonly<Record<string, string>> = { overloaded: 'chat overloaded: not all is read' }

/** The game's title and, where something is not as usual, the status line beside it. */
export function drawTitle(g: Context2D, show: Show, rect: Rect, px: number): void {
  const pad = px * 0.8
  const size = { px: px * 1.1, weight: 800 } as const
  const title = Math.min(rect.width - 2 * pad, Math.ceil(widthOf(g, show.title, size.weight, size.px)))
  const words = statusWords[show.status] ?? ''
  const room = rect.width - title - 3 * pad
  const status = words === '' ? 0 : Math.min(room, Math.ceil(widthOf(g, words, 600, px)) + pad)
  const middle = rect.y + rect.height / 2
  panel(g, { ...rect, width: title + status + 2 * pad }, px * 0.6)
  write(g, show.title, rect.x + pad, middle, { ...size, width: title })
  const at = rect.x + 2 * pad + title
  if (status > pad) write(g, words, at, middle, { px, weight: 600, colour: colours.warning, width: status - pad })
}

/** Who typed what last, the newest at the bottom. */
export function drawFeed(g: Context2D, show: Show, rect: Rect, px: number): void {
  const line = px * units.feedLine
  const room = Math.floor(rect.height / line)
  const entries = Array.from(show.feed).slice(-room)
  for (const [index, entry] of entries.entries()) {
    const y = rect.y + rect.height - (entries.length - index) * line
    drawFeedLine(g, entry, { x: rect.x, y, width: rect.width, height: line - px * 0.15 }, px)
  }
}

/** A long name gives way to the label: what was chosen matters more than all of who chose it. */
function drawFeedLine(g: Context2D, entry: { name: string; label: string }, rect: Rect, px: number): void {
  const pad = px * 0.6
  const room = rect.width - 3 * pad
  g.font = font(800, px)
  const label = fit(g, entry.label, room * 0.5)
  const labelWidth = g.measureText(label).width
  g.font = font(600, px)
  const name = fit(g, entry.name, room - labelWidth)
  const nameWidth = g.measureText(name).width
  panel(g, { ...rect, width: Math.ceil(nameWidth + labelWidth + 3 * pad) }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, name, rect.x + pad, y, { px, weight: 600, colour: colours.quiet })
  write(g, label, rect.x + 2 * pad + nameWidth, y, { px, weight: 800, colour: colours.accent })
}
