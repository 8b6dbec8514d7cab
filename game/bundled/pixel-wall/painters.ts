import type { Stroke } from './wall.ts'

/** Somebody who paints. Their number stands in the cells. */
export interface Painter {
  readonly id: string
  name: string
  /** Cells that they ever painted. */
  painted: number
  /** The tick from which on they may paint again. */
  freeAtTick: number
  /** Their last marks, the newest last; at most `keptStrokes`. */
  strokes: Stroke[]
}

export const maxPainters = 10_000

/** Marks that somebody can take back. */
export const keptStrokes = 5

/** Of a full table the eighth goes that was quiet for the longest: their cells stay, and are nobody’s. */
const leaving = 8

export interface Painters {
  /** 0 for somebody who hasn’t painted. */
  numberOf(id: string): number
  get(number: number): Painter | undefined
  /** The number of somebody who paints now, new or not. */
  see(id: string, name: string): number
  entries(): Iterable<[number, Painter]>
  save(): SavedPainter[]
  load(saved: readonly SavedPainter[]): void
}

export interface SavedPainter extends Readonly<Painter> {
  readonly number: number
}

/** @param onLeft is told the numbers that are free for others */
export function createPainters(onLeft: (numbers: ReadonlySet<number>) => void, most = maxPainters): Painters {
  /** By id, who painted last at the end. */
  const numbers = new Map<string, number>()
  const painters = new Map<number, Painter>()
  const free = Array.from({ length: most }, (_, i) => most - i)

  const makeRoom = () => {
    const left = new Set<number>()
    for (const [id, number] of numbers) {
      if (left.size >= Math.ceil(most / leaving)) break
      numbers.delete(id)
      painters.delete(number)
      left.add(number)
    }
    free.push(...left)
    onLeft(left)
  }

  return {
    numberOf: (id) => numbers.get(id) ?? 0,
    get: (number) => painters.get(number),
    see(id, name) {
      const known = numbers.get(id)
      if (known === undefined && free.length === 0) makeRoom()
      const number = known ?? free.pop() ?? 0
      numbers.delete(id)
      numbers.set(id, number)
      const painter = painters.get(number)
      if (painter === undefined) painters.set(number, { id, name, painted: 0, freeAtTick: 0, strokes: [] })
      else painter.name = name
      return number
    },
    entries: () => painters,
    save: () =>
      Array.from(numbers.values(), (number) => {
        const painter = painters.get(number) as Painter
        return { number, ...painter, strokes: [...painter.strokes] }
      }),
    load(saved) {
      numbers.clear()
      painters.clear()
      for (const { number, ...painter } of saved) {
        numbers.set(painter.id, number)
        painters.set(number, { ...painter, strokes: [...painter.strokes] })
      }
      free.length = 0
      for (let number = most; number > 0; number--) if (!painters.has(number)) free.push(number)
    },
  }
}
