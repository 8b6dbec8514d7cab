import type { z } from 'zod'

/** What is said of a kind of work that is done beside the show, and tried again where it fails. */
export interface JobSpec<Payload> {
  /** Lower-case words joined by hyphens: `deliver-webhook`. */
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** How often it is tried at most, 1 to 20. */
  readonly attempts: number
  /** Wait before the second attempt, in ms; it doubles with each further one, up to an hour. */
  readonly backoffMs: number
  /** How many of this kind run at once. */
  readonly limit: number
  /** What one attempt may take, in ms; then its signal is aborted, and it counts as failed. */
  readonly timeoutMs: number
  /** Does the work; what it throws is why the attempt failed. It may run twice, where a process dies over it. */
  readonly handler: (payload: Payload, context: JobContext) => Promise<void>
}

/** A kind of work as a queue runs it. */
export interface Job<in Payload = never> extends Omit<JobSpec<unknown>, 'payload' | 'handler'> {
  /** Reads what was kept as JSON, perhaps by an earlier version, and does the work. */
  run(payload: unknown, context: JobContext): Promise<void>
  /** What `add` takes for it; never called. */
  readonly takes?: (payload: Payload) => void
}

export interface JobContext {
  readonly id: string
  /** From 1. */
  readonly attempt: number
  readonly isLast: boolean
  readonly signal: AbortSignal
}

/** @throws TypeError on a bad name */
export function defineJob<Payload>({ payload, handler, ...rest }: JobSpec<Payload>): Job<Payload> {
  if (!/^[a-z][a-z-]{0,39}$/.test(rest.name)) throw new TypeError(`job ${JSON.stringify(rest.name)} has a bad name`)
  return { ...rest, run: (kept, context) => handler(payload.parse(kept), context) }
}

export interface JobOptions {
  /** A second job of the same id is not taken; random by default. */
  readonly id?: string
  readonly delayMs?: number
}

export interface JobCounts {
  readonly waiting: number
  readonly running: number
  readonly done: number
  readonly failed: number
}

/** Where jobs wait and are run. What was taken is run also after a restart; disposing it waits for those that run. */
export interface JobQueue extends AsyncDisposable {
  /** @returns false where one of this id is known already, or too many wait. */
  add<Payload>(job: Job<Payload>, payload: Payload, options?: JobOptions): Promise<boolean>
  counts(): Promise<JobCounts>
}

/** Jobs of one kind that may wait; further ones are refused, and a warning says so. */
export const maxWaiting = 10_000

const longestBackoffMs = 3_600_000

/** Wait after a number of attempts that failed. */
export function backoffAfter({ backoffMs }: Pick<Job, 'backoffMs'>, attempts: number): number {
  return Math.min(longestBackoffMs, backoffMs * 2 ** Math.min(attempts - 1, 30))
}

/** Runs one attempt within its time. @throws whatever the handler throws, or that its time is over */
export async function attemptJob(job: Job, payload: unknown, context: Omit<JobContext, 'signal'>): Promise<void> {
  const over = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = new Error(`it took more than ${job.timeoutMs} ms`)
    over.abort(error)
    late.reject(error)
  }, job.timeoutMs)
  try {
    const run = job.run(payload, { ...context, signal: over.signal })
    await Promise.race([run, late.promise])
  } finally {
    clearTimeout(timer)
    late.promise.catch(() => {})
  }
}
