/**
 * Remembers the last message ids, at least `capacity` and at most twice as many.
 * Two generations instead of one queue: no entry is ever removed singly.
 */
export class RecentIds {
  #young = new Set<string>()
  #old = new Set<string>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** True the first time an id is seen. It is kept as it is: an id that was cut out of a line has to be detached from it. */
  add(id: string): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(id)
    return true
  }
}
