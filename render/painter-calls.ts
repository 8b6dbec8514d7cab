/** What of a game a painter calls; empty for nothing. */
const painterParts = ['', 'draw', 'still', 'sound', 'story'] as const

export type PainterPart = (typeof painterParts)[number]

/** Places of the memory’s numbers. */
const at = { part: 0, count: 1 } as const

/** What a painter calls of a game at this moment, as the thread of the game can see it even where the call never returns. */
export interface PainterCalls {
  readonly part: PainterPart
  /** Changes with each call that begins or ends. */
  readonly count: number
  /** Calls a part of the game. @throws what it throws */
  within<T>(part: PainterPart, call: () => T): T
}

export function createPainterCallMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8)
}

export function painterCallsIn(memory: SharedArrayBuffer): PainterCalls {
  const numbers = new Int32Array(memory)
  const enter = (part: number) => {
    Atomics.store(numbers, at.part, part)
    Atomics.add(numbers, at.count, 1)
  }
  return {
    get part() {
      return painterParts[Atomics.load(numbers, at.part)] ?? ''
    },
    get count() {
      return Atomics.load(numbers, at.count)
    },
    within(part, call) {
      const outer = Atomics.load(numbers, at.part)
      enter(painterParts.indexOf(part))
      try {
        return call()
      } finally {
        enter(outer)
      }
    },
  }
}
