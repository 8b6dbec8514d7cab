import { useEffect, useState } from 'preact/hooks'

/** A value that components follow. It lives outside of them, since patches come 30 times a second and pages redraw less. */
export interface Store<T> {
  get(): T
  set(next: T): void
  /** Calls `listener` after each change; gives how to stop. */
  subscribe(listener: () => void): () => void
}

export function createStore<T>(first: T): Store<T> {
  const listeners = new Set<() => void>()
  let value = first
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value; the component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState({})
  // Subscribing in an effect misses what changed since the first draw, so it draws once more.
  useEffect(() => {
    redraw({})
    return store.subscribe(() => redraw({}))
  }, [store])
  return store.get()
}
