/** What a painter has been asked to hold, until it answers. */
export interface Holds {
  /** @returns the number to ask by, and when it is answered */
  wait(): { readonly number: number; readonly done: Promise<void> }
  settle(number: number): void
  /** The painter is gone, and nobody need wait for it: its successor is told anew. */
  end(): void
}

export function createHolds(): Holds {
  const waiting = new Map<number, () => void>()
  let asked = 0
  const settle = (number: number) => {
    waiting.get(number)?.()
    waiting.delete(number)
  }
  return {
    wait() {
      asked += 1
      const { promise: done, resolve } = Promise.withResolvers<void>()
      waiting.set(asked, resolve)
      return { number: asked, done }
    },
    settle,
    end() {
      for (const number of [...waiting.keys()]) settle(number)
    },
  }
}
