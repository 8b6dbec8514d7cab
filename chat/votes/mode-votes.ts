import type { ChatMessage } from '../message.ts'
import { maxVoters } from './bounds.ts'
import { Line, type LineMemory } from './line.ts'

/** What the slider is voted between. */
export type Side = 'anarchy' | 'democracy'

export function otherSide(side: Side): Side {
  return side === 'anarchy' ? 'democracy' : 'anarchy'
}

export interface ModeVote {
  readonly side: Side
  readonly expiresAtTick: number
}

/** The latest mode vote of each viewer, for as long as it counts. Where there are too many the oldest goes. */
export class ModeVotes {
  readonly #votes = { anarchy: 0, democracy: 0 }
  readonly #line = new Line<ModeVote>(({ side }) => (this.#votes[side] -= 1))
  readonly #lifeTicks: number

  constructor(lifeTicks: number) {
    this.#lifeTicks = lifeTicks
  }

  get anarchy(): number {
    return this.#votes.anarchy
  }

  get democracy(): number {
    return this.#votes.democracy
  }

  cast(message: ChatMessage, side: Side, tick: number): void {
    this.#line.withdraw(message.userId)
    if (this.#line.length >= maxVoters) this.#line.shift()
    this.#votes[side] += 1
    this.#line.push(message, { side, expiresAtTick: tick + this.#lifeTicks })
  }

  /** Drops what is too old at the end of a tick. */
  expire(tick: number): void {
    while ((this.#line.first?.expiresAtTick ?? Infinity) <= tick) this.#line.shift()
  }

  withdraw(userId: string): void {
    this.#line.withdraw(userId)
  }

  withdrawMessage(messageId: string): void {
    this.#line.withdrawMessage(messageId)
  }

  withdrawSource(source: string): void {
    this.#line.withdrawSource(source)
  }

  save(): LineMemory<ModeVote> {
    return this.#line.save()
  }

  load(memory: LineMemory<ModeVote>): void {
    this.#line.load(memory)
    for (const { value } of memory.waiting) this.#votes[value.side] += 1
  }
}
