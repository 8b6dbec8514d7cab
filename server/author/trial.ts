import { Worker } from 'node:worker_threads'
import { watchedHeap } from '../../render/index.ts'
import type { Fault } from './fault.ts'
import { stuckIn } from './stuck.ts'
import { notBegun, trialParts, type FromTrial, type ToTrial, type TrialData } from './trial-parts.ts'
import { watchTrial, type Patience } from './trial-watch.ts'

/** A trial draws four small pictures. */
const usualPatience: Patience = { computeMs: 5000, waitMs: 30_000 }

export interface Trial {
  readonly fault: Fault | null
  /** The author's own files, as far as they were loaded. */
  readonly files: readonly string[]
}

/** Tries games out, one after the other, in a thread that is there already: what hangs or dies there disturbs nobody. */
export interface Trials extends AsyncDisposable {
  /** @param url of a version that was not tried before */
  run(url: string): Promise<Trial>
}

export function openTrials(patience = usualPatience): Trials {
  let thread: ReturnType<typeof startThread> | null = startThread(patience)
  let last: Promise<unknown> = Promise.resolve()
  const run = async (url: string): Promise<Trial> => {
    if (thread === null || thread.hasEnded) thread = startThread(patience)
    const trial = await thread.run(url)
    if (!trial.isAlive) {
      await thread.stop()
      thread = null
    }
    return trial
  }
  return {
    run(url) {
      const trial = last.then(() => run(url))
      last = trial.catch(() => {})
      return trial
    },
    async [Symbol.asyncDispose]() {
      await thread?.stop()
    },
  }
}

function startThread(patience: Patience) {
  const part = new SharedArrayBuffer(4)
  const current = new Int32Array(part)
  const worker = new Worker(new URL('./trial-thread.ts', import.meta.url), {
    workerData: { part } satisfies TrialData,
    resourceLimits: watchedHeap,
  })
  const entered = () => trialParts[Atomics.load(current, 0)] ?? ''
  const dead = (message: string, stack = '') => ({
    ...{ fault: { part: entered(), message, stack }, files: [], isAlive: false },
  })
  let hasEnded = false
  // Between two trials nobody waits for it, and what a game left behind there may still throw.
  worker.on('error', () => {}).once('exit', () => (hasEnded = true))
  return {
    get hasEnded() {
      return hasEnded
    },
    stop: () => worker.terminate(),
    run(url: string): Promise<Trial & { readonly isAlive: boolean }> {
      const { promise, resolve } = Promise.withResolvers<Trial & { readonly isAlive: boolean }>()
      const hangs = async (forMs: number) =>
        resolve(dead(`has not come to its end for ${forMs / 1000} s`, await stuckIn(worker)))
      const failed = (error: unknown) => resolve(dead(`failed: ${String(error)}`))
      const left = () => resolve(dead('ended its thread, which no game may do'))
      const heard = ({ fault, files }: FromTrial) => resolve({ fault, files, isAlive: true })
      Atomics.store(current, 0, notBegun)
      const watch = watchTrial(worker, patience, {
        hasBegun: () => Atomics.load(current, 0) !== notBegun,
        hangs: (forMs) => void hangs(forMs),
        fills: () => resolve(dead('took more memory than a game may have')),
      })
      worker.once('message', heard).once('error', failed).once('exit', left)
      worker.postMessage({ url } satisfies ToTrial)
      return promise.finally(() => {
        watch[Symbol.dispose]()
        worker.off('message', heard).off('error', failed).off('exit', left)
      })
    },
  }
}
