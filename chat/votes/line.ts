import type { ChatMessage } from '../message.ts'

interface Waiting<T> {
  readonly userId: string
  readonly messageId: string | null
  readonly source: string
  readonly value: T
  isWaiting: boolean
}

export interface LineMemory<T> {
  readonly waiting: readonly Waiting<T>[]
  readonly byMessage: ReadonlyMap<string, Waiting<T>>
}

/**
 * A line of things that viewers have sent, first come first served, out of which they can be taken back by author, message
 * or source. The bound is its owner's business, who knows what to tell the one who finds it full.
 */
export class Line<T> {
  /** From `#head` on, with those that were taken back still between them. */
  #entries: Waiting<T>[] = []
  #head = 0
  #length = 0
  readonly #byUser = new Map<string, Set<Waiting<T>>>()
  readonly #byMessage = new Map<string, Waiting<T>>()
  readonly #onLeave: (value: T) => void

  /** @param onLeave told of each that is out of the line, whether it was shifted or taken back */
  constructor(onLeave: (value: T) => void = () => {}) {
    this.#onLeave = onLeave
  }

  get length(): number {
    return this.#length
  }

  /** How many things of one viewer wait. */
  countOf(userId: string): number {
    return this.#byUser.get(userId)?.size ?? 0
  }

  /** The one that came first; null where nobody waits. */
  get first(): T | null {
    return this.#firstEntry()?.value ?? null
  }

  #firstEntry(): Waiting<T> | undefined {
    while (this.#entries[this.#head]?.isWaiting === false) this.#head += 1
    return this.#entries[this.#head]
  }

  push({ userId, id, source }: Pick<ChatMessage, 'userId' | 'id' | 'source'>, value: T): void {
    const entry: Waiting<T> = { userId, messageId: id, source, value, isWaiting: true }
    this.#entries.push(entry)
    this.#length += 1
    const own = this.#byUser.get(userId)
    if (own) own.add(entry)
    else this.#byUser.set(userId, new Set([entry]))
    if (id !== null) this.#byMessage.set(id, entry)
  }

  save(): LineMemory<T> {
    this.#compact()
    return { waiting: this.#entries, byMessage: this.#byMessage }
  }

  load({ waiting, byMessage }: LineMemory<T>): void {
    for (const { userId, messageId: id, source, value } of waiting) this.push({ userId, id, source }, value)
    // Of two things with the same id only one can be taken back by it, and which hangs on what has left since.
    const entries = new Map(waiting.map((entry, at) => [entry, this.#entries[at]]))
    this.#byMessage.clear()
    for (const [id, entry] of byMessage) {
      const own = entries.get(entry)
      if (own) this.#byMessage.set(id, own)
    }
  }

  shift(): T | null {
    const entry = this.#firstEntry()
    if (entry === undefined) return null
    this.#leave(entry)
    return entry.value
  }

  withdraw(userId: string): void {
    for (const entry of this.#byUser.get(userId) ?? []) this.#leave(entry)
  }

  withdrawMessage(messageId: string): void {
    const entry = this.#byMessage.get(messageId)
    if (entry) this.#leave(entry)
  }

  withdrawSource(source: string): void {
    const all = this.#entries.slice(this.#head)
    for (const entry of all) if (entry.isWaiting && entry.source === source) this.#leave(entry)
  }

  #leave(entry: Waiting<T>): void {
    entry.isWaiting = false
    this.#length -= 1
    if (entry.messageId !== null) this.#byMessage.delete(entry.messageId)
    const own = this.#byUser.get(entry.userId)
    own?.delete(entry)
    if (own?.size === 0) this.#byUser.delete(entry.userId)
    // Those who have left stay in the array until they are as many as those who wait.
    if (this.#entries.length > 2 * this.#length + 64) this.#compact()
    this.#onLeave(entry.value)
  }

  #compact(): void {
    this.#entries = this.#entries.slice(this.#head).filter((entry) => entry.isWaiting)
    this.#head = 0
  }
}
