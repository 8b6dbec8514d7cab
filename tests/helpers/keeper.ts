import type { Machine } from '../../game/bundled/console/machine/machine.ts'

/** Right, left, down, up: the pad's bit of each, and how far it leads in the map of 16 columns. */
const ways = [
  { bit: 128, step: 1 },
  { bit: 64, step: -1 },
  { bit: 32, step: 16 },
  { bit: 16, step: -16 },
]

/** Somebody who sees the memory of Lantern Keeper: gives the buttons that lead to the nearest dark lantern, 0 where none can be reached. */
export function createKeeper({ peek }: Pick<Machine, 'peek'>, names: ReadonlyMap<string, number>): () => number {
  const address = (name: string) => names.get(name) as number
  const cell = (at: number) => peek(address('map') + at)
  return () => {
    const from = peek(address('pcell'))
    const first = new Map([[from, 0]])
    for (const at of first.keys()) {
      if (at !== from && cell(at) === 2) return first.get(at) as number
      for (const { bit, step } of ways)
        if (cell(at + step) !== 1 && cell(at + step) !== 4 && !first.has(at + step))
          first.set(at + step, at === from ? bit : (first.get(at) as number))
    }
    return 0
  }
}
