/**
 * The last colours that were put on cells, in a ring of slots. Those of one cell know the one below and the one above, so that any of
 * them can be taken out. A value is whatever its user puts there.
 */
export interface Ring {
  /** The number that the next value has. */
  next: number
  /** The slot of a cell’s topmost value; −1 where it has none. */
  topOf(cell: number): number
  /** The slot of a value by its number; −1 where it is no longer there. */
  find(number: number): number
  /** Lays a value on a cell; what it has to make room for has sunk before. */
  push(number: number, cell: number, value: number): void
  remove(slot: number): void
  numberOf(slot: number): number
  cellOf(slot: number): number
  readonly values: Uint32Array
  /** Slots in use, the oldest first. */
  slots(): Iterable<number>
  clear(): void
}

const none = -1

/** @param onSink is told the oldest value, which is the lowest of its cell, before it goes */
export function createRing(cells: number, keep: number, onSink: (cell: number, value: number) => void): Ring {
  const top = new Int32Array(cells).fill(none)
  const cellOf = new Int32Array(keep).fill(none)
  const values = new Uint32Array(keep)
  const under = new Int32Array(keep).fill(none)
  const over = new Int32Array(keep).fill(none)
  const numbers = new Float64Array(keep).fill(none)

  const remove = (slot: number) => {
    const [cell, lower, upper] = [cellOf[slot], under[slot], over[slot]] as [number, number, number]
    if (lower !== none) over[lower] = upper
    if (upper === none) top[cell] = lower
    else under[upper] = lower
    cellOf[slot] = none
  }

  const ring: Ring = {
    next: 0,
    topOf: (cell) => top[cell] ?? none,
    find: (number) => (cellOf[number % keep] !== none && numbers[number % keep] === number ? number % keep : none),
    push(number, cell, value) {
      const slot = number % keep
      if (cellOf[slot] !== none) {
        onSink(cellOf[slot] as number, values[slot] as number)
        remove(slot)
      }
      const lower = top[cell] as number
      cellOf[slot] = cell
      values[slot] = value
      numbers[slot] = number
      under[slot] = lower
      over[slot] = none
      if (lower !== none) over[lower] = slot
      top[cell] = slot
      ring.next = number + 1
    },
    remove,
    numberOf: (slot) => numbers[slot] ?? none,
    cellOf: (slot) => cellOf[slot] ?? none,
    values,
    *slots() {
      const { next } = ring
      for (let i = 0; i < keep; i++) if (cellOf[(next + i) % keep] !== none) yield (next + i) % keep
    },
    clear() {
      top.fill(none)
      cellOf.fill(none)
    },
  }
  return ring
}
