import { maxFeed, type LayerName, type Rect } from '../../game/index.ts'

/** Where each layer of the show stands in one picture, and the size of its smallest text. */
export interface Layout {
  /** Pixels of the smallest text: 18 at 480p, scaled by the shorter side. */
  readonly text: number
  /** The head of the picture: title at the left, status and image at the right. An alert covers the title for its time, and may be a line higher. */
  readonly title: Rect
  readonly alerts: Rect
  readonly status: Rect
  readonly branding: Rect
  readonly vote: Rect
  readonly leaders: Rect
  readonly feed: Rect
  readonly help: Rect
  /** What is left for the game. */
  readonly clear: Rect
}

/** The layers that take room from the game where they are shown. */
export type Parts = ReadonlySet<LayerName>

/** Text keeps out of the outer 5 %, which televisions and players may cover. */
const safe = 0.05

/** At the foot it keeps out of 10 %: there a phone's player lays its controls over the picture when it is touched. */
const controls = 0.1

/** Sizes in units of the text: a line of the help strip, the help's padding, a line of the feed, and so on. */
export const units = {
  helpLine: 1.45,
  helpPad: 0.7,
  feedLine: 1.5,
  /** From this width on, two lines of the feed stand beside each other. */
  feedColumns: 22,
  /** The vote in a tall picture, with twelve options in two columns. */
  vote: 16.2,
  voteColumn: 14,
  /** What the vote is made of, from its top: its padding, the heading with its bar, the slider, the options, the result. */
  votePad: 0.7,
  voteHeading: 2.15,
  slider: 3.2,
  option: 1.75,
  resultLine: 1.4,
  leaderLine: 1.25,
  leaderPad: 0.6,
  header: 2.2,
  /** An alert of two lines, which reaches into the gap below the head. */
  alert: 2.5,
  status: 11,
  /** The status with a line of the streamer’s: two rows of this width have room for all of it. The title keeps its own least width. */
  statusLine: 22,
  titleBeside: 10.5,
  branding: 4.4,
} as const

/** Lines of the feed that stand above one another, at least. */
const feedRows = 4

/** As many where one column of them stands beside the vote's, and nothing else in its row. */
const feedRowsAlone = 6

/** More of them take this share of the room that they have with the game, at most. */
const feedShare = 0.4

/** From this shape on (9:16 is 1.78) the layers stand one above the other; below it there is no room for that. */
const tall = 1.6

/** Beside a vote, the leader board stands at the feed's right where the row is so wide, in units of the text; else below the vote. */
const rowForTwo = 22

/** Leaders below the vote, at most; fewer where the vote would else show less than so many options with its result. */
const mostLeaders = 3
const leastOptions = 4

/** What some layers show now and then, and need more room for. */
interface Extras {
  /** The vote shows a slider, for which leaders below it make room. */
  readonly hasSlider?: boolean
  /** The status shows a line of the streamer’s. */
  readonly hasLine?: boolean
}

/** Room between the layers, and the smallest text. */
interface Measure extends Required<Extras> {
  readonly text: number
  readonly gap: number
}

/** Lays out a picture of any shape: side by side where it is wide, one above the other where it is tall. */
export function layoutFor(width: number, height: number, parts: Parts = everything, extras: Extras = {}): Layout {
  const text = (Math.min(width, height) / 480) * 18
  const measure = { text, gap: Math.round(text * 0.6), hasSlider: false, hasLine: false, ...extras }
  const inner = safeArea(width, height)
  const isTall = height >= width * tall
  const head = header(inner, measure, parts)
  const help = { ...inner, ...atFoot(inner, parts.has('help') ? helpHeight(text, isTall) : 0) }
  const top = inner.y + (head.height === 0 ? 0 : head.height + measure.gap)
  const bottom = help.height === 0 ? help.y : help.y - measure.gap
  const body = { x: inner.x, width: inner.width, y: top, height: bottom - top }
  const rest = isTall ? stacked(body, measure, parts) : sideBySide(body, measure, parts)
  return { text, ...head.rects, ...rest, help }
}

/** The part of a picture that nothing but a player's own screen covers. */
export function safeArea(width: number, height: number): Rect {
  const [x, y] = [Math.round(width * safe), Math.round(height * safe)]
  return { x, y, width: width - 2 * x, height: height - y - Math.round(height * controls) }
}

const everything: Parts = new Set<LayerName>([
  'title',
  'alerts',
  'status',
  'branding',
  'vote',
  'leaders',
  'feed',
  'help',
])

function helpHeight(text: number, isTall: boolean): number {
  return Math.round(text * (units.helpLine * (isTall ? 3 : 2) + units.helpPad))
}

function header(inner: Rect, { text, gap, hasLine }: Measure, parts: Parts) {
  const isShown = (['title', 'alerts', 'status', 'branding'] as const).some((name) => parts.has(name))
  const height = isShown ? Math.round(text * units.header) : 0
  const row = { x: inner.x, y: inner.y, width: inner.width, height }
  const image = parts.has('branding') ? Math.round(text * units.branding) : 0
  const branding = { ...row, x: row.x + row.width - image, width: image }
  const beside = { ...row, width: row.width - (image === 0 ? 0 : image + gap) }
  const alerts = { ...beside, height: height === 0 ? 0 : Math.min(Math.round(text * units.alert), height + gap - 1) }
  const forLine = Math.min(text * units.statusLine, beside.width - gap - text * units.titleBeside)
  const words = Math.round(Math.max(text * units.status, hasLine ? forLine : 0))
  // A second row of it reaches as far below the head as one of an alert.
  const status = { ...(hasLine ? alerts : row), x: beside.x + beside.width - words, width: words }
  const title = { ...row, width: status.x - gap - row.x }
  return { height, rects: { title, alerts, status, branding } }
}

type Body = Pick<Layout, 'vote' | 'leaders' | 'feed' | 'clear'>

function stacked(body: Rect, measure: Measure, parts: Parts): Body {
  const { text, gap } = measure
  const vote = { ...body, height: parts.has('vote') ? Math.round(text * units.vote) : 0 }
  const top = vote.height === 0 ? body.y : body.y + vote.height + gap
  const below = { ...body, y: top, height: body.y + body.height - top }
  return { vote, ...gameOverFeed(below, measure, parts) }
}

function sideBySide(body: Rect, measure: Measure, parts: Parts): Body {
  const column = { ...body, ...atRight(body, Math.round(Math.min(body.width * 0.46, measure.text * units.voteColumn))) }
  const left = { ...body, width: body.width - column.width - measure.gap }
  const inColumn = parts.has('leaders') ? leadersInColumn(column, left, measure, parts) : undefined
  if (parts.has('vote')) {
    if (inColumn !== undefined && left.width < measure.text * rowForTwo) return inColumn
    return { vote: column, ...gameOverFeed(left, measure, parts) }
  }
  const inRow = { vote: { ...body, ...atRight(body, 0) }, ...gameOverFeed(body, measure, parts) }
  // A row for three leaders and nothing else can cost the game more than the column that the vote would have had.
  return inColumn !== undefined && areaOf(inColumn.clear) > areaOf(inRow.clear) ? inColumn : inRow
}

/** The vote above the leader board at the right, the game over the feed at the left. Of the leaders as many as the vote has room for, maybe none. */
function leadersInColumn(column: Rect, left: Rect, measure: Measure, parts: Parts): Body {
  const hasVote = parts.has('vote')
  const leaders = {
    ...column,
    ...atFoot(column, hasVote ? roomBelowVote(column, measure) : leadersHeight(mostLeaders, measure)),
  }
  const height = leaders.height === 0 ? column.height : leaders.y - measure.gap - column.y
  const vote = { ...column, height: hasVote ? height : 0 }
  return { ...gameOverFeed(left, measure, without(parts, 'leaders')), vote, leaders }
}

function roomBelowVote(column: Rect, { text, gap, hasSlider }: Measure): number {
  const fixed = 2 * units.votePad + units.voteHeading + (hasSlider ? units.slider : 0) + units.resultLine
  const room = column.height - gap - text * fixed - leastOptions * Math.floor(text * units.option)
  for (let leaders = mostLeaders; leaders > 0; leaders--)
    if (leadersHeight(leaders, { text }) <= room) return leadersHeight(leaders, { text })
  return 0
}

function leadersHeight(leaders: number, { text }: Pick<Measure, 'text'>): number {
  return Math.round(text * (leaders * units.leaderLine + units.leaderPad))
}

/** The game above; at the foot the feed, and the leader board at its right. */
function gameOverFeed(within: Rect, { text, gap }: Measure, parts: Parts): Omit<Body, 'vote'> {
  const isShown = parts.has('feed') || parts.has('leaders')
  const width = parts.has('leaders') ? Math.round(Math.min(within.width * 0.38, text * 10)) : 0
  const beside = width === 0 ? 0 : width + gap
  const lines = parts.has('feed')
    ? rowsOfFeed({ ...within, width: within.width - beside }, text, !parts.has('leaders'))
    : feedRows
  const row = { ...within, ...atFoot(within, isShown ? Math.ceil(text * units.feedLine * lines) : 0) }
  const leaders = { ...row, x: row.x + row.width - width, width }
  const feed = { ...row, width: row.width - beside, height: parts.has('feed') ? row.height : 0 }
  const height = row.y - (isShown ? gap : 0) - within.y
  return { feed, leaders, clear: { ...within, height } }
}

/** As many as show all that is kept of the feed, where that leaves enough for the game. */
function rowsOfFeed(within: Rect, text: number, isAlone: boolean): number {
  const columns = columnsOfFeed(within, text)
  if (isAlone && columns === 1) return feedRowsAlone
  const wanted = Math.ceil(maxFeed / columns)
  const room = Math.floor((within.height * feedShare) / (text * units.feedLine))
  return Math.min(wanted, Math.max(feedRows, room))
}

function columnsOfFeed({ width }: Pick<Rect, 'width'>, text: number): number {
  return width >= text * units.feedColumns ? 2 : 1
}

/** How many lines of the feed have room: above one another, and beside each other. */
export function feedGrid({ feed, text }: Pick<Layout, 'feed' | 'text'>): {
  readonly rows: number
  readonly columns: number
} {
  // Wholly shown lines, but for the parts of pixels that were rounded off.
  return { rows: Math.floor((feed.height + 1) / (text * units.feedLine)), columns: columnsOfFeed(feed, text) }
}

function atFoot(rect: Rect, height: number) {
  return { y: rect.y + rect.height - height, height }
}

function atRight(rect: Rect, width: number) {
  return { x: rect.x + rect.width - width, width }
}

function areaOf(rect: Rect): number {
  return rect.width * rect.height
}

function without(parts: Parts, name: LayerName): Parts {
  return new Set([...parts].filter((each) => each !== name))
}
