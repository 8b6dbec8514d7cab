/**
 * Goes round a map for ever, one entry a call, so that what has grown old is dropped little by little and never in one
 * long tick. Entries may come and go between calls; null where the map is empty.
 *
 * It keeps one iterator: asking a large map for its first entry anew would walk over every hole that deletions left.
 */
export function createSweep<K, V>(map: ReadonlyMap<K, V>): () => readonly [K, V] | null {
  let entries = map.entries()
  return () => {
    let step = entries.next()
    if (step.done) {
      entries = map.entries()
      step = entries.next()
    }
    return step.done ? null : step.value
  }
}
