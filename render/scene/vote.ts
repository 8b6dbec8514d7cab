import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, write } from './text.ts'
import { colours, palette } from './theme.ts'

/** The tally with numbers, the countdown, and how the last window ended. */
export function drawVote(g: Context2D, show: Show, rect: Rect, px: number): void {
  const pad = Math.round(px * 0.7)
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  const rows = show.mode === 'democracy' ? Math.max(show.options.length, 1) : 1
  const result = resultShown(show)
  const wanted = px * 3.4 + rows * px * 1.75 + (result === '' ? 0 : px * 1.8) + pad
  panel(g, { ...rect, height: Math.min(rect.height, Math.round(wanted)) }, px * 0.6)
  drawHeading(g, show, { ...inner, y: rect.y + pad, height: px * 2.6 }, px)
  let y = rect.y + pad + px * 3.1
  if (show.mode !== 'democracy') write(g, 'each command acts', inner.x, y, quiet(px, inner.width))
  else if (show.options.length === 0) write(g, 'no votes yet: type in chat', inner.x, y, quiet(px, inner.width))
  else
    for (const [rank, option] of show.options.entries())
      drawOption(g, option, rank, show.voters, inner, y + rank * px * 1.75, px)
  y += rows * px * 1.75
  if (result !== '')
    write(g, result, inner.x, y + px * 0.1, { px, weight: 600, colour: colours.accent, width: inner.width })
}

const quiet = (px: number, width: number) => ({ px, colour: colours.quiet, width })

/** Mode at the left, seconds at the right, and below them the window as a bar that empties. */
function drawHeading(g: Context2D, show: Show, at: Rect, px: number): void {
  const middle = at.y + px * 0.7
  write(g, show.mode === 'democracy' ? 'Vote' : 'Anarchy', at.x, middle, { px: px * 1.25, weight: 800 })
  if (show.windowTicks === 0) return
  const leftTicks = Math.max(0, show.closesAtTick - show.tick)
  const seconds = Math.ceil(leftTicks / show.tickRate)
  const text = seconds === 0 ? 'closed' : `closes in ${seconds} s`
  write(g, text, at.x + at.width, middle, { px, weight: 600, align: 'right' })
  const bar = { x: at.x, y: at.y + px * 1.65, width: at.width, height: Math.max(4, px * 0.25) }
  panel(g, bar, bar.height / 2, colours.track)
  const width = Math.round((bar.width * leftTicks) / show.windowTicks)
  if (width > 0) panel(g, { ...bar, width }, bar.height / 2, colours.accent)
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
  const share = voters === 0 ? 0 : option.votes / voters
  panel(g, { x: at.x, y: top, width: at.width, height }, px * 0.3, colours.track)
  const mark = Math.max(Math.round(px * 0.4), Math.round(at.width * share))
  g.globalAlpha = 0.45
  panel(g, { x: at.x, y: top, width: mark, height }, px * 0.3, palette[rank % palette.length])
  g.globalAlpha = 1
  const numbers = `${option.votes} · ${Math.round(share * 100)} %`
  const used = write(g, numbers, at.x + at.width - px * 0.5, y, { px, weight: 600, align: 'right' })
  write(g, option.label, at.x + px * 0.6, y, { px, weight: 600, width: at.width - used - px * 1.6 })
}

/** The outcome stays for four seconds: long enough to read, gone before the next window is half over. */
function resultShown(show: Show): string {
  const { result, tick, tickRate } = show
  return result.reason !== '' && tick - result.tick < 4 * tickRate ? result.reason : ''
}
