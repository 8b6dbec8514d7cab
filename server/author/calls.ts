/** Places of the memory’s numbers. */
const at = { call: 0, limitMs: 1 } as const

/**
 * What the main thread calls of a game at this moment, as another thread can see it that looks out for calls that never return. It is one
 * piece of memory of the process, since it is about its main thread, whatever game plays there.
 */
export interface Calls {
  /** A call begins that may take so long. */
  enter(limitMs: number): void
  leave(): void
  /** The number of the call that goes on; 0 while there is none. */
  readonly call: number
  readonly limitMs: number
}

export function createCallMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8)
}

export function callsIn(memory: SharedArrayBuffer): Calls {
  const numbers = new Int32Array(memory)
  let last = 0
  return {
    enter(limitMs) {
      last = (last % 0x7fffffff) + 1
      Atomics.store(numbers, at.limitMs, limitMs)
      Atomics.store(numbers, at.call, last)
    },
    leave: () => void Atomics.store(numbers, at.call, 0),
    get call() {
      return Atomics.load(numbers, at.call)
    },
    get limitMs() {
      return Atomics.load(numbers, at.limitMs)
    },
  }
}
