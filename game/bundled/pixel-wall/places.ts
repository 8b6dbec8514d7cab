import type { Places, PictureSize, Rect } from '../../index.ts'
import { units, zonesOf, type Zones } from './zones.ts'

const { column, gap, caption } = units
const leaderWidth = 10
/** Three leaders, or two. */
const leaderRows = 4.4
const fewerLeaders = 3.1
const leaderGap = 0.4

/** A line in two rows; the title and the longest example of help, which leave it the rest of their row. */
const lineRows = 2.5
const titleAlone = 7.5
const helpAlone = 19.4
/** In less than that of the help’s row a line says too little. */
const leastLine = 11
/** The longest line has room in two rows of this width. */
const longestLine = 22
/** What else can be typed stands in this much at the right, while nobody leads. */
const invitation = 12.4

/** The show’s layers around the game; one without a size isn’t shown, and leaves its room to others. */
export function placed({ width, height }: PictureSize, suggested: Places): Partial<Places> {
  const zones = zonesOf(width, height)
  const { text, title, rest, help, wall } = zones
  const image = suggested.branding.width > 0 ? suggested.branding.width + text * gap : 0
  const status = {
    x: rest.x + rest.width - text * 9,
    y: rest.y - text * (caption + 2.4),
    width: text * 9,
    height: text * 1.8,
  }
  const usual = {
    ...(isColumn(zones) ? stacked(rest, text, suggested) : besides(rest, text, suggested)),
    ...{ status, help, clear: wall },
    alerts: { ...wall, width: Math.min(wall.width, text * 28), height: text * 2.5 },
    title: { ...title, width: title.width - image },
  }
  // The show’s own status is higher than the title beside it only where it has a line.
  return suggested.status.height > suggested.title.height ? { ...usual, ...withLine(zones, suggested, image) } : usual
}

/** Whether what is left for the layers is the foot of a column, and no row of its own. */
function isColumn({ rest, text }: Pick<Zones, 'rest' | 'text'>): boolean {
  return rest.width <= text * 2 * column
}

/** Where the status has room for a line of the streamer’s, and what makes room for it: nothing of the game does. */
function withLine(zones: Zones, suggested: Places, image: number): Partial<Places> {
  const { text, title, rest, help } = zones
  if (!isColumn(zones) && title.width === rest.width) {
    const x = title.x + text * (titleAlone + gap)
    const status = { ...title, x, width: title.x + title.width - image - x, height: text * lineRows }
    return { status, title: { ...title, width: text * titleAlone } }
  }
  const status = besideHelp(rest.x + rest.width, help, text)
  const inRow = { status, help: { ...help, width: text * helpAlone } }
  if (!isColumn(zones)) return status.width < text * leastLine ? aboveFeed(rest, text, suggested) : inRow
  const above = { ...rest, height: status.y - text * leaderGap - rest.y }
  return { ...stacked(above, text, suggested, fewerLeaders), ...inRow }
}

/** At the right end of the help’s row, and into the gap above that. */
function besideHelp(right: number, help: Rect, text: number): Rect {
  const x = Math.max(help.x + text * (helpAlone + gap), right - text * longestLine)
  return { x, y: help.y + help.height - text * lineRows, width: right - x, height: text * lineRows }
}

/** Where the row has no room for both: beside the leaders, or what stands in their place. */
function aboveFeed(rest: Rect, text: number, suggested: Places): Partial<Places> {
  const { leaders, feed } = besides(rest, text, suggested)
  const width = rest.width - text * (leaders === undefined ? invitation : leaderWidth + gap)
  const high = text * (lineRows + gap)
  return {
    status: { ...rest, width, height: text * lineRows },
    ...(feed === undefined ? {} : { feed: { ...feed, y: feed.y + high, height: feed.height - high } }),
  }
}

function stacked(rest: Rect, text: number, { leaders, feed }: Places, rows = leaderRows): Partial<Places> {
  const isLed = leaders.width > 0 && leaders.height > 0
  const height = isLed ? text * rows : 0
  const top = rest.y + height + (isLed ? text * leaderGap : 0)
  return {
    ...(isLed ? { leaders: { ...rest, height } } : {}),
    ...(feed.height > 0 ? { feed: { ...rest, y: top, height: rest.y + rest.height - top } } : {}),
  }
}

function besides(rest: Rect, text: number, { leaders, feed }: Places): Partial<Places> {
  const isLed = leaders.width > 0 && leaders.height > 0
  const width = isLed ? text * leaderWidth : 0
  return {
    ...(isLed ? { leaders: { ...rest, x: rest.x + rest.width - width, width } } : {}),
    ...(feed.height > 0 ? { feed: { ...rest, width: rest.width - width - (isLed ? text * gap : 0) } } : {}),
  }
}
