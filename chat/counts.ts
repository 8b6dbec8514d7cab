import type { Outcome, RejectionCode } from './outcome.ts'

/** What became of all messages so far. Always `received` = `accepted` + the sum of `rejected`. */
export interface ChatCounts {
  readonly received: number
  readonly accepted: number
  /** By rejection code; a code that never came is not in it. */
  readonly rejected: Readonly<Record<string, number>>
}

export class Counter {
  #accepted = 0
  readonly #rejected = new Map<RejectionCode, number>()

  count(outcome: Outcome): void {
    if (outcome.accepted) this.#accepted += 1
    else this.#add(outcome.code, 1)
  }

  /** Messages that a full queue let go of, which nobody has read. */
  lose(messages: number): void {
    if (messages > 0) this.#add('overloaded', messages)
  }

  #add(code: RejectionCode, messages: number): void {
    this.#rejected.set(code, (this.#rejected.get(code) ?? 0) + messages)
  }

  get counts(): ChatCounts {
    const rejected = Object.fromEntries(this.#rejected)
    const received = Object.values(rejected).reduce((sum, count) => sum + count, this.#accepted)
    return { received, accepted: this.#accepted, rejected }
  }
}
