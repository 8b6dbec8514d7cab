import type { Random, StepContext } from '../../index.ts'
import type { Memory } from './memory.ts'
import { sprites, type Sprite } from './sprites.ts'
import type { PixelWall } from './state.ts'

/** Seconds without a mark after which an outline invites to paint; a wall that nobody has touched has one at once. */
const idleSeconds = 60

/** Minutes after which an outline goes that nobody works on. */
const patienceMinutes = 10

/** Places that are tried for an outline: the one with the most room is taken. */
const tries = 12

/** Outlines stand at the left or right, so that what says what to type has the other side. */
const sideShare = 0.28

/** Cells between an outline and the edge, so that it is seen as a whole when enlarged. */
const margin = 6

/** The outline on the wall; null where there is none. */
export function outlineOf({ outline, outlineX, outlineY }: Pick<PixelWall, 'outline' | 'outlineX' | 'outlineY'>) {
  const sprite = sprites[outline - 1]
  return sprite === undefined ? null : { sprite, x: outlineX, y: outlineY }
}

/** Offers an outline when it is quiet, counts what is done of it, and tells when it is complete. */
export function tendOutline(state: PixelWall, memory: Memory, ctx: StepContext): void {
  if (outlineOf(state) === null) return offer(state, memory, ctx)
  const done = countDone(state, memory)
  if (done !== state.outlineDone) memory.outlineAtTick = ctx.tick
  state.outlineDone = done
  const { sprite } = outlineOf(state)!
  if (done >= sprite.painted) return complete(state, memory, sprite, ctx)
  if (ctx.tick - memory.outlineAtTick > patienceMinutes * 60 * ctx.tickRate) state.outline = 0
}

function offer(state: PixelWall, memory: Memory, { tick, tickRate, random }: StepContext): void {
  if (state.marks > 0 && tick - state.paintedAtTick < idleSeconds * tickRate) return
  const number = random.integer(sprites.length)
  const { x, y } = roomFor(sprites[number] as Sprite, memory, random)
  state.outline = number + 1
  state.outlineX = x
  state.outlineY = y
  memory.outlineAtTick = tick
  state.outlineDone = countDone(state, memory)
}

function roomFor(sprite: Sprite, { wall }: Memory, random: Random): { x: number; y: number } {
  let best = { x: 0, y: 0, taken: Infinity }
  const room = wall.width - sprite.width - 2 * margin
  const side = Math.max(1, Math.floor(room * sideShare))
  for (let i = 0; i < tries && best.taken > 0; i++) {
    const across = random.integer(2 * side)
    const x = margin + (across < side ? across : room - 1 - (across - side))
    const y = margin + random.integer(wall.height - sprite.height - 2 * margin)
    let taken = 0
    eachCell({ sprite, x, y }, wall.width, (cell) => (taken += wall.colours[cell] === 0 ? 0 : 1))
    if (taken < best.taken) best = { x, y, taken }
  }
  return best
}

function countDone(state: PixelWall, { wall }: Memory): number {
  let done = 0
  eachCell(outlineOf(state)!, wall.width, (cell, colour) => (done += wall.colours[cell] === colour ? 1 : 0))
  return done
}

/** Everybody who painted a cell of it gets a point for each. */
function complete(state: PixelWall, { wall, painters }: Memory, sprite: Sprite, ctx: StepContext): void {
  const shares = new Map<number, number>()
  eachCell(outlineOf(state)!, wall.width, (cell) => {
    const owner = wall.ownerAt(cell)
    if (owner > 0) shares.set(owner, (shares.get(owner) ?? 0) + 1)
  })
  const names: string[] = []
  for (const [owner, points] of [...shares].toSorted((a, b) => b[1] - a[1])) {
    const painter = painters.get(owner)
    if (painter === undefined) continue
    names.push(painter.name)
    ctx.award(painter.id, painter.name, points)
  }
  ctx.alert('success', `The ${sprite.name} is complete${by(names)}!`)
  state.outline = 0
  state.outlineDone = 0
  state.paintedAtTick = ctx.tick
}

function by(names: readonly string[]): string {
  const [first, second, ...more] = names
  if (first === undefined) return ''
  if (second === undefined) return `, painted by ${first}`
  return more.length === 0
    ? `, painted by ${first} and ${second}`
    : `, painted by ${first}, ${second} and ${more.length} more`
}

function eachCell(
  { sprite, x, y }: { readonly sprite: Sprite; readonly x: number; readonly y: number },
  width: number,
  each: (cell: number, colour: number) => void,
): void {
  for (const [at, colour] of sprite.cells.entries())
    if (colour >= 0) each((y + Math.floor(at / sprite.width)) * width + x + (at % sprite.width), colour)
}
