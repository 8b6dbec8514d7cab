/** How long something took or how late it was, in ms, over the last so many times. */
export interface Spread {
  readonly p50: number
  readonly p99: number
}

/** Remembers the last `capacity` values, and tells how they are spread. */
export function createSpread(capacity: number): { add(ms: number): void; readonly spread: Spread } {
  const values: number[] = []
  let count = 0
  return {
    add(ms) {
      values[count % capacity] = ms
      count += 1
    },
    get spread() {
      const sorted = values.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
      return { p50: at(0.5), p99: at(0.99) }
    },
  }
}
