import type { Rect } from '../../game/index.ts'

/** Where each layer of the show stands in one picture, and the size of its smallest text. */
export interface Layout {
  /** Pixels of the smallest text: 18 at 480p, scaled by the shorter side. */
  readonly text: number
  readonly title: Rect
  readonly vote: Rect
  readonly feed: Rect
  readonly help: Rect
  /** What is left for the game. */
  readonly clear: Rect
}

/** Text keeps out of the outer 5 %, which televisions and players may cover. */
const safe = 0.05

/** Heights in units of the text: a line of the help strip, the help's padding, a line of the feed, and the vote with all its rows. */
export const units = { helpLine: 1.45, helpPad: 0.7, feedLine: 1.5, vote: 16.2 } as const

/** From this shape on (9:16 is 1.78) the layers stand one above the other; below it there is no room for that. */
const tall = 1.6

/** Lays out a picture of any shape: side by side where it is wide, one above the other where it is tall. */
export function layoutFor(width: number, height: number): Layout {
  const text = (Math.min(width, height) / 480) * 18
  const x = Math.round(width * safe)
  const y = Math.round(height * safe)
  const inner = { width: width - 2 * x, height: height - 2 * y }
  const gap = Math.round(text * 0.6)
  const isTall = height >= width * tall
  const title = { x, y, width: inner.width, height: Math.round(text * 1.9) }
  const helpHeight = Math.round(text * (units.helpLine * (isTall ? 3 : 2) + units.helpPad))
  const help = { x, y: y + inner.height - helpHeight, width: inner.width, height: helpHeight }
  const top = title.y + title.height + gap
  const bottom = help.y - gap
  const feedHeight = Math.ceil(text * units.feedLine * 4)
  const feedTop = bottom - feedHeight
  if (isTall) {
    const vote = { x, y: top, width: inner.width, height: Math.round(text * units.vote) }
    const feed = { x, y: feedTop, width: inner.width, height: feedHeight }
    const clearTop = top + vote.height + gap
    return { text, title, vote, feed, help, clear: between(x, inner.width, clearTop, feedTop - gap) }
  }
  const voteWidth = Math.round(Math.min(inner.width * 0.46, text * 14))
  const left = inner.width - voteWidth - gap
  const vote = { x: x + left + gap, y: top, width: voteWidth, height: bottom - top }
  const feed = { x, y: feedTop, width: left, height: feedHeight }
  return { text, title, vote, feed, help, clear: between(x, left, top, feedTop - gap) }
}

function between(x: number, width: number, top: number, bottom: number): Rect {
  return { x, y: top, width, height: bottom - top }
}
