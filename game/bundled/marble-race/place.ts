import type { GameView, Places, Rect } from '../../index.ts'

/** Of the leader board with five lines, in units of the text. */
const boardHeight = 7

/** The column beside the lane in a wide picture and in a square one, in units of the text. */
const columnWidth = 13
const leastColumn = 9.6

/** In a wide picture leaders and feed stand beside the lane, which needs all the height there is. An upright one is left as it is. */
export const place: NonNullable<GameView['place']> = ({ width, height, text }, { clear, leaders, feed, title }) => {
  if (height >= width * 1.2) return {}
  const gap = Math.round(text * 0.6)
  const bottom = Math.max(clear.y + clear.height, end(leaders), end(feed))
  const right = Math.max(clear.x + clear.width, leaders.x + leaders.width, feed.x + feed.width, title.x)
  const column = Math.round(Math.min(text * columnWidth, Math.max(text * leastColumn, (right - clear.x) * 0.36)))
  const x = right - column
  const board: Rect = { x, y: clear.y, width: column, height: Math.round(text * boardHeight) }
  const hasBoard = leaders.height > 0
  const feedTop = hasBoard ? end(board) + gap : clear.y
  const places: Partial<Places> = {
    clear: { x: clear.x, y: clear.y, width: x - gap - clear.x, height: bottom - clear.y },
    feed: { x, y: feedTop, width: column, height: bottom - feedTop },
  }
  return hasBoard ? { ...places, leaders: board } : places
}

function end({ y, height }: Rect): number {
  return y + height
}
