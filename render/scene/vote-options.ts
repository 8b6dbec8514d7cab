import type { Context2D, Rect } from '../../game/index.ts'
import { drawBadge, drawPointer } from './icons.ts'
import { units } from './layout.ts'
import { createPiece, type Piece } from './piece.ts'
import { panel, widthOf, write } from './text.ts'
import { bars, colours, font, okabeIto } from './theme.ts'

/** Height of a row: whole pixels, so that all rows are drawn alike. */
export function rowHeight(px: number): number {
  return Math.floor(px * units.option)
}

/** Two columns of rows from this width on, in units of the text, when one has not enough room. */
const twoColumns = 20

export interface Option {
  readonly label: string
  readonly votes: number
  readonly ofVotes: number
  readonly team: string
}

/** An option with its place among those it stands against: everybody's, or those of its team. */
export interface RankedOption extends Option {
  readonly rank: number
  /** Of its team, in the order of the teams' names; −1 where there are none. */
  readonly teamIndex: number
}

/** Options of one team stand together, teams by their names: a row must not jump from team to team with each vote. */
export function grouped(options: readonly Option[]): RankedOption[] {
  const teams = [...new Set(options.map(({ team }) => team))].filter((team) => team !== '').sort()
  if (teams.length === 0) return options.map((option, rank) => ({ ...option, rank, teamIndex: -1 }))
  return teams.flatMap((team, teamIndex) =>
    options
      .filter((option) => option.team === team)
      .map(({ label, votes, ofVotes }, rank) => ({ label, votes, ofVotes, team, rank, teamIndex })),
  )
}

export interface PlacedOptions {
  readonly shown: readonly RankedOption[]
  /** How many there was no room for; that is said in the last place. */
  readonly more: number
  readonly columns: number
  readonly rows: number
}

/** As many options as there is room for, in one column or two. Of teams, the leaders of each come first. */
export function placeOptions(
  options: readonly RankedOption[],
  { rows, width }: { readonly rows: number; readonly width: number },
  px: number,
): PlacedOptions {
  const columns = options.length > rows && width >= px * twoColumns ? 2 : 1
  const places = rows * columns
  if (options.length <= places) return { shown: options, more: 0, columns, rows: Math.ceil(options.length / columns) }
  const kept = new Set([...options].sort((a, b) => a.rank - b.rank).slice(0, Math.max(0, places - 1)))
  const shown = options.filter((option) => kept.has(option))
  return { shown, more: options.length - shown.length, columns, rows }
}

/** Columns are read from the top: the second begins where the first ends. A piece for each option, `at` the place of the first one. */
export function optionPieces({ shown, more, columns, rows }: PlacedOptions, at: Place, px: number): Piece[] {
  const gap = px * 0.6
  const width = (at.width - (columns - 1) * gap) / columns
  const height = rowHeight(px)
  const place = (index: number) => {
    const x = Math.round(at.x + Math.floor(index / rows) * (width + gap))
    return { x, y: Math.round(at.y) + height * (index % rows), width: Math.floor(width), height }
  }
  const pieces = shown.map((option, index) => {
    const rect = place(index)
    return createPiece(rect, option, (g) => drawOption(g, option, middleOf(rect), px))
  })
  if (more === 0 || rows === 0) return pieces
  const rect = place(shown.length)
  const { x, y } = middleOf(rect)
  const draw = (g: Context2D) =>
    write(g, `and ${more} more`, x + px * 0.6, y, { px, colour: colours.quiet, width: rect.width - px })
  return [...pieces, createPiece(rect, { more }, draw)]
}

function middleOf({ x, y, width, height }: Rect): Place {
  return { x, y: y + height / 2, width }
}

const teamColours = [
  okabeIto.sky,
  okabeIto.orange,
  okabeIto.green,
  okabeIto.purple,
  okabeIto.yellow,
  okabeIto.vermillion,
  '#ffffff',
  '#8a93a8',
]

/** A team that is called like a colour has that one. */
const named: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ red: okabeIto.vermillion, orange: okabeIto.orange, yellow: okabeIto.yellow }),
  ...Object.entries({ green: okabeIto.green, blue: okabeIto.sky, purple: okabeIto.purple, pink: okabeIto.purple }),
  ...Object.entries({ white: '#ffffff', grey: '#8a93a8' }),
])

type Place = { readonly x: number; readonly y: number; readonly width: number }

function drawOption(g: Context2D, option: RankedOption, at: Place, px: number): void {
  const { rank, teamIndex } = option
  // Before anybody has voted nobody leads.
  const leads = rank === 0 && option.votes > 0
  const share = option.ofVotes === 0 ? 0 : Math.min(1, option.votes / option.ofVotes)
  drawBar(g, share, leads, at, px)
  const percent = `${Math.round(share * 100)} %`
  const numbers = at.width > px * (teamIndex < 0 ? 11 : 16) ? `${option.votes} · ${percent}` : percent
  const used = write(g, numbers, at.x + at.width - px * 0.5, at.y, { px, weight: 600, align: 'right' })
  const side = px * (teamIndex < 0 ? 0.7 : 1.4)
  const mark = { x: at.x + px * (teamIndex < 0 ? 0.4 : 0.1), y: at.y - side / 2, width: side, height: side }
  if (teamIndex >= 0) drawTeam(g, option.team, teamIndex, mark, px)
  else if (leads) drawPointer(g, mark, colours.text)
  const x = teamIndex < 0 && !leads ? at.x + px * 0.6 : mark.x + side + px * 0.4
  const weight = leads ? 800 : 600
  const width = at.x + at.width - used - px - x
  const withTeam = `${option.team}: ${option.label}`
  // The badge says the team as well.
  const hasRoom = teamIndex >= 0 && rank === 0 && widthOf(g, withTeam, weight, px) <= width
  write(g, hasRoom ? withTeam : option.label, x, at.y, { px, weight, width })
}

function drawBar(g: Context2D, share: number, isLeader: boolean, at: Place, px: number): void {
  const height = Math.round(px * 1.5)
  const row = { x: at.x, y: Math.round(at.y - height / 2), width: at.width, height }
  panel(g, row, px * 0.3, colours.track)
  const bar = { ...row, width: Math.max(Math.round(px * 0.25), Math.round(at.width * share)) }
  // The dark ground below the bar keeps the label's contrast at 4.5 : 1 or more, whatever the colour.
  panel(g, bar, px * 0.3)
  g.globalAlpha = 0.45
  panel(g, bar, px * 0.3, isLeader ? bars.leader : bars.other)
  g.globalAlpha = 1
}

/** A shape in the team's colour, with the first letter of its name: one of the three is enough to know it. */
function drawTeam(g: Context2D, team: string, index: number, at: Rect, px: number): void {
  drawBadge(g, index, at, named.get(team) ?? (teamColours[index % teamColours.length] as string))
  g.font = font(800, px, team)
  g.fillStyle = colours.ink
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  const letter = (Array.from(team)[0] ?? '').toUpperCase()
  // Condensed where it is wide, so that it stays on its shape.
  g.fillText(letter, at.x + at.width / 2, at.y + at.height / 2, at.width * 0.55)
}
