import { randomUUID } from 'node:crypto'
import { messageOf } from '../../chat/index.ts'
import type { Log } from '../log.ts'
import type { StoredJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import {
  attemptJob,
  backoffAfter,
  maxWaiting,
  type Job,
  type JobCounts,
  type JobOptions,
  type JobQueue,
} from './job.ts'

/** How long it is slept at most; a job of a process that died is found again by then. */
const longestSleepMs = 30_000

/** A runner that says nothing for so much longer than an attempt may take has died. */
const leaseSlackMs = 10_000

/** Jobs in the store: nothing else has to run on the machine. */
export function openStoreJobs(store: Pick<Store, 'jobs'>, jobs: readonly Job[], log: Log): JobQueue {
  return new StoreJobs(store, jobs, log)
}

class StoreJobs implements JobQueue {
  readonly #store: Pick<Store, 'jobs'>
  readonly #jobs: readonly Job[]
  readonly #log: Log
  readonly #running: ReadonlyMap<string, Set<Promise<void>>>
  #isClosed = false
  #isLooking = false
  #isStale = false
  #timer: NodeJS.Timeout | undefined

  constructor(store: Pick<Store, 'jobs'>, jobs: readonly Job[], log: Log) {
    this.#store = store
    this.#jobs = jobs
    this.#log = log
    this.#running = new Map(jobs.map(({ name }) => [name, new Set<Promise<void>>()]))
    void this.#look()
  }

  async add<Payload>(
    job: Job<Payload>,
    payload: Payload,
    { id = randomUUID(), delayMs = 0 }: JobOptions = {},
  ): Promise<boolean> {
    const now = Date.now()
    const { waiting } = await this.counts()
    if (waiting >= maxWaiting) {
      this.#log.warn(`job ${job.name} is not taken: ${waiting} jobs wait already`)
      return false
    }
    const isNew = await this.#store.jobs.add({ id, name: job.name, payload, runAtMs: now + delayMs }, now)
    void this.#look()
    return isNew
  }

  counts(): Promise<JobCounts> {
    return countsOf(this.#store)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await Promise.all(this.#running.values().flatMap((each) => each))
  }

  /** One look at a time; whoever asks meanwhile has another one follow. */
  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    this.#isStale = true
    if (this.#isLooking || this.#isClosed) return
    this.#isLooking = true
    try {
      while (this.#isDue()) for (const job of this.#jobs) await this.#claim(job)
      if (!this.#isClosed) await this.#sleepUntilNext()
    } catch (error) {
      this.#log.warn(`the jobs can't be read: ${messageOf(error)}`)
      this.#wakeIn(longestSleepMs)
    } finally {
      this.#isLooking = false
    }
  }

  #isDue(): boolean {
    const isDue = this.#isStale && !this.#isClosed
    this.#isStale = false
    return isDue
  }

  async #claim(job: Job): Promise<void> {
    const mine = this.#running.get(job.name) as Set<Promise<void>>
    const free = job.limit - mine.size
    if (free <= 0) return
    const leaseMs = job.timeoutMs + leaseSlackMs
    for (const taken of await this.#store.jobs.claim(job.name, free, leaseMs, Date.now())) {
      const done = this.#run(job, taken).catch((error: unknown) =>
        this.#log.warn(`job ${job.name}: ${messageOf(error)}`),
      )
      mine.add(done)
      void done.finally(() => {
        mine.delete(done)
        void this.#look()
      })
    }
  }

  async #run(job: Job, { id, payload, attempts }: StoredJob): Promise<void> {
    const { jobs } = this.#store
    const isLast = attempts >= job.attempts
    try {
      await attemptJob(job, payload, { id, attempt: attempts, isLast })
      await jobs.done(id, attempts, Date.now())
    } catch (error) {
      const [now, problem] = [Date.now(), messageOf(error).slice(0, 500)]
      if (isLast) await jobs.failed(id, attempts, problem, now)
      else await jobs.again(id, attempts, problem, now + backoffAfter(job, attempts), now)
    }
  }

  async #sleepUntilNext(): Promise<void> {
    const next = await this.#store.jobs.nextMs()
    if (next !== null) this.#wakeIn(Math.min(longestSleepMs, Math.max(10, next - Date.now())))
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#look(), ms).unref()
  }
}

async function countsOf(store: Pick<Store, 'jobs'>): Promise<JobCounts> {
  const counts = new Map((await store.jobs.counts()).map(({ state, count }) => [state, count]))
  const of = (state: StoredJob['state']) => counts.get(state) ?? 0
  return { waiting: of('waiting'), running: of('running'), done: of('done'), failed: of('failed') }
}
