import { Worker } from 'node:worker_threads'
import { callsIn, createCallMemory } from './calls.ts'

const memory = createCallMemory()

/** The calls of a game by this process’s main thread. */
export const calls = callsIn(memory)

/**
 * Looks out, from a thread of its own, for calls of a game that never return. Before such a call is broken off it is told where it was,
 * which nobody can say afterwards.
 */
export function openLookout(): AsyncDisposable {
  const thread = new Worker(new URL('./lookout-thread.ts', import.meta.url), {
    workerData: memory,
  })
  // Without it a show goes on as well; only the place isn’t told.
  thread.on('error', () => {})
  thread.unref()
  return {
    async [Symbol.asyncDispose]() {
      // Its end is waited for, though it keeps nothing alive until then.
      thread.ref()
      await thread.terminate()
    },
  }
}
