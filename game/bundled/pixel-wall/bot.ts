import type { Random } from '../../index.ts'
import { cellName, cellsPerWord } from './cells.ts'
import { outlineOf } from './outline.ts'
import { palette } from './palette.ts'
import { sprites, type Sprite } from './sprites.ts'
import type { PixelWall } from './state.ts'

/** Cells between the corners of neighbouring pictures. */
const field = 16

/** Pictures that simulated viewers work on at a time, and marks after which they begin another one. */
const atOnce = 4
const marksPerPicture = 45

/** Pictures back to which they look for what isn’t complete. */
const lookedBack = 12

/** A picture on the wall, by its upper left cell. */
interface Placed {
  readonly sprite: Sprite
  readonly x: number
  readonly y: number
}

/** What a simulated viewer would paint: a cell or a few of a picture, which many of them work on together. */
export function bot(state: PixelWall, random: Random): string | null {
  const chance = random.next()
  if (chance < 0.01) return 'undo mine'
  const outline = outlineOf(state)
  const placed = outline !== null && chance < 0.3 ? outline : random.pick(begun(state))
  if (chance > 0.985) return ground(placed, random)
  const open = openCells(state, placed)
  if (open.length === 0) return null
  const { sprite, x, y } = placed
  const at = random.pick(open)
  const cell = { x: x + (at % sprite.width), y: y + Math.floor(at / sprite.width) }
  const colour = palette[sprite.cells[at] ?? 0]?.name ?? 'black'
  const length = runFrom(sprite, at)
  const to = cellName({ ...cell, x: cell.x + length - 1 })
  return length > 2 ? `line ${cellName(cell)} ${to} ${colour}` : `${cellName(cell)} ${colour}`
}

/** Cells of a picture that haven’t got their colour. */
function openCells(state: PixelWall, { sprite, x, y }: Placed): number[] {
  const isOpen = (colour: number, at: number) =>
    colour >= 0 && colourAt(state, x + (at % sprite.width), y + Math.floor(at / sprite.width)) !== colour
  return sprite.cells.flatMap((colour, at) => (isOpen(colour, at) ? [at] : []))
}

/** How many cells of one colour there are in a row, from a cell on. */
function runFrom({ cells, width }: Sprite, at: number): number {
  let end = at + 1
  while (end % width !== 0 && cells[end] === cells[at]) end += 1
  return end - at
}

/** The first few pictures that aren’t complete, among the latest that have had their turn; never none. */
function begun(state: PixelWall): Placed[] {
  const latest = Math.floor(state.marks / marksPerPicture)
  const open: Placed[] = []
  for (let turn = Math.max(0, latest - lookedBack); turn <= latest + atOnce && open.length < atOnce; turn++) {
    const placed = placeOf(state, turn)
    if (openCells(state, placed).length > 0) open.push(placed)
  }
  return open.length > 0 ? open : [placeOf(state, latest)]
}

/** Where the picture of a turn stands, and which it is: a matter of its number alone. */
function placeOf({ width, height }: PixelWall, turn: number): Placed {
  const [columns, rows] = [Math.floor((width - 2) / field), Math.floor((height - 2) / field)]
  const fields = columns * rows
  // Steps of a share of the whole without a common divisor visit every field, far from the one before.
  const place = (turn * stepThrough(fields)) % fields
  const sprite = sprites[(place * 7 + Math.floor(turn / fields)) % sprites.length] as Sprite
  const [column, row] = [place % columns, Math.floor(place / columns)]
  return { sprite, x: 2 + column * field + ((row * 5) % 4), y: 2 + row * field + ((column * 3) % 3) }
}

function stepThrough(fields: number): number {
  for (let step = Math.floor(fields * 0.382) || 1; ; step++) if (divisor(step, fields) === 1) return step
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** Some grass below a picture, or a sky above it. */
function ground({ x, y, sprite: { width, height } }: Placed, random: Random): string {
  const row = random.next() < 0.7 ? y + height : Math.max(0, y - 1)
  const colour = random.pick(['green', 'lime', 'sky', 'teal'])
  return `line ${cellName({ x, y: row })} ${cellName({ x: x + width - 1, y: row })} ${colour}`
}

function colourAt({ words, width }: PixelWall, x: number, y: number): number {
  const cell = y * width + x
  const word = words[Math.floor(cell / cellsPerWord)] ?? 0
  return Math.floor(word / 16 ** (cell % cellsPerWord)) % 16
}
