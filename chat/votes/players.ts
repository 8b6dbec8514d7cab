import type { ChatMessage } from '../message.ts'
import { maxVoters } from './bounds.ts'
import { Line, type LineMemory } from './line.ts'

/** The viewers who played lately, however often each did. Where there are too many, who played longest ago goes. */
export class Players {
  /** The tick at whose end each stops counting. */
  readonly #line = new Line<number>()
  readonly #lifeTicks: number

  constructor(lifeTicks: number) {
    this.#lifeTicks = lifeTicks
  }

  get count(): number {
    return this.#line.length
  }

  /** A deleted message or a cleared chat doesn't undo it: somebody was there all the same. */
  played({ userId, source }: ChatMessage, tick: number): void {
    this.#line.withdraw(userId)
    if (this.#line.length >= maxVoters) this.#line.shift()
    this.#line.push({ userId, id: null, source }, tick + this.#lifeTicks)
  }

  /** Drops who played too long ago at the end of a tick. */
  expire(tick: number): void {
    while ((this.#line.first ?? Infinity) <= tick) this.#line.shift()
  }

  withdraw(userId: string): void {
    this.#line.withdraw(userId)
  }

  save(): LineMemory<number> {
    return this.#line.save()
  }

  load(memory: LineMemory<number>): void {
    this.#line.load(memory)
  }
}
