import { createRing } from './ring.ts'

/**
 * What lies on each cell: the colours that were put there, newest on top, and whose they are. A colour can be taken out from below
 * others, so that whoever is rolled back leaves what was beneath, and what came after stays.
 *
 * The last `keep` colours are remembered one by one, in a ring; of what is older the topmost of each cell, and what it covered of
 * somebody else’s.
 */
export interface History {
  colourAt(cell: number): number
  /** 0 for nobody. */
  ownerAt(cell: number): number
  /** Lays a colour over a cell. @returns its number, which counts up */
  put(cell: number, colour: number, owner: number): number
  /** Takes a colour out again. @returns its cell; −1 where it is no longer known, or isn't the owner’s */
  take(number: number, owner: number): number
  /** Takes out everything of an owner, also where it lies beneath. @returns the cells where there was something, some maybe twice */
  takeAll(owner: number): number[]
  /** Makes colours of these owners nobody’s. */
  disown(owners: ReadonlySet<number>): void
  save(): SavedHistory
  load(saved: SavedHistory): void
}

/** What lies deep and what covers it: runs of a length and a value, or the values themselves where that is shorter. Above it three numbers a colour, oldest first: how long ago, cell, value. */
export interface SavedHistory {
  readonly next: number
  readonly below: Uint32Array
  readonly deep: Uint32Array
  readonly above: Uint32Array
}

/** Colour and owner in one number: sixteen colours, and owners up to 65,535. */
const packed = (colour: number, owner: number) => colour + 16 * owner
const ownerIn = (value: number | undefined) => Math.floor((value ?? 0) / 16)

export function createHistory(cells: number, keep: number): History {
  const below = new Uint32Array(cells)
  const deep = new Uint32Array(cells)
  const ring = createRing(cells, keep, (cell, value) => {
    if (ownerIn(value) !== ownerIn(below[cell])) deep[cell] = below[cell] as number
    below[cell] = value
  })
  const { values } = ring
  const seen = (cell: number) => {
    const slot = ring.topOf(cell)
    return (slot < 0 ? below[cell] : values[slot]) as number
  }
  return {
    colourAt: (cell) => seen(cell) % 16,
    ownerAt: (cell) => ownerIn(seen(cell)),
    put(cell, colour, owner) {
      ring.push(ring.next, cell, packed(colour, owner))
      return ring.next - 1
    },
    take(number, owner) {
      const slot = ring.find(number)
      if (slot < 0 || ownerIn(values[slot]) !== owner) return -1
      const cell = ring.cellOf(slot)
      ring.remove(slot)
      return cell
    },
    takeAll(owner) {
      const taken: number[] = []
      for (const slot of ring.slots()) {
        if (ownerIn(values[slot]) !== owner) continue
        taken.push(ring.cellOf(slot))
        ring.remove(slot)
      }
      for (let cell = 0; cell < cells; cell++) {
        if (ownerIn(deep[cell]) === owner) deep[cell] = 0
        if (ownerIn(below[cell]) !== owner) continue
        taken.push(cell)
        below[cell] = deep[cell] as number
        deep[cell] = 0
      }
      return taken
    },
    disown(owners) {
      for (const each of [below, deep, values])
        for (const [at, value] of each.entries()) if (owners.has(ownerIn(value))) each[at] = value % 16
    },
    save: () => ({
      ...{ next: ring.next, below: shortened(below), deep: shortened(deep) },
      above: Uint32Array.from(
        Array.from(ring.slots(), (slot) => [
          ring.next - ring.numberOf(slot),
          ring.cellOf(slot),
          values[slot] ?? 0,
        ]).flat(),
      ),
    }),
    load({ next, above, ...saved }) {
      ring.clear()
      lengthen(below, saved.below)
      lengthen(deep, saved.deep)
      for (let i = 0; i + 2 < above.length; i += 3) {
        const [ago = 0, cell = 0, value = 0] = above.subarray(i, i + 3)
        ring.push(next - ago, cell, value)
      }
      ring.next = next
    },
  }
}

function shortened(values: Uint32Array): Uint32Array {
  const runs = runsOf(values)
  return runs.length < values.length ? Uint32Array.from(runs) : values.slice()
}

function lengthen(values: Uint32Array, saved: Uint32Array): void {
  if (saved.length === values.length) values.set(saved)
  else fillRuns(values, saved)
}

function runsOf(values: Uint32Array): number[] {
  const runs: number[] = []
  let length = 0
  for (let i = 0; i < values.length; i++) {
    length += 1
    if (values[i + 1] === values[i]) continue
    runs.push(length, values[i] as number)
    length = 0
  }
  return runs
}

function fillRuns(values: Uint32Array, runs: Uint32Array): void {
  let at = 0
  values.fill(0)
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const length = runs[i] as number
    values.fill(runs[i + 1] as number, at, at + length)
    at += length
  }
}
