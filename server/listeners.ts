/** Who wants to be told of something. */
export interface Listeners<T> {
  readonly tell: (value: T) => void
  /** @returns how to stop listening */
  readonly listen: (listener: (value: T) => void) => () => void
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>()
  return {
    tell(value) {
      for (const listener of all) listener(value)
    },
    listen(listener) {
      all.add(listener)
      return () => void all.delete(listener)
    },
  }
}
