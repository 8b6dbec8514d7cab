/** A queue with a bound: what comes when it is full takes the place of the oldest. Nothing is ever shifted along. */
export class Ring<T> {
  readonly #slots: (T | undefined)[] = []
  readonly #capacity: number
  #head = 0
  #length = 0

  /** @param capacity a whole number from 1 */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get length(): number {
    return this.#length
  }

  get full(): boolean {
    return this.#length === this.#capacity
  }

  get first(): T | undefined {
    return this.#slots[this.#head]
  }

  /** True when the oldest item was lost for it. */
  push(item: T): boolean {
    const isFull = this.full
    if (isFull) this.shift()
    this.#slots[(this.#head + this.#length) % this.#capacity] = item
    this.#length += 1
    return isFull
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const item = this.#slots[this.#head]
    this.#slots[this.#head] = undefined
    this.#head = (this.#head + 1) % this.#capacity
    this.#length -= 1
    return item
  }
}
