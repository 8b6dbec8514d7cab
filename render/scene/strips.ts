import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, write } from './text.ts'
import { colours, font, type Weight } from './theme.ts'

export function drawTitle(g: Context2D, show: Show, rect: Rect, px: number): void {
  const width = Math.min(rect.width, widthOf(g, show.title, 800, px * 1.1) + px * 1.6)
  panel(g, { ...rect, width }, px * 0.6)
  write(g, show.title, rect.x + px * 0.8, rect.y + rect.height / 2, {
    px: px * 1.1,
    weight: 800,
    width: width - px * 1.6,
  })
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
  const name = Math.min(widthOf(g, entry.name, 600, px), rect.width * 0.6)
  const label = Math.min(widthOf(g, entry.label, 800, px), rect.width * 0.3)
  const width = Math.round(name + label + pad * 3)
  panel(g, { ...rect, width }, px * 0.4)
  const y = rect.y + rect.height / 2
  write(g, entry.name, rect.x + pad, y, { px, weight: 600, colour: colours.quiet, width: name + 1 })
  write(g, entry.label, rect.x + pad * 2 + name, y, { px, weight: 800, colour: colours.accent, width: label + 1 })
}

/** What can be typed, from the game's own command specs. A line that is too long gives way, its words before its help. */
export function drawHelp(g: Context2D, show: Show, rect: Rect, px: number): void {
  panel(g, rect, px * 0.6)
  const pad = px * 0.8
  const gap = px * 0.5
  const lines = Array.from(show.help, (line) => ({
    ...{ usage: line.usage, help: line.help },
    usageWidth: widthOf(g, line.usage, 800, px),
    helpWidth: widthOf(g, line.help, 400, px),
  }))
  const between = pad * 1.4
  const wanted = lines.reduce((sum, line) => sum + line.usageWidth + gap + line.helpWidth + between, pad * 2 - between)
  const widest = Math.max(...lines.map((line) => line.usageWidth))
  const cut = Math.max(0, wanted - rect.width)
  const y = rect.y + rect.height / 2
  let x = rect.x + pad
  for (const line of lines) {
    const room = line.usageWidth === widest ? widest - cut : line.usageWidth
    x += gap + write(g, line.usage, x, y, { px, weight: 800, width: Math.max(px * 3, room) + 1 })
    const left = rect.x + rect.width - pad - x
    if (left > px * 2)
      x += between + write(g, line.help, x, y, { px, colour: colours.quiet, width: Math.min(left, line.helpWidth + 1) })
  }
}

function widthOf(g: Context2D, text: string, weight: Weight, px: number): number {
  g.font = font(weight, px)
  return g.measureText(text).width
}
