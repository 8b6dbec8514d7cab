import type { Context2D, Rect } from '../../../index.ts'
import type { Place } from '../field.ts'
import { sidePerRadius, sprites } from '../sprites.ts'
import { teams } from '../teams.ts'
import type { Moment } from './moment.ts'
import { card, colours, wording, write, type Writing } from './paint.ts'

/** An invitation over the run of the house marbles: what to type, who is in, when it starts, and who is ahead. */
export function drawLobby(g: Context2D, moment: Moment): void {
  const { frame, text } = moment
  const { clear } = frame
  const width = Math.min(clear.width - 2.4 * text, text * 27)
  const hasBoards = moment.state.allTime.length + moment.state.today.length > 0 && clear.height > text * 24
  const height = Math.min(clear.height, text * (hasBoards ? 15.3 : 8.7))
  const rect = { x: clear.x + clear.width - width, y: clear.y, width, height }
  card(g, rect, text * 0.6)
  drawInvitation(g, moment, rect)
  if (hasBoards) drawBoards(g, moment, { ...rect, y: rect.y + text * 8.6, height: height - text * 8.6 })
}

function drawInvitation(g: Context2D, { state, frame, text }: Moment, { x, y, width }: Rect): void {
  const middle = x + width / 2
  const line = { align: 'center', width: width - text * 1.2 } as const
  const big = Math.min(text * 2, width / 11)
  const beat = 1 + 0.015 * Math.sin(frame.seconds * 2.4)
  write(g, 'Type join to race', middle, y + text * 1.6, { ...line, px: big * beat, weight: 800, colour: colours.gold })
  drawTeams(g, frame, middle, y + text * 3.6, Math.min(text * 1.7, (width - text) / 8))
  const small = { ...line, px: text }
  const { word } = teams[Math.floor(frame.seconds / teamSeconds) % teams.length] ?? teams[0]!
  const withTeam = wording(g, [`or pick a team: join ${word}`, `or: join ${word}`, `join ${word}`], small)
  write(g, withTeam, middle, y + text * 5.2, { ...small, colour: colours.quiet })
  const large = { ...line, px: text * 1.15, weight: 800 } as const
  write(g, wording(g, whenOf(state, frame), large), middle, y + text * 6.5, large)
  writeWho(g, state, middle, y + text * 7.8, { ...small, colour: colours.accent })
}

function whenOf({ race, endsAtTick }: Moment['state'], { tick, tickRate }: Moment['frame']): readonly string[] {
  const next = `Race ${race + 1}`
  const left = Math.ceil(Math.max(0, endsAtTick - tick) / tickRate)
  return endsAtTick === 0
    ? [`${next} waits for its first marble`, `${next} waits for you`, next]
    : [`${next} starts in ${left} s`, `${next} in ${left} s`, `in ${left} s`]
}

/** How many are in, and as many of the last names as there is room for. */
function writeWho(g: Context2D, { newest, joined }: Moment['state'], x: number, y: number, small: Writing): void {
  const names = newest.split('\n').toReversed()
  const texts = names.map((_, left) => {
    const shown = names.slice(0, names.length - left)
    return `${joined} in: ${shown.join(', ')}${joined > shown.length ? ' …' : ''}`
  })
  const who = joined === 0 ? 'House marbles warm up' : wording(g, [...texts, `${joined} are in`], small)
  write(g, who, x, y, small)
}

/** Seconds for which each team is the example. */
const teamSeconds = 3

/** A marble of each team, rolling a little to and fro. */
function drawTeams(g: Context2D, frame: Moment['frame'], middle: number, y: number, step: number): void {
  const sprite = sprites.findLast((each) => each.side >= step) ?? sprites[0]
  const { source } = frame.image(sprite.name)
  const side = (step * sidePerRadius) / 2.3
  for (const index of teams.keys()) {
    const x = middle + (index - (teams.length - 1) / 2) * step
    const up = Math.sin(frame.seconds * 2 + index * 0.9) * step * 0.1
    g.drawImage(source, index * sprite.side, 0, sprite.side, sprite.side, x - side / 2, y - side / 2 + up, side, side)
  }
}

const rows = 5

function drawBoards(g: Context2D, { state, text }: Moment, { x, y, width, height }: Rect): void {
  const half = width / 2
  const shown = Math.min(rows, Math.floor(height / (text * 1.15)) - 1)
  const boards = [
    ['All time', state.allTime],
    ['Today', state.today],
  ] as const
  for (const [index, [title, places]] of boards.entries())
    drawBoard(
      g,
      { x: x + index * half + text * 0.6, y, width: half - text * 1.2, height },
      text,
      title,
      [...places].slice(0, shown),
    )
}

function drawBoard(g: Context2D, { x, y, width }: Rect, text: number, title: string, places: readonly Place[]): void {
  write(g, title, x, y + text * 0.5, { px: text, weight: 800, colour: colours.accent })
  for (const [rank, { name, points }] of places.entries()) {
    const at = y + text * (1.7 + rank * 1.15)
    const used = write(g, String(points), x + width, at, { px: text, align: 'right', weight: 800 })
    write(g, name, x, at, { px: text, width: width - used - text * 0.4 })
  }
}
