import type { PictureSize, Places } from '../../../index.ts'
import { gapOf, roomOf } from './room.ts'

/** Width of the feed at least, and twice its height, in units of the text. */
const leastFeed = 8

/** In a tall picture: the television, then the vote, and below it so many lines of the feed. */
const tallSet = 0.7537
const tallFeed = 3.1

/** Gives the television all the height that there is, and the feed the room below the pad. */
export function place({ width, height, text }: PictureSize, suggested: Places): Partial<Places> {
  return height > width ? tallPlaces(text, suggested) : widePlaces(text, suggested)
}

function widePlaces(text: number, { title, vote, help, feed }: Places): Partial<Places> {
  const gap = gapOf(text)
  const right = vote.width > 0 ? vote.x - gap : help.x + help.width
  const bottom = help.height > 0 ? help.y - gap : help.y
  const clear = { x: title.x, y: title.y, width: right - title.x, height: bottom - title.y }
  const { rest, pad } = roomOf(clear, text)
  if (feed.width === 0) return { clear }
  const top = pad.y + pad.height + gap
  const below = { ...rest, y: top, height: rest.y + rest.height - top }
  // A picture that is nearly square has no such column, and stays as it was laid out.
  return below.width < leastFeed * text || below.height < leastFeed * text * 0.5 ? {} : { clear, feed: below }
}

function tallPlaces(text: number, { vote, help, feed }: Places): Partial<Places> {
  const gap = gapOf(text)
  const bottom = help.height > 0 ? help.y - gap : help.y
  const clear = { ...vote, x: help.x, width: help.width, height: Math.round(help.width * tallSet) }
  const lines = feed.width === 0 ? 0 : Math.round(text * tallFeed)
  const top = clear.y + clear.height + gap
  const foot = bottom - lines
  const places = { clear, vote: { ...vote, y: top, height: foot - gap - top } }
  return lines === 0 ? places : { ...places, feed: { ...feed, y: foot, height: lines } }
}
