import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, widthOf, wrap, write } from './text.ts'
import { bars, colours, font } from './theme.ts'

const rowHeight = 1.75
const resultLine = 1.4

/** The tally with numbers, the countdown, and how the last window ended. */
export function drawVote(g: Context2D, show: Show, rect: Rect, px: number): void {
  const pad = Math.round(px * 0.7)
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  const rows = show.mode === 'democracy' ? Math.max(show.options.length, 1) : 1
  const used = 2 * pad + px * (2.15 + rows * rowHeight)
  const result = resultLines(g, show, inner.width, Math.floor((rect.height - used) / (px * resultLine)), px)
  panel(g, { ...rect, height: Math.round(used + result.length * px * resultLine) }, px * 0.6)
  drawHeading(g, show, { ...inner, y: rect.y + pad, height: px * 2.15 }, px)
  let y = rect.y + pad + px * (2.15 + rowHeight / 2)
  if (show.mode !== 'democracy') write(g, 'each command acts', inner.x, y, quiet(px, inner.width))
  else if (show.options.length === 0) write(g, 'no votes yet: type in chat', inner.x, y, quiet(px, inner.width))
  else
    for (const [rank, option] of show.options.entries())
      drawOption(g, option, rank, show.voters, inner, y + rank * px * rowHeight, px)
  y += px * ((rows - 0.5) * rowHeight + 0.25 + resultLine / 2)
  for (const [index, line] of result.entries())
    write(g, line, inner.x, y + index * px * resultLine, { px, weight: 600, colour: colours.accent })
}

const quiet = (px: number, width: number) => ({ px, colour: colours.quiet, width })

/** Mode at the left, seconds at the right, and below them the window as a bar that empties. */
function drawHeading(g: Context2D, show: Show, at: Rect, px: number): void {
  const middle = at.y + px * 0.7
  const mode = write(g, show.mode === 'democracy' ? 'Vote' : 'Anarchy', at.x, middle, { px: px * 1.25, weight: 800 })
  if (show.windowTicks === 0) return
  const leftTicks = Math.max(0, show.closesAtTick - show.tick)
  const seconds = Math.ceil(leftTicks / show.tickRate)
  const long = seconds === 0 ? 'closed' : `closes in ${seconds} s`
  const text = widthOf(g, long, 600, px) < at.width - mode - px ? long : `${seconds} s`
  write(g, text, at.x + at.width, middle, { px, weight: 600, align: 'right' })
  const bar = { x: at.x, y: at.y + px * 1.65, width: at.width, height: Math.max(4, px * 0.25) }
  panel(g, bar, bar.height / 2, colours.track)
  const width = Math.round((bar.width * leftTicks) / show.windowTicks)
  if (width > 0) panel(g, { ...bar, width: Math.min(width, bar.width) }, bar.height / 2, colours.accent)
}

function drawOption(
  g: Context2D,
  option: { label: string; votes: number },
  rank: number,
  voters: number,
  at: { x: number; width: number },
  y: number,
  px: number,
): void {
  const height = Math.round(px * 1.5)
  const top = Math.round(y - height / 2)
  const share = voters === 0 ? 0 : Math.min(1, option.votes / voters)
  panel(g, { x: at.x, y: top, width: at.width, height }, px * 0.3, colours.track)
  const mark = { x: at.x, y: top, width: Math.max(Math.round(px * 0.4), Math.round(at.width * share)), height }
  // The dark ground below the bar keeps the label's contrast at 4.5 : 1 or more, whatever the colour.
  panel(g, mark, px * 0.3)
  g.globalAlpha = 0.45
  panel(g, mark, px * 0.3, rank === 0 ? bars.leader : bars.other)
  g.globalAlpha = 1
  const percent = `${Math.round(share * 100)} %`
  const numbers = at.width > px * 11 ? `${option.votes} · ${percent}` : percent
  const used = write(g, numbers, at.x + at.width - px * 0.5, y, { px, weight: 600, align: 'right' })
  write(g, option.label, at.x + px * 0.6, y, { px, weight: 600, width: at.width - used - px * 1.6 })
}

/** The outcome stays for four seconds: long enough to read, gone before the next window is half over. */
function resultLines(g: Context2D, show: Show, width: number, room: number, px: number): string[] {
  const { result, tick, tickRate } = show
  if (result.reason === '' || tick - result.tick >= 4 * tickRate || room < 1) return []
  g.font = font(600, px)
  return wrap(g, result.reason, width, Math.min(room, 2))
}
