import type { Cell } from './cells.ts'
import { keptMarks } from './limits.ts'
import type { PixelWall } from './state.ts'

/** What a mark leaves behind to be seen: who painted, and the cells that hold all of it. */
export interface Trace {
  readonly name: string
  readonly colour: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly atTick: number
}

/** Ticks between two beats: what is painted in between is heard on the next one, so that a crowd makes music and no noise. */
export const beatTicks = 5

/** Notes of one beat, at most. */
const notesPerBeat = 2

/** The look stays for so many seconds, and for as long as what is painted lies so near to its middle, in cells. */
const lookSeconds = 4
const near = { x: 9, y: 4 }

/** A cell that was painted. */
export interface Painted extends Cell {
  readonly colour: number
}

/** Remembers a note for the next beat; what has no room in it is silent. */
export function plink(state: PixelWall, { x, y, colour }: Painted, tick: number): void {
  const atTick = Math.ceil(tick / beatTicks) * beatTicks
  const notes = Array.from(state.plinks)
  if (notes.filter((note) => note.atTick === atTick).length >= notesPerBeat) return
  const oldest = notes.reduce((a, b) => (b.atTick < a.atTick ? b : a))
  const height = 1 - y / Math.max(1, state.height - 1)
  const pan = Math.round((x / Math.max(1, state.width - 1)) * 160 - 80)
  oldest.assign({ step: Math.round(height * 9) + (colour % 3), pan, atTick })
}

/** The newest mark that is remembered; null before the first. One that was taken back has no tick. */
export function newestMark({ recent, marks }: PixelWall, isMeant: (mark: Trace) => boolean = () => true): Trace | null {
  for (let ago = 1; ago <= Math.min(marks, keptMarks); ago++) {
    const mark = recent[(marks - ago) % keptMarks]
    if (mark !== undefined && mark.atTick > 0 && isMeant(mark)) return mark
  }
  return null
}

/** Moves the look to what was painted last, in its own time. */
export function look(state: PixelWall, at: Cell, tick: number, tickRate: number): void {
  if (state.movedAtTick > 0 && tick - state.movedAtTick < lookSeconds * tickRate) return
  if (Math.abs(at.x - state.lookX) <= near.x && Math.abs(at.y - state.lookY) <= near.y) return
  state.beforeX = state.lookX
  state.beforeY = state.lookY
  state.lookX = at.x
  state.lookY = at.y
  state.movedAtTick = tick
}

/** Writes the last marks of a tick into the state: older ones of the same tick nobody could read. */
export function remember(state: PixelWall, traces: readonly Trace[]): void {
  const skipped = Math.max(0, traces.length - keptMarks)
  for (const [at, trace] of traces.slice(skipped).entries())
    state.recent[(state.marks + skipped + at) % keptMarks]?.assign(trace)
  state.marks += traces.length
}
