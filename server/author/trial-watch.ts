import type { Worker } from 'node:worker_threads'
import { watchThread } from '../../render/index.ts'

const lookMs = 100

/** Longest time until a thread has started, which is not the game’s: on a machine that has none to spare it takes half a minute. */
const maxStartMs = 60_000

export interface Patience {
  /**
   * Longest time that a trial may compute. It is processor time, from when the trial has begun: on a busy machine the clock would blame a
   * game for a thread that gets none.
   */
  readonly computeMs: number
  /** Longest time on the clock: a game that waits for something which never comes uses no other. */
  readonly waitMs: number
}

export interface TrialEvents {
  readonly hasBegun: () => boolean
  /** Called once, where it has not come to its end for so long. */
  readonly hangs: (forMs: number) => void
  /** Called once, where it takes more memory than it may. */
  readonly fills: () => void
}

/** Looks at a thread while a game is tried there. */
export function watchTrial(thread: Worker, patience: Patience, { hasBegun, hangs, fills }: TrialEvents): Disposable {
  const { computeMs, waitMs } = patience
  const watch = watchThread(thread, fills)
  const startedAtMs = performance.now()
  let begunAtMs: number | null = null
  let cpuMsBefore: number | null = null
  const end = (forMs: number) => {
    clearInterval(timer)
    hangs(forMs)
  }
  const look = () => {
    const nowMs = performance.now()
    if (begunAtMs === null) {
      if (hasBegun()) begunAtMs = nowMs
      else if (nowMs - startedAtMs > maxStartMs) end(maxStartMs)
      return
    }
    // The thread has computed before, so its time is known only once it was looked at.
    if (watch.cpuMs > 0) cpuMsBefore ??= watch.cpuMs
    if (cpuMsBefore !== null && watch.cpuMs - cpuMsBefore > computeMs) end(computeMs)
    else if (nowMs - begunAtMs > waitMs) end(waitMs)
  }
  const timer = setInterval(look, lookMs)
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      watch[Symbol.dispose]()
    },
  }
}
