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

/** Lays out a picture of any shape: side by side where it is wide, one above the other where it is tall. */
export function layoutFor(width: number, height: number): Layout {
  const text = (Math.min(width, height) / 480) * 18
  const x = Math.round(width * safe)
  const y = Math.round(height * safe)
  const inner = { width: width - 2 * x, height: height - 2 * y }
  const gap = Math.round(text * 0.6)
  const titleHeight = Math.round(text * 1.9)
  const helpHeight = Math.round(text * 2.1)
  const title = { x, y, width: inner.width, height: titleHeight }
  const help = { x, y: y + inner.height - helpHeight, width: inner.width, height: helpHeight }
  const top = title.y + titleHeight + gap
  const bottom = help.y - gap
  const feedHeight = Math.round(text * 1.5 * (width >= height ? 4 : 5))
  if (width >= height) {
    const voteWidth = Math.round(Math.min(inner.width * 0.36, text * 14))
    const vote = { x: x + inner.width - voteWidth, y: top, width: voteWidth, height: bottom - top }
    const left = inner.width - voteWidth - gap
    const feed = { x, y: bottom - feedHeight, width: left, height: feedHeight }
    return { text, title, vote, feed, help, clear: { x, y: top, width: left, height: feed.y - gap - top } }
  }
  const voteHeight = Math.round(text * 13)
  const vote = { x, y: top, width: inner.width, height: voteHeight }
  const feed = { x, y: bottom - feedHeight, width: inner.width, height: feedHeight }
  const clearTop = vote.y + voteHeight + gap
  return {
    text,
    title,
    vote,
    feed,
    help,
    clear: { x, y: clearTop, width: inner.width, height: feed.y - gap - clearTop },
  }
}
