/**
 * A map of what was used lately: at least the last `capacity` keys, and at most twice as many.
 * Two generations instead of an order of use: no entry is ever removed singly, and a flood of new keys costs two maps.
 */
export interface RecentMap<Value> {
  readonly size: number
  /** What is there counts as used. */
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  save(): RecentMemory<Value>
  load(memory: RecentMemory<Value>): void
}

export interface RecentMemory<Value> {
  readonly young: ReadonlyMap<string, Value>
  readonly old: ReadonlyMap<string, Value>
}

export function createRecentMap<Value>(capacity: number): RecentMap<Value> {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()

  function set(key: string, value: Value): void {
    if (young.size >= capacity && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }

  return {
    get size() {
      return young.size + old.size
    },
    get(key) {
      const value = young.get(key)
      if (value !== undefined) return value
      const aged = old.get(key)
      if (aged !== undefined) set(key, aged)
      return aged
    },
    set,
    save: () => ({ young, old }),
    load(memory) {
      young = new Map(memory.young)
      old = new Map(memory.old)
    },
  }
}
