import type { Command } from '../../index.ts'
import { cellName, readCell, type Cell } from './cells.ts'
import type { Memory } from './memory.ts'
import { colourOf } from './palette.ts'
import { keptStrokes } from './painters.ts'
import { areaCells, lineCells, rectCells } from './shapes.ts'

/** What a command would paint: cells that have another colour so far, at least one. */
export interface Draft {
  readonly cells: readonly number[]
  readonly colour: number
}

/** Why it can’t be done, for who typed it. */
export interface Refusal {
  readonly refuse: string
}

/** As many cells as one cooldown pays for, and the most cooldowns that a mark costs. */
const cellsPerCooldown = 20
const maxCooldowns = 6

/** How long somebody waits after a mark of so many cells, in ticks. */
export function waitAfter({ settings, tickRate }: Memory, cells: number): number {
  return settings.cooldown * tickRate * Math.min(maxCooldowns, Math.ceil(cells / cellsPerCooldown))
}

/** Whether somebody must wait, and for how long. */
export function waitOf({ painters, tick, tickRate }: Memory, player: string): Refusal | null {
  const ticks = (painters.get(painters.numberOf(player))?.freeAtTick ?? 0) - tick
  return ticks <= 0 ? null : { refuse: `wait ${Math.ceil(ticks / tickRate)} s` }
}

/** How many marks `undo` is to take back. */
export function undoOf({ args }: Command): number {
  const count = Number(args['what'] ?? 1)
  return count >= 1 && count <= keptStrokes ? count : 1
}

/** Reads what a command would paint on the wall as it is. */
export function draftOf({ wall, settings }: Memory, { name, args }: Command): Draft | Refusal {
  const colour = colourOf(String(args['colour']))
  if (colour < 0) return { refuse: 'the colours stand below the wall' }
  const corners = [args['cell'], args['from'], args['to']].filter((text) => text !== undefined).map(String)
  const cells = corners.map((text) => readCell(text))
  const outside = cells.findIndex((cell) => cell === null || cell.x >= wall.width || cell.y >= wall.height)
  const [from, to = from] = cells as [Cell, Cell?]
  if (outside >= 0 || !from || !to)
    return { refuse: `the wall goes from a1 to ${cellName({ x: wall.width - 1, y: wall.height - 1 })}` }
  const most = settings.largest
  const shape =
    name === 'line'
      ? lineCells(from, to, wall.width)
      : name === 'fill'
        ? areaCells(wall, from, most)
        : rectCells(from, to, wall.width, most)
  if (shape === null || shape.length > most) return { refuse: `that is more than ${most} cells` }
  const changed = shape.filter((cell) => wall.colours[cell] !== colour)
  return changed.length === 0 ? { refuse: `it is ${String(args['colour'])} already` } : { cells: changed, colour }
}

export function isRefusal(value: Draft | Refusal): value is Refusal {
  return 'refuse' in value
}
