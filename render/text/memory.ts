/** Remembers what was worked out for a text; at the bound the oldest goes. */
export interface Memory<Value> {
  readonly size: number
  /** What is known for the key, else what `work` gives, which is kept. */
  of(key: string, work: () => Value): Value
  clear(): void
}

export function createMemory<Value extends string | number | boolean>(max: number): Memory<Value> {
  const known = new Map<string, Value>()
  return {
    get size() {
      return known.size
    },
    of(key, work) {
      const found = known.get(key)
      if (found !== undefined) return found
      const value = work()
      if (known.size >= max) known.delete(known.keys().next().value as string)
      known.set(key, value)
      return value
    },
    clear() {
      known.clear()
    },
  }
}
