import { Worker } from 'node:worker_threads'
import { callsIn, createCallMemory } from './calls.ts'

const memory = createCallMemory()

/** The calls of a game by this process’s main thread. */
export const calls = callsIn(memory)

let found = { call: 0, stack: '' }

/** Threads that look out. */
const open = new Set<Worker>()

/**
 * Where the call that goes on was when it took long, as an error’s stack has it; null where that isn’t known yet, and empty where nobody
 * looks out for it.
 */
export function foundStack(): string | null {
  if (found.call === calls.call) return found.stack
  return open.size > 0 ? null : ''
}

export interface LookoutData {
  readonly memory: SharedArrayBuffer
  /** A global function that is told the number of a call, and where that was asked. */
  readonly tell: string
}

/** What an inspector evaluates knows nothing but the global object. */
const tell = 'chatarcadeFound'

/** Told within the very call, so that nothing is late which was asked in time. */
Reflect.set(globalThis, tell, (call: number, stack: string) => {
  if (call === calls.call) found = { call, stack }
})

/**
 * Looks out, from a thread of its own, for calls of a game that never return. Before such a call is broken off it is told where it was,
 * which nobody can say afterwards.
 */
export function openLookout(): AsyncDisposable {
  const thread = new Worker(new URL('./lookout-thread.ts', import.meta.url), {
    workerData: { memory, tell } satisfies LookoutData,
  })
  open.add(thread)
  // Without it a show goes on as well; only the place isn’t told.
  thread.on('error', () => {}).once('exit', () => open.delete(thread))
  thread.unref()
  return {
    async [Symbol.asyncDispose]() {
      // Its end is waited for, though it keeps nothing alive until then.
      thread.ref()
      await thread.terminate()
    },
  }
}
