import type { Decision } from '../../index.ts'
import { cellsPerWord } from './cells.ts'
import { settings as settingsSchema, type Settings } from './commands.ts'
import type { SavedHistory } from './history.ts'
import { createPainters, maxPainters, type Painters, type SavedPainter } from './painters.ts'
import type { PixelWall } from './state.ts'
import { createWall, type Wall } from './wall.ts'

/** What the rules keep and nobody has to see: who painted what, and what lies beneath. */
export interface Memory {
  readonly settings: Settings
  readonly wall: Wall
  readonly painters: Painters
  /** The last tick, and how many there are in a second. */
  tick: number
  tickRate: number
  /** What one tick couldn’t do; at most `maxWaiting`. */
  waiting: readonly Decision[]
  /** The tick in which the outline was offered or came nearer to its end. */
  outlineAtTick: number
  leaders: readonly { readonly name: string; readonly score: number }[]
  /** How many people have cells on the wall. */
  authors: number
  /** Whether cells changed since leaders were counted. */
  isCounted: boolean
}

/** Decisions that wait for the next tick; what comes when so many do is left out. */
export const maxWaiting = 2000

/** By state, since matches may run beside one another. */
const memories = new WeakMap<PixelWall, Memory>()

/** Of a state that this module hasn’t set up the colours are known, and not whose they are. */
export function memoryOf(state: PixelWall): Memory {
  const known = memories.get(state)
  if (known !== undefined) return known
  const { width, height } = state
  const memory = createMemory(state, { ...settingsSchema.parse({}), width, height })
  let cell = 0
  const cells = width * height
  const paint = (word: number) => {
    for (let i = 0; i < cellsPerWord && cell < cells; i++, cell++) {
      const colour = Math.floor(word / 16 ** i) % 16
      if (colour !== 0) memory.wall.paint([cell], colour, 0)
    }
  }
  state.words.forEach(paint)
  return memory
}

export function createMemory(state: PixelWall, settings: Settings): Memory {
  const wall = createWall(settings.width, settings.height, maxPainters)
  const memory: Memory = {
    ...{ settings, wall, painters: createPainters((left) => wall.disown(left)) },
    ...{ tick: 0, tickRate: 30, waiting: [], outlineAtTick: 0, leaders: [], authors: 0, isCounted: true },
  }
  memories.set(state, memory)
  return memory
}

/** Plain data of all that a show needs to go on. */
interface Saved extends Omit<Memory, 'wall' | 'painters'> {
  readonly history: SavedHistory
  readonly painters: readonly SavedPainter[]
}

export function saveMemory(state: PixelWall): Saved {
  const { wall, painters, ...rest } = memoryOf(state)
  return { ...rest, history: wall.save(), painters: painters.save() }
}

export function loadMemory(state: PixelWall, saved: unknown): void {
  const { history, painters, settings, ...rest } = saved as Saved
  const memory = createMemory(state, settings)
  memory.painters.load(painters)
  memory.wall.load(history)
  Object.assign(memory, rest)
}

/** Who has most cells on the wall now. */
export function countLeaders(memory: Memory): void {
  const { wall, painters } = memory
  const all = Array.from(painters.entries(), ([number, { name }]) => ({ name, score: wall.countOf(number), number }))
  const authors = all.filter(({ score }) => score > 0)
  authors.sort((a, b) => b.score - a.score || a.number - b.number)
  memory.leaders = authors.slice(0, 5).map(({ name, score }) => ({ name, score }))
  memory.authors = authors.length
  memory.isCounted = true
}
