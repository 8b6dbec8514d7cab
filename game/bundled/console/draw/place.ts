import type { PictureSize, Places } from '../../../index.ts'
import { gapOf, heightOf, roomOf } from './room.ts'

/** Shapes, height by width: wider ones have all beside the television, taller ones all below it, and others some of both. */
const wideTo = 0.68
const tallFrom = 1.7

/** In units of the text: the vote beside the pad, the column beside the television of a square picture, the room below that. */
const voteColumn = 12.3
const sideColumn = 11.2
const leastBelow = 4.6

/** In a tall picture: the television, then the vote, and below it so many lines of the feed. */
const tallSet = 0.7537
const tallFeed = 3.1

/** Gives the television all the room that the rest can do without. */
export function place({ width, height, text }: PictureSize, suggested: Places): Partial<Places> {
  if (height > width * tallFrom) return tallPlaces(text, suggested)
  return height > width * wideTo ? squarePlaces(text, suggested) : widePlaces(text, suggested)
}

/** Television, pad over feed, vote. */
function widePlaces(text: number, { title, vote, help, feed }: Places): Partial<Places> {
  const gap = gapOf(text)
  const end = help.x + help.width
  const column = vote.width > 0 ? Math.round(text * voteColumn) : 0
  const right = column > 0 ? end - column - gap : end
  const bottom = help.height > 0 ? help.y - gap : help.y
  const clear = { x: title.x, y: title.y, width: right - title.x, height: bottom - title.y }
  const { rest, pad } = roomOf(clear, text)
  const top = pad.y + pad.height + gap
  return {
    clear,
    ...(column > 0 ? { vote: { ...vote, x: end - column, width: column } } : {}),
    ...(feed.width > 0 ? { feed: { ...rest, y: top, height: rest.y + rest.height - top } } : {}),
  }
}

/** The television over the feed, the pad over the vote. */
function squarePlaces(text: number, { title, vote, help, feed }: Places): Partial<Places> {
  const gap = gapOf(text)
  const width = help.x + help.width - title.x
  const bottom = help.height > 0 ? help.y - gap : help.y
  const room = bottom - title.y - gap - Math.round(text * leastBelow)
  const clear = {
    x: title.x,
    y: title.y,
    width,
    height: Math.min(room, heightOf(width - gap - text * sideColumn, text)),
  }
  const { set, rest, pad } = roomOf(clear, text)
  const [below, beside] = [set.y + set.height + gap, pad.y + pad.height + gap]
  return {
    clear,
    ...(vote.width > 0 ? { vote: { ...rest, y: beside, height: bottom - beside } } : {}),
    ...(feed.width > 0 ? { feed: { ...set, y: below, height: bottom - below } } : {}),
  }
}

function tallPlaces(text: number, { title, vote, help, feed }: Places): Partial<Places> {
  const gap = gapOf(text)
  const bottom = help.height > 0 ? help.y - gap : help.y
  const clear = { ...help, y: title.y, height: Math.round(help.width * tallSet) }
  const lines = feed.width === 0 ? 0 : Math.round(text * tallFeed)
  const top = clear.y + clear.height + gap
  const foot = bottom - lines
  const places = { clear, vote: { ...vote, y: top, height: foot - gap - top } }
  return lines === 0 ? places : { ...places, feed: { ...feed, y: foot, height: lines } }
}
