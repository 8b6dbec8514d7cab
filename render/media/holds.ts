import type { ToHold } from '../painter-messages.ts'
import type { HeldFile } from './held.ts'

/** What a painter has been asked to hold, until it answers. */
export interface Holds {
  /** Resolves when it has them, or can’t have them. */
  ask(files: readonly HeldFile[]): Promise<void>
  settle(number: number): void
  /** The painter is gone, and nobody need wait for it: its successor is told anew. */
  end(): void
}

export function createHolds(send: (message: ToHold) => void): Holds {
  const waiting = new Map<number, () => void>()
  let asked = 0
  let hasEnded = false
  const settle = (number: number) => {
    waiting.get(number)?.()
    waiting.delete(number)
  }
  return {
    async ask(hold) {
      if (hasEnded) return
      const number = (asked += 1)
      const answered = new Promise<void>((resolve) => waiting.set(number, resolve))
      send({ hold, number })
      await answered
    },
    settle,
    end() {
      hasEnded = true
      for (const number of [...waiting.keys()]) settle(number)
    },
  }
}
