import type { ResourceLimits, Worker } from 'node:worker_threads'

/** A heap that grows beyond it is a game that allocates without end: no drawing needs a tenth of it, and images and sounds are not in it. */
const maxHeapBytes = 512 * 2 ** 20

const lookMs = 200

/**
 * For threads whose heap is watched. V8 would end the whole process where one step of a list that grows is larger than what is left,
 * so its own limit is far away.
 */
export const watchedHeap: ResourceLimits = { maxOldGenerationSizeMb: 4096 }

export interface ThreadWatch extends Disposable {
  /** Processor time of the thread as it was at most a moment ago, in ms. On a busy machine it goes slower than the clock. */
  readonly cpuMs: number
}

/**
 * Looks at a thread five times a second, which works whatever its JavaScript does.
 *
 * @param over called once, where its heap has grown beyond 512 MB
 */
export function watchThread(thread: Worker, over: () => void): ThreadWatch {
  let isLooking = false
  let cpuMs = 0
  const look = async () => {
    if (isLooking) return
    isLooking = true
    // A thread that has just ended has neither.
    const seen = await Promise.all([thread.getHeapStatistics(), thread.cpuUsage()]).catch(() => null)
    isLooking = false
    if (seen === null) return
    const [heap, { user, system }] = seen
    cpuMs = (user + system) / 1000
    if (heap.total_heap_size <= maxHeapBytes) return
    clearInterval(timer)
    over()
  }
  const timer = setInterval(() => void look(), lookMs).unref()
  return {
    get cpuMs() {
      return cpuMs
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
