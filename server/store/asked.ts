import { StoreError } from './error.ts'
import type { Answer, Call } from './messages.ts'

/** Calls that may wait; beyond it they are refused. */
const maxAsked = 500

const atOnce = 50

/** How long an answer may take; what was asked for may still be done. */
const patienceMs = 10_000

interface Question {
  readonly call: Call
  readonly resolve: (value: unknown) => void
  readonly reject: (error: StoreError) => void
}

/** Calls that somebody waits for. */
export interface Asked {
  readonly isReady: boolean
  /** Rejects with a StoreError. */
  push(call: Call): Promise<unknown>
  /** What is to be done next; `answered` has to follow. */
  take(): readonly Call[]
  answered(answers: readonly Answer[]): void
  end(): void
}

export function createAsked(): Asked {
  let waiting: Question[] = []
  let taken: readonly Question[] = []
  return {
    get isReady() {
      return waiting.length > 0
    },
    async push(call) {
      if (waiting.length >= maxAsked) throw new StoreError('overloaded', 'the store has too much to do')
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      waiting.push({ call, resolve, reject })
      const late = setTimeout(() => reject(new StoreError('busy', 'the store doesn’t answer')), patienceMs)
      return await promise.finally(() => clearTimeout(late))
    },
    take() {
      taken = waiting.splice(0, atOnce)
      return taken.map(({ call }) => call)
    },
    answered(answers) {
      for (const [index, { resolve, reject }] of taken.entries()) {
        const answer = answers[index]
        if (answer === undefined) reject(new StoreError('failed', 'there was no answer'))
        else if ('value' in answer) resolve(answer.value)
        else reject(new StoreError(answer.failure.code, answer.failure.message))
      }
      taken = []
    },
    end() {
      for (const { reject } of [...taken, ...waiting]) reject(new StoreError('closed', 'the store is closed'))
      ;[waiting, taken] = [[], []]
    },
  }
}
