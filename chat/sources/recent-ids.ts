/** What ids are copied through, two bytes a character: Twitch’s ids have 36. */
const scratch = Buffer.alloc(512)

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

  /** True the first time an id is seen. */
  add(id: string): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(detached(id))
    return true
  }
}

/** A copy: V8 lets a part of a line keep the whole line alive. */
function detached(id: string): string {
  const bytes = scratch.write(id, 'utf16le')
  return bytes === 2 * id.length ? scratch.toString('utf16le', 0, bytes) : id
}
