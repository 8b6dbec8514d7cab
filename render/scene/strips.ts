import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, write } from './text.ts'
import { colours, font } from './theme.ts'

export function drawTitle(g: Context2D, show: Show, rect: Rect, px: number): void {
  g.font = font(800, px * 1.1)
  const width = Math.min(rect.width, g.measureText(show.title).width + px * 1.6)
  panel(g, { ...rect, width }, px * 0.6)
  write(g, show.title, rect.x + px * 0.8, rect.y + rect.height / 2, { px: px * 1.1, weight: 800, width: width - px * 1.6 })
}

/** Who typed what last, the newest at the bottom. */
export function drawFeed(g: Context2D, show: Show, rect: Rect, px: number): void {
  const line = px * 1.5
  const room = Math.floor(rect.height / line)
  const entries = Array.from(show.feed).slice(-room)
  for (const [index, entry] of entries.entries()) {
    const y = rect.y + rect.height - (entries.length - index) * line
    drawFeedLine(g, entry, { x: rect.x, y, width: rect.width, height: line - px * 0.15 }, px)
  }
}

function drawFeedLine(g: Context2D, entry: { name: string; label: string }, rect: Rect, px: number): void {
  const pad = px * 0.6
  g.font = font(600, px)
  const name = Math.min(g.measureText(entry.name).width, rect.width * 0.6)
  g.font = font(800, px)
  const label = Math.min(g.measureText(entry.label).width, rect.width * 0.3)
  const width = Math.round(name + label + pad * 3)
  panel(g, { ...rect, width }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, entry.name, rect.x + pad, y, { px, weight: 600, colour: colours.quiet, width: name + 1 })
  write(g, entry.label, rect.x + pad * 2 + name, y, { px, weight: 800, colour: colours.accent, width: label + 1 })
}

/** What can be typed, from the game's own command specs. */
export function drawHelp(g: Context2D, show: Show, rect: Rect, px: number): void {
  panel(g, rect, px * 0.6)
  const pad = px * 0.8
  const y = rect.y + rect.height / 2
  const each = (rect.width - pad) / Math.max(1, show.help.length)
  for (const [index, line] of Array.from(show.help).entries()) {
    const x = rect.x + pad + index * each
    g.font = font(400, px)
    const help = Math.min(g.measureText(line.help).width, each * 0.55)
    const used = write(g, line.usage, x, y, { px, weight: 800, width: each - help - pad * 1.6 })
    write(g, line.help, x + used + px * 0.5, y, { px, colour: colours.quiet, width: help + 1 })
  }
}
