import type { Outcome, RejectionCode } from './outcome.ts'

/** What became of all messages so far. Always `received` = `accepted` + the sum of `rejected` + `held`. */
export interface ChatCounts {
  readonly received: number
  readonly accepted: number
  /** By rejection code; a code that never came is not in it. */
  readonly rejected: Readonly<Record<string, number>>
  /** Waiting until it is known whether their author may play; 0 unless the show is open to followers only. */
  readonly held: number
}

export interface CounterMemory {
  readonly received: number
  readonly accepted: number
  readonly rejected: ReadonlyMap<RejectionCode, number>
}

/** Counts what comes in and what becomes of it apart, so that a message that got lost on the way would show. */
export class Counter {
  #received = 0
  #accepted = 0
  readonly #rejected = new Map<RejectionCode, number>()

  receive(): void {
    this.#received += 1
  }

  count(outcome: Outcome): void {
    if (outcome.accepted) this.#accepted += 1
    else this.#add(outcome.code, 1)
  }

  /** Messages that a full queue let go of, which nobody has read. */
  lose(messages: number): void {
    this.#received += messages
    if (messages > 0) this.#add('overloaded', messages)
  }

  #add(code: RejectionCode, messages: number): void {
    this.#rejected.set(code, (this.#rejected.get(code) ?? 0) + messages)
  }

  save(): CounterMemory {
    return { received: this.#received, accepted: this.#accepted, rejected: this.#rejected }
  }

  load({ received, accepted, rejected }: CounterMemory): void {
    this.#received = received
    this.#accepted = accepted
    for (const [code, messages] of rejected) this.#rejected.set(code, messages)
  }

  counts(held: number): ChatCounts {
    return { received: this.#received, accepted: this.#accepted, rejected: Object.fromEntries(this.#rejected), held }
  }
}
