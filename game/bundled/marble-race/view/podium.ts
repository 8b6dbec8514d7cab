import type { Context2D, Rect } from '../../../index.ts'
import { sidePerRadius, sprites } from '../sprites.ts'
import { firstOf } from '../standings.ts'
import { teams } from '../teams.ts'
import type { Moment } from './moment.ts'
import { timeText } from './overlay.ts'
import { card, colours, wording, write } from './paint.ts'

/** Where the three stand, in parts of the podium’s width, how high, and in what metal. */
const steps = [
  { at: 0.5, high: 1, colour: colours.gold },
  { at: 0.18, high: 0.7, colour: colours.silver },
  { at: 0.82, high: 0.52, colour: colours.bronze },
] as const

/** Seconds in which the podium comes up. */
const riseSeconds = 0.8

/** The first three with their times, who came next, and how the teams stand. */
export function drawPodium(g: Context2D, moment: Moment): void {
  const { state, frame, text } = moment
  const { clear } = frame
  const width = Math.min(clear.width - 2.4 * text, text * 27)
  const rect = { x: clear.x + clear.width - width, y: clear.y, width, height: Math.min(clear.height, text * 22) }
  card(g, rect, text * 0.6)
  const places = firstOf(state, moment, 8)
  const line = { px: text * 1.3, weight: 800, align: 'center', width: width - text } as const
  const [race, winner] = [`Race ${state.race}`, `${state.names[places[0] ?? 0] ?? 'nobody'} wins`]
  const title = wording(g, [`${race}: ${winner}`, winner, race], line)
  write(g, title, rect.x + width / 2, rect.y + text * 1.2, { ...line, colour: colours.gold })
  const high = Math.min(rect.height * 0.52, text * 9.5)
  drawSteps(g, moment, places, { ...rect, y: rect.y + text * 2.2, height: high })
  const below = rect.y + text * 3 + high
  const room = Math.floor((rect.y + rect.height - text * 2 - below) / (text * 1.2))
  for (const [index, marble] of places.slice(3, 3 + Math.max(0, room)).entries())
    drawRow(g, moment, marble, index + 3, { ...rect, y: below + index * text * 1.2 })
  drawTeamScores(g, moment, { ...rect, y: rect.y + rect.height - text * 1.1 })
}

function drawSteps(g: Context2D, moment: Moment, places: readonly number[], { x, y, width, height }: Rect): void {
  const { state, frame, text } = moment
  const risen = Math.min(
    1,
    Math.max(0, (frame.seconds * frame.tickRate - state.phaseAtTick) / (riseSeconds * frame.tickRate)),
  )
  const eased = 1 - (1 - risen) ** 3
  const wide = width * 0.29
  for (const [place, { at, high, colour }] of steps.entries()) {
    const marble = places[place]
    if (marble === undefined) continue
    const block = (height - text * 4.2) * high * eased + text * 1.3
    const [middle, top] = [x + width * at, y + height - block]
    g.fillStyle = colour
    g.fillRect(Math.round(middle - wide / 2), Math.round(top), Math.round(wide), Math.round(block))
    const ink = { px: text, weight: 800, align: 'center', colour: colours.night, width: wide - 6 } as const
    const time = timeOf(moment, place)
    write(g, time, middle, top + text * 0.75, ink)
    const numberPx = Math.min(text * 2, block * 0.42)
    if (block > text * 2.6) write(g, String(place + 1), middle, top + block * 0.66, { ...ink, px: numberPx })
    const bounce = Math.abs(Math.sin(frame.seconds * 3 + place)) * text * 0.25
    const nameWidth = place === 0 ? width * 0.38 : wide * 1.06
    drawMarble(g, moment, marble, middle, top - text * 0.9 - bounce, text * 1.8)
    write(g, state.names[marble] ?? '', middle, top - text * 2.5, {
      px: text,
      weight: 800,
      align: 'center',
      width: nameWidth,
    })
  }
}

function timeOf({ state, frame }: Moment, place: number): string {
  const ticks = state.times[place]
  return ticks === undefined ? 'still rolling' : timeText(ticks, frame.tickRate)
}

function drawRow(g: Context2D, moment: Moment, marble: number, place: number, { x, y, width }: Rect): void {
  const { state, text } = moment
  const px = text
  write(g, String(place + 1), x + text * 1.6, y, { px, weight: 800, align: 'right', colour: colours.accent })
  drawMarble(g, moment, marble, x + text * 2.5, y, text * 1.1)
  const used = write(g, timeOf(moment, place), x + width - text * 0.8, y, { px, align: 'right', colour: colours.quiet })
  write(g, state.names[marble] ?? '', x + text * 3.3, y, { px, width: width - used - text * 4.6 })
}

function drawMarble(g: Context2D, { state, frame }: Moment, marble: number, x: number, y: number, wide: number): void {
  const sprite = sprites.findLast((each) => each.side >= wide) ?? sprites[0]
  const team = state.teams.charCodeAt(marble) - 48
  const side = (wide / 2) * sidePerRadius
  const { source } = frame.image(sprite.name)
  g.drawImage(source, team * sprite.side, 0, sprite.side, sprite.side, x - side / 2, y - side / 2, side, side)
}

/** Points of the teams in this show, the best first, as many as fit. */
function drawTeamScores(g: Context2D, { state, frame, text }: Moment, { x, y, width }: Rect): void {
  const step = (width - text) / Math.min(7, Math.floor((width - text) / (text * 3.6)))
  const order = [...teams.keys()].sort((a, b) => (state.teamPoints[b] ?? 0) - (state.teamPoints[a] ?? 0) || a - b)
  const sprite = sprites[1]
  const { source } = frame.image(sprite.name)
  const side = text * 1.5
  for (const [index, team] of order.entries()) {
    const at = x + text * 0.5 + index * step
    if (at + step > x + width) break
    g.drawImage(source, team * sprite.side, 0, sprite.side, sprite.side, at, y - side / 2, side, side)
    write(g, String(state.teamPoints[team] ?? 0), at + side, y, { px: text, weight: 800, width: step - side })
  }
}
