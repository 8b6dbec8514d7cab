/**
 * Goes round a map for ever, one entry a call, so that what has grown old is dropped little by little and never in one
 * long tick. Entries may come and go between calls.
 *
 * It keeps one iterator: asking a large map for its first entry anew would walk over every hole that deletions left.
 */
export interface Sweep<K, V> {
  /** Null where the map is empty. */
  next(): readonly [K, V] | null
  /** How many entries are still to come in this round. Takes time in proportion to the map. */
  save(): number
  /** Goes on where that many are still to come. */
  load(left: number): void
}

export function createSweep<K, V>(map: ReadonlyMap<K, V>): Sweep<K, V> {
  let entries = map.entries()
  const load = (left: number) => {
    entries = map.entries()
    for (let passed = map.size - left; passed > 0; passed--) entries.next()
  }
  return {
    next() {
      let step = entries.next()
      if (step.done) {
        entries = map.entries()
        step = entries.next()
      }
      return step.done ? null : step.value
    },
    save() {
      let left = 0
      for (const _entry of entries) left += 1
      load(left)
      return left
    },
    load,
  }
}
