import type { PictureSize, Places, Rect } from '../../index.ts'

/** Where everything of the game stands. */
export interface Stand {
  /** Pixels of the smallest text. */
  readonly text: number
  /** The squares alone. */
  readonly board: Rect
  /** Above and below the board, for the two sides. */
  readonly strips: readonly [top: Rect, bottom: Rect]
  /** The list of moves; null where there is no room for one. */
  readonly list: Rect | null
  /** The room of it all, and of the layers of the show. */
  readonly places: Partial<Places>
}

/** What not every show has, and what needs room of its own. */
interface Extras {
  readonly hasLeaders?: boolean
  /** The status says a line of the streamer’s. */
  readonly hasLine?: boolean
}

/** In units of the text: a strip, the letters and numbers beside the squares, the gaps, the head, the vote, the column of a square picture. */
const units = { strip: 1.9, edge: 1.25, gap: 0.6, head: 2.2, vote: 14, status: 10, leaders: 9, column: 10.5 } as const

/** Help of two rows and of one; a line in two rows, which may reach into the gap below the head; and the title, which leaves it the rest. */
const helpRows = 1.45 * 2 + 0.7
const helpRow = 2.2
const lineRows = 2.5
const titleAlone = 8.3
/** The longest line has room in two rows of this width. */
const longestLine = 22

/** Text keeps out of the outer 5 %, and of a player’s controls at the foot. */
const outer = 0.05
const foot = 0.1

/** From this shape on (16:9 is 1.78) the rest stands beside the board, or below it; a picture between has some of both. */
const long = 1.6

/** The board at the left, as high as the picture; or at the top of an upright one. */
export function standIn(width: number, height: number, extras: Extras = {}): Stand {
  const [x, y] = [Math.round(width * outer), Math.round(height * outer)]
  const safe = { x, y, width: width - 2 * x, height: height - y - Math.round(height * foot) }
  const text = (Math.min(width, height) / 480) * 18
  const px = (count: number) => Math.round(text * count)
  const shown = { hasLeaders: false, hasLine: false, ...extras }
  if (width >= height * long) return sideways(safe, text, px, shown)
  return (height >= width * long ? upright : squarish)(safe, text, px, shown)
}

type Px = (units: number) => number

function sideways(safe: Rect, text: number, px: Px, { hasLeaders, hasLine }: Required<Extras>): Stand {
  const gap = px(units.gap)
  const size = squaresIn(Math.min(safe.height - 2 * px(units.strip) - px(units.edge), safe.width * 0.5))
  const clear = { ...safe, width: size + px(units.edge) }
  const column = { ...safe, x: clear.x + clear.width + 2 * gap, width: safe.width - clear.width - 2 * gap }
  const forLine = Math.min(px(longestLine), column.width - gap - px(titleAlone))
  const status = {
    ...{ ...column, ...atRight(column, hasLine ? forLine : px(units.status)) },
    height: px(hasLine ? lineRows : units.head),
  }
  const title = { ...column, width: column.width - status.width - gap, height: px(units.head) }
  const help = { ...column, ...atFoot(column, px(helpRows)) }
  const feedRow = { ...column, ...atFoot({ ...column, height: help.y - gap - column.y }, Math.ceil(text * 3)) }
  const middle = { ...column, y: title.y + title.height + gap }
  const body = { ...middle, height: feedRow.y - gap - middle.y }
  const vote = { ...body, width: Math.min(body.width, px(units.vote)) }
  const list = { ...body, x: vote.x + vote.width + gap, width: body.width - vote.width - gap }
  return {
    ...blockIn(clear, size, text, px),
    list: list.width < px(6.5) ? null : list,
    places: {
      clear,
      title,
      alerts: { ...column, height: title.height },
      status,
      vote,
      help,
      ...feedAndLeaders(feedRow, px, hasLeaders),
    },
  }
}

/** Help below everything; above it the board, and the rest in a column beside it. Below the board is room for what goes wrong, and for a line where help has one row. */
function squarish(safe: Rect, text: number, px: Px, { hasLeaders, hasLine }: Required<Extras>): Stand {
  const gap = px(units.gap)
  const help = { ...safe, ...atFoot(safe, px(hasLine ? helpRow : helpRows)) }
  // The board stands where it does without a line.
  const under = safe.y + safe.height - px(helpRows) - gap - px(1.7)
  const high = under - px(0.2) - safe.y - 2 * px(units.strip) - px(units.edge)
  const size = squaresIn(Math.min(high, safe.width - px(units.edge) - gap - px(units.column)))
  const clear = { ...safe, width: size + px(units.edge), height: under - safe.y }
  const status = hasLine
    ? { ...clear, y: help.y - gap - px(lineRows), height: px(lineRows) }
    : { ...safe, y: under, width: px(units.status), height: px(1.7) }
  const column = { ...safe, ...atRight(safe, safe.width - clear.width - gap), height: help.y - gap - safe.y }
  const title = { ...column, height: px(units.head) }
  const leaders = { ...column, ...atFoot(column, hasLeaders ? px(2 * 1.25 + 0.6) : 0) }
  const body = { ...column, y: title.y + title.height + gap }
  const above = leaders.y - (hasLeaders ? gap : 0) - body.y
  const feed = { ...body, ...atFoot({ ...body, height: above }, Math.max(Math.ceil(text * 3), above - gap - px(9.3))) }
  const vote = { ...body, height: feed.y - gap - body.y }
  return {
    ...blockIn(clear, size, text, px),
    list: null,
    places: { clear, title, alerts: { ...safe, height: title.height }, status, vote, help, feed, leaders },
  }
}

/** Head, board, vote beside feed, help. */
function upright(safe: Rect, text: number, px: Px, { hasLeaders, hasLine }: Required<Extras>): Stand {
  const gap = px(units.gap)
  const help = { ...safe, ...atFoot(safe, px(helpRows)) }
  const top = safe.y + px(units.head) + gap
  const size = squaresIn(Math.min(safe.width - px(units.edge), (help.y - top) * 0.55))
  const wanted = size + px(units.edge)
  const clear = { x: safe.x, y: top, width: safe.width, height: wanted + 2 * px(units.strip) }
  const row = { ...safe, y: clear.y + clear.height + gap }
  const body = { ...row, height: help.y - gap - row.y }
  const vote = { ...body, width: px(units.vote) }
  const beside = { ...body, x: vote.x + vote.width + gap, width: body.width - vote.width - gap }
  const leaders = { ...beside, ...atFoot(beside, hasLeaders ? px(2 * 1.25 + 0.6) : 0) }
  const title = { ...safe, width: px(hasLine ? titleAlone : 12.2), height: px(units.head) }
  const wide = safe.width - title.width - gap
  const status = { ...safe, ...atRight(safe, wide), height: px(hasLine ? lineRows : units.head) }
  const middle = { ...clear, x: safe.x + Math.round((safe.width - wanted) / 2), width: wanted }
  const feed = { ...beside, height: leaders.y - (hasLeaders ? gap : 0) - beside.y }
  return {
    ...blockIn(middle, size, text, px),
    list: null,
    places: { clear, title, alerts: { ...safe, height: title.height }, status, vote, help, feed, leaders },
  }
}

/** The board with its strips, filling `block` from its upper left corner. */
function blockIn(block: Rect, size: number, text: number, px: Px): Pick<Stand, 'text' | 'board' | 'strips'> {
  const [strip, edge] = [px(units.strip), px(units.edge)]
  const top = { ...block, width: size + edge, height: strip }
  const board = { x: block.x + edge, y: block.y + strip, width: size, height: size }
  return { text, board, strips: [top, { ...top, y: board.y + size + edge }] }
}

function feedAndLeaders(row: Rect, px: Px, hasLeaders: boolean): Pick<Places, 'feed' | 'leaders'> {
  if (!hasLeaders) return { feed: row, leaders: { ...row, width: 0 } }
  const leaders = { ...row, ...atRight(row, px(units.leaders)) }
  return { leaders, feed: { ...row, width: row.width - leaders.width - px(units.gap) } }
}

/** Eight whole pixels, or a multiple. */
function squaresIn(size: number): number {
  return 8 * Math.floor(size / 8)
}

function atFoot({ y, height }: Rect, wanted: number) {
  return { y: y + height - wanted, height: wanted }
}

function atRight({ x, width }: Rect, wanted: number) {
  return { x: x + width - wanted, width: wanted }
}

export function place({ width, height }: PictureSize, { leaders, branding, status, title }: Places): Partial<Places> {
  // The show’s own status is higher than the title beside it only where it has a line.
  const hasLine = status.height > title.height
  const { places, text } = standIn(width, height, { hasLeaders: leaders.width > 0, hasLine })
  return branding.width === 0 ? places : besideImage(places, branding, Math.round(text * units.gap), hasLine)
}

/** What stands in the head makes room for the streamer's image in the corner. */
function besideImage(places: Partial<Places>, image: Rect, gap: number, hasLine: boolean): Partial<Places> {
  const right = image.x - gap
  const isBeside = (rect: Rect | undefined): rect is Rect => rect !== undefined && rect.y < image.y + image.height
  const { title, status, alerts } = places
  const moved = isBeside(status) ? endingAt(right, status, hasLine) : status
  const end = isBeside(moved) ? moved.x - gap : right
  return {
    ...places,
    ...(moved === undefined ? {} : { status: moved }),
    ...(isBeside(title) ? { title: { ...title, width: Math.min(title.width, end - title.x) } } : {}),
    ...(isBeside(alerts) ? { alerts: { ...alerts, width: Math.min(alerts.width, right - alerts.x) } } : {}),
  }
}

/** The title gives way to a status, but a line has left it no more than it needs. */
function endingAt(right: number, status: Rect, hasLine: boolean): Rect {
  if (hasLine) return { ...status, width: right - status.x }
  const narrow = Math.round(status.width * 0.75)
  return { ...status, x: Math.min(status.x, right - narrow), width: narrow }
}
