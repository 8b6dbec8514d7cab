import type { Context2D, Rect, Show } from '../../game/index.ts'
import { panel, widthOf, write } from './text.ts'
import { colours } from './theme.ts'

export type SliderModel = Pick<Show, 'forAnarchy' | 'forDemocracy' | 'switchPercent' | 'plays'>

/** Anarchy at the left, democracy at the right; below, their votes, a knob where they stand, and a notch where they switch. */
export function drawSlider(g: Context2D, show: SliderModel, at: Rect, px: number): void {
  const { forAnarchy, forDemocracy, switchPercent, plays } = show
  const isDemocracy = plays === 'democracy'
  // In a narrow panel the heavier letters would touch those at the other end.
  const isNarrow = widthOf(g, 'anarchy', 800, px) + widthOf(g, 'democracy', 800, px) > at.width - px
  const style = (isOn: boolean) =>
    ({ px, weight: isOn && !isNarrow ? 800 : 600, colour: isOn ? colours.text : colours.quiet }) as const
  const [names, numbers] = [at.y + px * 0.7, at.y + px * 2.2]
  // Where there is no room for both in a size that is read on a phone, the one that plays is told.
  const isForBoth = widthOf(g, 'anarchy', 600, px) + widthOf(g, 'democracy', 600, px) + px * 0.6 <= at.width
  if (isForBoth || !isDemocracy) write(g, 'anarchy', at.x, names, style(!isDemocracy))
  if (isForBoth || isDemocracy) write(g, 'democracy', at.x + at.width, names, { ...style(isDemocracy), align: 'right' })
  const left = write(g, String(forAnarchy), at.x, numbers, style(!isDemocracy))
  const right = widthOf(g, String(forDemocracy), style(isDemocracy).weight, px)
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
