import { hashOf } from './hash.ts'

/**
 * A seeded source of chance. The same seed gives the same numbers on every machine,
 * which is what lets a journal replay to the same frames.
 */
export interface Random {
  /** A number in [0, 1), of 32 random bits. */
  next(): number
  /** A whole number in [0, below). `below` is 1 to 2^32. */
  integer(below: number): number
  /** One of the items; throws on an empty list. */
  pick<T>(items: readonly T[]): T
}

/** A source of chance that can be put back to where it was. */
export interface SavedRandom extends Random {
  /** Four whole numbers of 32 bits: all that it remembers. */
  save(): RandomMemory
  load(memory: RandomMemory): void
}

/** The whole state of a `SavedRandom`: whole numbers of 32 bits. */
export type RandomMemory = readonly [number, number, number, number]

/**
 * Makes an independent stream of random numbers.
 *
 * @param seed the show's seed, a whole number of up to 32 bits
 * @param label what the stream is for (`votes`, `game`), so that one use never shifts another
 *
 * The generator is sfc32 by Chris Doty-Humphrey (PractRand): 128 bits of state, which a snapshot can hold.
 */
export function createRandom(seed: number, label: string): SavedRandom {
  let a = hashOf(label)
  let b = seed >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const bits = (): number => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) bits()
  const next = () => bits() / 2 ** 32
  const integer = (below: number) => Math.floor(next() * below)
  return {
    next,
    integer,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('pick() needs at least one item')
      return items[integer(items.length)] as T
    },
    save: () => [a, b, c, counter],
    load(memory) {
      ;[a, b, c, counter] = memory
    },
  }
}
