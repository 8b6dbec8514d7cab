import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, widthOf, wrap, write } from './text.ts'
import { bars, colours, font } from './theme.ts'
import { modeTitle, standing } from './vote-words.ts'

const heading = 2.15
const rowHeight = 1.75
const resultLine = 1.4

/** The tally with numbers, the countdown, the slider, and how the last window ended. */
export function drawVote(g: Context2D, show: Show, rect: Rect, px: number): void {
  const pad = Math.round(px * 0.7)
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  const slider = show.mode === 'slider' ? rowHeight : 0
  const rows = Math.max(show.options.length, 1)
  const used = 2 * pad + px * (heading + slider + rows * rowHeight)
  const result = resultLines(g, show, inner.width, Math.floor((rect.height - used) / (px * resultLine)), px)
  panel(g, { ...rect, height: Math.round(used + result.length * px * resultLine) }, px * 0.6)
  drawHeading(g, show, { ...inner, y: rect.y + pad, height: px * heading }, px)
  let y = rect.y + pad + px * (heading + rowHeight / 2)
  if (slider > 0) {
    drawSlider(g, show, inner, y, px)
    y += px * rowHeight
  }
  if (show.options.length === 0) write(g, standing(show), inner.x, y, { px, colour: colours.quiet, width: inner.width })
  for (const [rank, option] of show.options.entries())
    drawOption(g, option, rank, show.votes, inner, y + rank * px * rowHeight, px)
  y += px * ((rows - 0.5) * rowHeight + 0.25 + resultLine / 2)
  for (const [index, line] of result.entries())
    write(g, line, inner.x, y + index * px * resultLine, { px, weight: 600, colour: colours.accent })
}

/** Mode at the left, seconds at the right, and below them the window as a bar that empties. */
function drawHeading(g: Context2D, show: Show, at: Rect, px: number): void {
  const middle = at.y + px * 0.7
  const mode = write(g, modeTitle(show), at.x, middle, { px: px * 1.25, weight: 800 })
  const right = { px, weight: 600, align: 'right' } as const
  if (show.windowTicks === 0) {
    if (show.mode === 'queue') write(g, `${show.waiting} waiting`, at.x + at.width, middle, right)
    return
  }
  const leftTicks = Math.max(0, show.closesAtTick - show.tick)
  const seconds = Math.ceil(leftTicks / show.tickRate)
  const isClosed = show.phase === 'closed' || seconds === 0
  const [long, short] = isClosed ? ['voting closed', 'closed'] : [`closes in ${seconds} s`, `${seconds} s`]
  const text = widthOf(g, long, 600, px) < at.width - mode - px ? long : short
  write(g, text, at.x + at.width, middle, isClosed ? { ...right, colour: colours.warning } : right)
  const bar = { x: at.x, y: at.y + px * 1.65, width: at.width, height: Math.max(4, px * 0.25) }
  panel(g, bar, bar.height / 2, colours.track)
  const width = Math.round((bar.width * leftTicks) / show.windowTicks)
  if (width > 0 && !isClosed) panel(g, { ...bar, width: Math.min(width, bar.width) }, bar.height / 2, colours.accent)
}

/** Anarchy at the left, democracy at the right, a knob where the votes stand, and a notch where they switch. */
function drawSlider(g: Context2D, show: Show, at: { x: number; width: number }, y: number, px: number): void {
  const { forAnarchy, forDemocracy, switchPercent, plays } = show
  const isDemocracy = plays === 'democracy'
  const long = [`Anarchy ${forAnarchy}`, `Democracy ${forDemocracy}`] as const
  const fits = widthOf(g, long[0], 800, px) + widthOf(g, long[1], 800, px) < at.width - px
  // The knob shows how the votes stand where there is no room for their numbers.
  const [anarchy, democracy] = fits ? long : (['Anarchy', 'Democracy'] as const)
  const style = (isOn: boolean) =>
    ({ px, weight: isOn ? 800 : 600, colour: isOn ? colours.text : colours.quiet }) as const
  write(g, anarchy, at.x, y - px * 0.3, style(!isDemocracy))
  write(g, democracy, at.x + at.width, y - px * 0.3, { ...style(isDemocracy), align: 'right' })
  const bar = { x: at.x, y: y + px * 0.4, width: at.width, height: Math.max(4, px * 0.25) }
  panel(g, bar, bar.height / 2, colours.track)
  const votes = forAnarchy + forDemocracy
  const share = votes === 0 ? Number(isDemocracy) : forDemocracy / votes
  const needed = isDemocracy ? 1 - switchPercent / 100 : switchPercent / 100
  const notch = Math.round(bar.x + bar.width * needed)
  panel(g, { x: notch - 1, y: bar.y - px * 0.15, width: 3, height: bar.height + px * 0.3 }, 1, colours.text)
  const knob = Math.max(8, px * 0.6)
  const left = Math.round(bar.x + (bar.width - knob) * share)
  panel(g, { x: left, y: bar.y + bar.height / 2 - knob / 2, width: knob, height: knob }, knob / 2, colours.accent)
}

function drawOption(
  g: Context2D,
  option: { label: string; votes: number; team: string },
  rank: number,
  votes: number,
  at: { x: number; width: number },
  y: number,
  px: number,
): void {
  const height = Math.round(px * 1.5)
  const top = Math.round(y - height / 2)
  const share = votes === 0 ? 0 : Math.min(1, option.votes / votes)
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
  const label = option.team === '' ? option.label : `${option.team}: ${option.label}`
  write(g, label, at.x + px * 0.6, y, { px, weight: 600, width: at.width - used - px * 1.6 })
}

/** The outcome stays for four seconds: long enough to read, gone before the next window is half over. */
function resultLines(g: Context2D, show: Show, width: number, room: number, px: number): string[] {
  const { result, tick, tickRate } = show
  if (result.reason === '' || tick - result.tick >= 4 * tickRate || room < 1) return []
  g.font = font(600, px)
  return wrap(g, result.reason, width, Math.min(room, 2))
}
