import type { Log } from '../log.ts'
import type { StoreFailure } from './error.ts'
import type { Call } from './messages.ts'

/** Calls that may wait; beyond it the oldest is dropped and counted. */
const maxTold = 10_000

const retryMs = 1000

export interface ToldStatus {
  /** Calls that wait to be written. */
  readonly waiting: number
  /** Calls that were dropped, since too many waited or they were wrong. */
  readonly dropped: number
  /** Why nothing can be written at the moment; null where it can. */
  readonly problem: string | null
}

/** Calls that nobody waits for. What the disk doesn’t take stays in its place and is tried again. */
export interface Told {
  readonly status: ToldStatus
  /** Whether there is something that may be written now. */
  readonly isReady: boolean
  push(call: Call): void
  /** All that is to be written now, so that a question sees what was told before it; `wrote` has to follow. */
  take(): readonly Call[]
  wrote(failure: StoreFailure | null, faults: readonly StoreFailure[]): void
  end(): void
}

/** @param again is called when it is time to try again */
export function createTold(log: Pick<Log, 'warn' | 'info'>, again: () => void): Told {
  let waiting: Call[] = []
  let taken: readonly Call[] = []
  let dropped = 0
  let problem: string | null = null
  let retry: NodeJS.Timeout | null = null

  const drop = (count: number, why: string) => {
    if (dropped === 0) log.warn(`the store doesn’t keep everything: ${why}. The show goes on.`)
    dropped += count
  }
  const bound = () => {
    const tooMany = waiting.length - maxTold
    if (tooMany <= 0) return
    waiting.splice(0, tooMany)
    drop(tooMany, 'too much waits to be written, and the oldest of it is dropped')
  }
  const putBack = (why: string) => {
    if (problem === null)
      log.warn(`the store can’t be written: ${why}. The show goes on, what is to be kept waits, and it is tried again.`)
    problem = why
    waiting = [...taken, ...waiting]
    bound()
    retry = setTimeout(() => {
      retry = null
      again()
    }, retryMs).unref()
  }
  return {
    get status() {
      return { waiting: waiting.length + taken.length, dropped, problem }
    },
    get isReady() {
      return retry === null && waiting.length > 0
    },
    push(call) {
      waiting.push(call)
      bound()
    },
    take() {
      if (retry === null) [taken, waiting] = [waiting, []]
      return taken
    },
    wrote(failure, faults) {
      for (const { message } of faults) drop(1, message)
      if (failure !== null) putBack(failure.message)
      else if (taken.length > 0 && problem !== null) {
        log.info('the store is written again.')
        problem = null
      }
      taken = []
    },
    end() {
      if (retry !== null) clearTimeout(retry)
      retry = null
      const lost = waiting.length + taken.length
      ;[waiting, taken] = [[], []]
      if (lost > 0) drop(lost, 'it was closed before everything was written')
    },
  }
}
