/**
 * What the main thread calls of a game at this moment, as another thread can see it that looks out for calls that never return. It is one
 * piece of memory of the process, since it is about its main thread, whatever game plays there.
 */
const textFrom = 64
const maxText = 4096

/** Places of the memory’s numbers. */
const at = { call: 0, limitMs: 1, foundCall: 2, length: 3 } as const

export interface Calls {
  /** A call begins that may take so long. */
  enter(limitMs: number): void
  leave(): void
  /** The number of the call that goes on; 0 while there is none. */
  readonly call: number
  readonly limitMs: number
  /** Where the last call was when it took long, as a stack has it; empty where that is not known. */
  readonly found: string
  find(call: number, stack: string): void
}

export function createCallMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(textFrom + maxText)
}

export function callsIn(memory: SharedArrayBuffer): Calls {
  const numbers = new Int32Array(memory, 0, textFrom / 4)
  const text = new Uint8Array(memory, textFrom)
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
    get found() {
      if (last === 0 || Atomics.load(numbers, at.foundCall) !== last) return ''
      return new TextDecoder().decode(text.slice(0, Atomics.load(numbers, at.length)))
    },
    find(call, stack) {
      const { written } = new TextEncoder().encodeInto(stack, text)
      Atomics.store(numbers, at.length, written)
      Atomics.store(numbers, at.foundCall, call)
    },
  }
}
