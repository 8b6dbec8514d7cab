/** Somebody who waits until a queue is empty. */
export interface Drain {
  /** Something has left the queue. */
  look(): void
  /** Resolves when it is empty, or when it has taken too long. */
  empty(limitMs: number): Promise<void>
}

export function createDrain(isEmpty: () => boolean): Drain {
  let look = () => {}
  return {
    look: () => look(),
    empty(limitMs) {
      if (isEmpty()) return Promise.resolve()
      return new Promise((resolve) => {
        const late = setTimeout(resolve, limitMs)
        look = () => {
          if (!isEmpty()) return
          clearTimeout(late)
          resolve()
        }
      })
    },
  }
}
