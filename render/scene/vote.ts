import type { Context2D, Rect, Show } from '../../game/index.ts'
import { createLayer, type Moment } from './layer.ts'
import { drawSlider, sliderHeight } from './slider.ts'
import { panel, widthOf, wrap, write } from './text.ts'
import { colours, font } from './theme.ts'
import { drawOptions, grouped, placeOptions, rowHeight } from './vote-options.ts'
import { modeTitle, standing } from './vote-words.ts'

/** Heights in units of the text. */
const headingWithBar = 2.15
const headingAlone = 1.6
const resultLine = 1.4

/** The outcome stays for four seconds: long enough to read, gone before the next window is half over. */
const resultSeconds = 4

type VoteModel = ReturnType<typeof read>

/** The tally with numbers, the countdown, the slider, and how the last window ended. */
export const vote = createLayer('vote', read, drawVote)

function read({ show }: Moment) {
  const { mode, plays, forAnarchy, forDemocracy, switchPercent, result, tick, tickRate } = show
  return {
    title: modeTitle(show),
    beside: show.windowTicks === 0 && mode === 'queue' ? `${show.waiting} waiting` : '',
    standing: standing(show),
    window: show.windowTicks === 0 ? null : windowOf(show),
    slider: mode === 'slider' ? { plays, forAnarchy, forDemocracy, switchPercent } : null,
    options: grouped(Array.from(show.options, ({ label, votes, ofVotes, team }) => ({ label, votes, ofVotes, team }))),
    result: tick - result.tick < resultSeconds * tickRate ? result.reason : '',
  }
}

/** What is left of it in seconds, and as a share in steps that are finer than a pixel. */
function windowOf({ windowTicks, closesAtTick, tick, tickRate, phase }: Show) {
  const leftTicks = Math.max(0, closesAtTick - tick)
  const seconds = Math.ceil(leftTicks / tickRate)
  const share = Math.min(1, Math.round((1000 * leftTicks) / windowTicks) / 1000)
  return { seconds, share, isClosed: phase === 'closed' || seconds === 0 }
}

function drawVote(g: Context2D, model: VoteModel, { vote: rect, text: px }: { vote: Rect; text: number }): void {
  const pad = Math.round(px * 0.7)
  const inner = { x: rect.x + pad, width: rect.width - 2 * pad }
  const heading = model.window === null ? headingAlone : headingWithBar
  const slider = model.slider === null ? 0 : sliderHeight
  const fixed = 2 * pad + px * (heading + slider)
  const placedBy = (lines: number) => {
    const rows = Math.floor((rect.height - fixed - px * lines * resultLine) / (px * rowHeight))
    return placeOptions(model.options, { rows: Math.max(0, rows), width: inner.width }, px)
  }
  // How the last window ended stays for a moment only: for its second line no option gives way.
  const lines = placedBy(2).more === 0 ? 2 : 1
  const result = resultLines(g, model.result, inner.width, px, lines)
  const placed = placedBy(result.length)
  const around = fixed + px * result.length * resultLine
  const rows = Math.max(placed.rows, 1)
  panel(g, { ...rect, height: Math.round(around + px * rows * rowHeight) }, px * 0.6)
  drawHeading(g, model, { ...inner, y: rect.y + pad, height: px * heading }, px)
  const below = { ...inner, y: rect.y + pad + px * heading, height: px * slider }
  if (model.slider !== null) drawSlider(g, model.slider, below, px)
  const at = { ...inner, y: below.y + below.height }
  if (model.options.length === 0) {
    const y = at.y + (px * rowHeight) / 2
    write(g, model.standing, inner.x, y, { px, colour: colours.quiet, width: inner.width })
  } else drawOptions(g, placed, at, px)
  const y = at.y + px * (rows * rowHeight + 0.25 + resultLine / 2)
  for (const [index, line] of result.entries())
    write(g, line, inner.x, y + index * px * resultLine, { px, weight: 600, colour: colours.accent })
}

/** Mode at the left, seconds at the right, and below them the window as a bar that empties. */
function drawHeading(g: Context2D, { title, beside, window }: VoteModel, at: Rect, px: number): void {
  const middle = at.y + px * 0.7
  const right = { px, weight: 600, align: 'right' } as const
  const side = window === null ? beside : countdown(window)[1]
  const room = at.width - widthOf(g, side, 600, px) - px
  const used = write(g, title, at.x, middle, { px: px * 1.25, weight: 800, width: room })
  if (window === null) {
    write(g, beside, at.x + at.width, middle, right)
    return
  }
  const { share, isClosed } = window
  const [long, short] = countdown(window)
  const text = widthOf(g, long, 600, px) < at.width - used - px ? long : short
  write(g, text, at.x + at.width, middle, isClosed ? { ...right, colour: colours.warning } : right)
  const bar = { x: at.x, y: at.y + px * 1.65, width: at.width, height: Math.max(4, px * 0.25) }
  panel(g, bar, bar.height / 2, colours.track)
  const width = Math.round(bar.width * share)
  if (width > 0 && !isClosed) panel(g, { ...bar, width }, bar.height / 2, colours.accent)
}

function countdown({ seconds, isClosed }: { seconds: number; isClosed: boolean }): readonly [string, string] {
  return isClosed ? ['voting closed', 'closed'] : [`closes in ${seconds} s`, `${seconds} s`]
}

function resultLines(g: Context2D, reason: string, width: number, px: number, lines: number): string[] {
  if (reason === '') return []
  g.font = font(600, px, reason)
  return wrap(g, reason, width, lines)
}
