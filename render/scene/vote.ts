import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, widthOf, wrap, write } from './text.ts'
import { bars, colours, font } from './theme.ts'
import { modeTitle, standing } from './vote-words.ts'

/** Heights in units of the text. */
const headingWithBar = 2.15
const headingAlone = 1.6
const sliderHeight = 3.2
const rowHeight = 1.75
const resultLine = 1.4

/** The tally with numbers, the countdown, the slider, and how the last window ended. */
export function drawVote(g: Context2D, show: Show, rect: Rect, px: number): void {
  const pad = Math.round(px * 0.7)
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  const heading = show.windowTicks > 0 ? headingWithBar : headingAlone
  const slider = show.mode === 'slider' ? sliderHeight : 0
  const result = resultLines(g, show, inner.width, px)
  const around = 2 * pad + px * (heading + slider + result.length * resultLine)
  // How the last window ended stays for a moment only, and the last of the options can wait for it.
  const options = Array.from(show.options).slice(0, Math.floor((rect.height - around) / (px * rowHeight)))
  const rows = Math.max(options.length, 1)
  panel(g, { ...rect, height: Math.round(around + px * rows * rowHeight) }, px * 0.6)
  drawHeading(g, show, { ...inner, y: rect.y + pad, height: px * heading }, px)
  if (slider > 0) drawSlider(g, show, { ...inner, y: rect.y + pad + px * heading, height: px * slider }, px)
  let y = rect.y + pad + px * (heading + slider + rowHeight / 2)
  if (options.length === 0) write(g, standing(show), inner.x, y, { px, colour: colours.quiet, width: inner.width })
  for (const [rank, option] of options.entries()) drawOption(g, option, rank, inner, y + rank * px * rowHeight, px)
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

/** Anarchy at the left, democracy at the right; below, their votes, a knob where they stand, and a notch where they switch. */
function drawSlider(g: Context2D, show: Show, at: Rect, px: number): void {
  const { forAnarchy, forDemocracy, switchPercent, plays } = show
  const isDemocracy = plays === 'democracy'
  const style = (isOn: boolean) =>
    ({ px, weight: isOn ? 800 : 600, colour: isOn ? colours.text : colours.quiet }) as const
  const [names, numbers] = [at.y + px * 0.7, at.y + px * 2.2]
  write(g, 'anarchy', at.x, names, style(!isDemocracy))
  write(g, 'democracy', at.x + at.width, names, { ...style(isDemocracy), align: 'right' })
  const left = write(g, String(forAnarchy), at.x, numbers, style(!isDemocracy))
  const right = widthOf(g, String(forDemocracy), isDemocracy ? 800 : 600, px)
  write(g, String(forDemocracy), at.x + at.width, numbers, { ...style(isDemocracy), align: 'right' })
  const gap = px * 0.7
  const bar = {
    x: at.x + left + gap,
    width: at.width - left - right - 2 * gap,
    y: numbers,
    height: Math.max(4, px * 0.25),
  }
  panel(g, { ...bar, y: bar.y - bar.height / 2 }, bar.height / 2, colours.track)
  const votes = forAnarchy + forDemocracy
  const share = votes === 0 ? Number(isDemocracy) : forDemocracy / votes
  const needed = isDemocracy ? 1 - switchPercent / 100 : switchPercent / 100
  const notch = Math.round(bar.x + bar.width * needed)
  panel(g, { x: notch - 1, y: bar.y - px * 0.4, width: 3, height: px * 0.8 }, 1, colours.text)
  const knob = Math.max(8, px * 0.7)
  const x = Math.round(bar.x + (bar.width - knob) * share)
  panel(g, { x, y: bar.y - knob / 2, width: knob, height: knob }, knob / 2, colours.accent)
}

function drawOption(
  g: Context2D,
  option: { label: string; votes: number; ofVotes: number; team: string },
  rank: number,
  at: { x: number; width: number },
  y: number,
  px: number,
): void {
  const height = Math.round(px * 1.5)
  const top = Math.round(y - height / 2)
  const share = option.ofVotes === 0 ? 0 : Math.min(1, option.votes / option.ofVotes)
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
function resultLines(g: Context2D, show: Show, width: number, px: number): string[] {
  const { result, tick, tickRate } = show
  if (result.reason === '' || tick - result.tick >= 4 * tickRate) return []
  g.font = font(600, px)
  return wrap(g, result.reason, width, 2)
}
