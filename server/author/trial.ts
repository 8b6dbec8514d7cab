import { Worker } from 'node:worker_threads'
import { watchedHeap, watchThread } from '../../render/index.ts'
import type { Fault } from './fault.ts'
import { stuckIn } from './stuck.ts'
import { trialParts, type FromTrial, type ToTrial, type TrialData } from './trial-parts.ts'

/** Longest time that a game may take to be tried. The thread has been there before, and draws four small pictures. */
const usualPatienceMs = 5000

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

export function openTrials(patienceMs = usualPatienceMs): Trials {
  let thread: ReturnType<typeof startThread> | null = startThread(patienceMs)
  let last: Promise<unknown> = Promise.resolve()
  const run = async (url: string): Promise<Trial> => {
    thread ??= startThread(patienceMs)
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

function startThread(patienceMs: number) {
  const part = new SharedArrayBuffer(4)
  const worker = new Worker(new URL('./trial-thread.ts', import.meta.url), {
    workerData: { part } satisfies TrialData,
    resourceLimits: watchedHeap,
  })
  const entered = () => trialParts[Atomics.load(new Int32Array(part), 0)] ?? ''
  const dead = (message: string, stack = '') => ({
    ...{ fault: { part: entered(), message, stack }, files: [], isAlive: false },
  })
  // Between two trials nobody waits for it.
  worker.on('error', () => {})
  return {
    stop: () => worker.terminate(),
    run(url: string): Promise<Trial & { readonly isAlive: boolean }> {
      const { promise, resolve } = Promise.withResolvers<Trial & { readonly isAlive: boolean }>()
      const hangs = async () =>
        resolve(dead(`has not come to its end for ${patienceMs / 1000} s`, await stuckIn(worker)))
      const tooLong = setTimeout(() => void hangs(), patienceMs)
      const failed = (error: unknown) => resolve(dead(`failed: ${String(error)}`))
      const watch = watchThread(worker, () => resolve(dead('took more memory than a game may have')))
      const left = () => resolve(dead('ended its thread, which no game may do'))
      const heard = ({ fault, files }: FromTrial) => resolve({ fault, files, isAlive: true })
      worker.once('message', heard).once('error', failed).once('exit', left)
      worker.postMessage({ url } satisfies ToTrial)
      return promise.finally(() => {
        clearTimeout(tooLong)
        watch[Symbol.dispose]()
        worker.off('message', heard).off('error', failed).off('exit', left)
      })
    },
  }
}
