import { cellsPerWord } from './cells.ts'
import { createHistory, type SavedHistory } from './history.ts'
import type { Ground } from './shapes.ts'

/** Colours of cells that are remembered one by one: of busy minutes, in half a megabyte. */
const keptColours = 16_384

/** Colours that somebody put down together: numbers of the history, in a row. */
export interface Stroke {
  readonly first: number
  readonly count: number
}

/** The cells with their colours and owners; 0 is nobody. */
export interface Wall extends Ground {
  ownerAt(cell: number): number
  /** Cells of an owner that are seen. */
  countOf(owner: number): number
  /** Cells of which each has another colour so far. */
  paint(cells: readonly number[], colour: number, owner: number): Stroke
  /** @returns how many of its cells were still known, seen or not */
  takeBack(stroke: Stroke, owner: number): number
  /** @returns how many of the owner’s cells were seen */
  forget(owner: number): number
  disown(owners: ReadonlySet<number>): void
  /** Whether cells changed since the last `write`. */
  readonly isChanged: boolean
  /** Writes what changed into the state. */
  write(words: { [index: number]: number }): void
  save(): SavedHistory
  load(saved: SavedHistory): void
}

/** @param owners the highest owner there can be */
export function createWall(width: number, height: number, owners: number): Wall {
  const cells = width * height
  const history = createHistory(cells, keptColours)
  const colours = new Uint8Array(cells)
  const ownerOf = new Uint16Array(cells)
  const counts = new Uint32Array(owners + 1)
  const changed = new Set<number>()

  /** Takes over what the history now has of a cell. */
  const renew = (cell: number) => {
    const [colour, owner, before] = [history.colourAt(cell), history.ownerAt(cell), ownerOf[cell] as number]
    if (colours[cell] !== colour) {
      colours[cell] = colour
      changed.add(Math.floor(cell / cellsPerWord))
    }
    if (owner === before) return
    ownerOf[cell] = owner
    if (before > 0) counts[before]! -= 1
    if (owner > 0) counts[owner]! += 1
  }
  const renewAll = () => {
    for (let cell = 0; cell < cells; cell++) renew(cell)
  }

  return {
    ...{ width, height, colours },
    ownerAt: (cell) => ownerOf[cell] ?? 0,
    countOf: (owner) => counts[owner] ?? 0,
    paint(painted, colour, owner) {
      let last = -1
      for (const cell of painted) {
        last = history.put(cell, colour, owner)
        renew(cell)
      }
      return { first: last - painted.length + 1, count: painted.length }
    },
    takeBack({ first, count }, owner) {
      let taken = 0
      for (let number = first; number < first + count; number++) {
        const cell = history.take(number, owner)
        if (cell < 0) continue
        renew(cell)
        taken += 1
      }
      return taken
    },
    forget(owner) {
      const seen = counts[owner] ?? 0
      for (const cell of history.takeAll(owner)) renew(cell)
      return seen
    },
    disown(lost) {
      history.disown(lost)
      renewAll()
    },
    get isChanged() {
      return changed.size > 0
    },
    write(words) {
      for (const word of changed) words[word] = wordAt(colours, word)
      changed.clear()
    },
    save: () => history.save(),
    load(saved) {
      history.load(saved)
      renewAll()
      // The state has it all.
      changed.clear()
    },
  }
}

function wordAt(colours: Uint8Array, word: number): number {
  let value = 0
  for (let i = cellsPerWord - 1; i >= 0; i--) value = value * 16 + (colours[word * cellsPerWord + i] ?? 0)
  return value
}
