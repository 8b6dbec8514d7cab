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

/** In units of the text: a strip, the letters and numbers beside the squares, the gaps, the head, the vote, the column of a square picture. */
const units = { strip: 1.9, edge: 1.25, gap: 0.6, head: 2.2, vote: 14, status: 10, leaders: 9, column: 10.5 } as const

/** Text keeps out of the outer 5 %, and of a player’s controls at the foot. */
const outer = 0.05
const foot = 0.1

/** From this shape on (16:9 is 1.78) the rest stands beside the board, or below it; a picture between has some of both. */
const long = 1.6

/** The board at the left, as high as the picture; or at the top of an upright one. */
export function standIn(width: number, height: number, hasLeaders = false): Stand {
  const [x, y] = [Math.round(width * outer), Math.round(height * outer)]
  const safe = { x, y, width: width - 2 * x, height: height - y - Math.round(height * foot) }
  const text = (Math.min(width, height) / 480) * 18
  const px = (count: number) => Math.round(text * count)
  if (width >= height * long) return sideways(safe, text, px, hasLeaders)
  return (height >= width * long ? upright : squarish)(safe, text, px, hasLeaders)
}

type Px = (units: number) => number

function sideways(safe: Rect, text: number, px: Px, hasLeaders: boolean): Stand {
  const gap = px(units.gap)
  const size = squaresIn(Math.min(safe.height - 2 * px(units.strip) - px(units.edge), safe.width * 0.5))
  const clear = { ...safe, width: size + px(units.edge) }
  const column = { ...safe, x: clear.x + clear.width + 2 * gap, width: safe.width - clear.width - 2 * gap }
  const status = { ...column, ...atRight(column, px(units.status)), height: px(units.head) }
  const title = { ...column, width: column.width - status.width - gap, height: status.height }
  const help = { ...column, ...atFoot(column, px(1.45 * 2 + 0.7)) }
  const feedRow = { ...column, ...atFoot({ ...column, height: help.y - gap - column.y }, Math.ceil(text * 3)) }
  const middle = { ...column, y: status.y + status.height + gap }
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

/** Help below everything; above it the board, and the rest in a column beside it. Below the board is room for what goes wrong. */
function squarish(safe: Rect, text: number, px: Px, hasLeaders: boolean): Stand {
  const gap = px(units.gap)
  const help = { ...safe, ...atFoot(safe, px(1.45 * 2 + 0.7)) }
  const status = { ...safe, y: help.y - gap - px(1.7), width: px(units.status), height: px(1.7) }
  const high = status.y - px(0.2) - safe.y - 2 * px(units.strip) - px(units.edge)
  const size = squaresIn(Math.min(high, safe.width - px(units.edge) - gap - px(units.column)))
  const clear = { ...safe, width: size + px(units.edge), height: status.y - safe.y }
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
function upright(safe: Rect, text: number, px: Px, hasLeaders: boolean): Stand {
  const gap = px(units.gap)
  const help = { ...safe, ...atFoot(safe, px(1.45 * 2 + 0.7)) }
  const top = safe.y + px(units.head) + gap
  const size = squaresIn(Math.min(safe.width - px(units.edge), (help.y - top) * 0.55))
  const wanted = size + px(units.edge)
  const clear = { x: safe.x, y: top, width: safe.width, height: wanted + 2 * px(units.strip) }
  const row = { ...safe, y: clear.y + clear.height + gap }
  const body = { ...row, height: help.y - gap - row.y }
  const vote = { ...body, width: px(units.vote) }
  const beside = { ...body, x: vote.x + vote.width + gap, width: body.width - vote.width - gap }
  const leaders = { ...beside, ...atFoot(beside, hasLeaders ? px(2 * 1.25 + 0.6) : 0) }
  const title = { ...safe, width: px(12.2), height: px(units.head) }
  const status = { ...safe, ...atRight(safe, safe.width - title.width - gap), height: title.height }
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

export function place({ width, height }: PictureSize, { leaders, branding }: Places): Partial<Places> {
  const { places, text } = standIn(width, height, leaders.width > 0)
  return branding.width === 0 ? places : besideImage(places, branding, Math.round(text * units.gap))
}

/** What stands in the head makes room for the streamer's image in the corner. */
function besideImage(places: Partial<Places>, image: Rect, gap: number): Partial<Places> {
  const right = image.x - gap
  const isBeside = (rect: Rect | undefined): rect is Rect => rect !== undefined && rect.y < image.y + image.height
  const { title, status, alerts } = places
  const narrow = Math.round((status?.width ?? 0) * 0.75)
  const moved = isBeside(status) ? { ...status, x: Math.min(status.x, right - narrow), width: narrow } : status
  const end = isBeside(moved) ? moved.x - gap : right
  return {
    ...places,
    ...(moved === undefined ? {} : { status: moved }),
    ...(isBeside(title) ? { title: { ...title, width: Math.min(title.width, end - title.x) } } : {}),
    ...(isBeside(alerts) ? { alerts: { ...alerts, width: Math.min(alerts.width, right - alerts.x) } } : {}),
  }
}
