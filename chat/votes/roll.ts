import { maxSearch } from './bounds.ts'
import type { Option } from './options.ts'
import { packVoters, unpackVoters, type VotersMemory } from './roll-memory.ts'
import { createSweep } from './sweep.ts'

/** How many windows back a viewer still counts as one who votes. */
const recentWindows = 3

/** Earlier than every window that is remembered. */
const never = -1 - recentWindows

/** A viewer who has voted lately, with the ballot that they gave in `window`. */
export interface Voter {
  readonly userId: string
  /** Number of the window of the last ballot, and of the one before it that had one. */
  window: number
  before: number
  /** What that ballot counted. */
  weight: number
  /** Null for who abstained. */
  option: Option | null
  messageId: string | null
  source: string
}

export interface RollMemory {
  readonly voters: VotersMemory
  readonly sweep: number
  readonly heads: readonly number[]
  readonly weights: readonly number[]
  readonly window: number
  readonly returned: number
}

/**
 * The electoral roll: who has a ballot in this window, and who had one in the three before. How many there are of each,
 * and what their ballots weigh, is kept up by every change, so that no tick has to count them.
 */
export class Roll {
  readonly #voters = new Map<string, Voter>()
  readonly #sweep = createSweep(this.#voters)
  readonly #max: number
  /** Of the voters whose last ballot was in window w, at w modulo 4: this window and the three before. */
  readonly #heads = [0, 0, 0, 0]
  readonly #weights = [0, 0, 0, 0]
  #window = 0
  /** How many of this window's voters were recent ones when it began. */
  #returned = 0

  constructor(max: number) {
    this.#max = max
  }

  /** Viewers who had a ballot in any of the three windows before this one. */
  get recent(): number {
    return sum(this.#heads) - this.#heads[this.#window & 3]! + this.#returned
  }

  /** Sum of the last weights of those among them who have no ballot in this window. */
  get pending(): number {
    return sum(this.#weights) - this.#weights[this.#window & 3]!
  }

  hasBallot(voter: Voter | undefined): voter is Voter {
    return voter?.window === this.#window
  }

  find(userId: string): Voter | undefined {
    return this.#voters.get(userId)
  }

  /** Everybody with a ballot in this window. Takes time in proportion to the roll. */
  withBallot(): readonly Voter[] {
    return this.#voters
      .values()
      .filter((voter) => this.hasBallot(voter))
      .toArray()
  }

  /** The entry of a viewer, a new one where there is none; null where the roll is full of this window's voters. */
  admit(userId: string): Voter | null {
    const known = this.#voters.get(userId)
    if (known) return known
    // Two steps for each who comes: the roll stays below twice what it has to remember.
    for (let steps = 0; steps < 2; steps++) this.#dropNext(recentWindows)
    if (this.#voters.size >= this.#max && !this.#makeRoom()) return null
    const voter = { userId, window: never, before: never, weight: 0, option: null, messageId: null, source: '' }
    this.#voters.set(userId, voter)
    return voter
  }

  /** Where the roll is full, somebody without a ballot in this window is forgotten. */
  #makeRoom(): boolean {
    for (let steps = 0; steps < maxSearch; steps++) if (this.#dropNext(0)) return true
    return false
  }

  #dropNext(olderThan: number): boolean {
    const [, voter] = this.#sweep.next() ?? []
    if (voter === undefined || this.#window - voter.window <= olderThan) return false
    this.forget(voter)
    return true
  }

  /** Notes that a viewer has a ballot in this window, and what it counts. */
  mark(voter: Voter, weight: number): void {
    if (voter.window !== this.#window) {
      if (this.#isRecent(voter.window)) this.#returned += 1
      this.#add(voter.window, -1, -voter.weight)
      voter.before = voter.window
      voter.window = this.#window
      this.#add(this.#window, 1, weight)
    } else this.#add(this.#window, 0, weight - voter.weight)
    voter.weight = weight
  }

  /** Notes that a viewer with a ballot in this window has none any more. */
  unmark(voter: Voter): void {
    this.#add(this.#window, -1, -voter.weight)
    voter.window = voter.before
    if (!this.#isRecent(voter.before)) return void this.#voters.delete(voter.userId)
    this.#returned -= 1
    this.#add(voter.before, 1, voter.weight)
  }

  /** Takes a viewer off the roll, so that nobody waits for their ballot. */
  forget(voter: Voter): void {
    if (this.hasBallot(voter)) this.unmark(voter)
    if (this.#voters.delete(voter.userId)) this.#add(voter.window, -1, -voter.weight)
  }

  /** @param byMessage voters of this window by the message that their ballot came by */
  save(byMessage: ReadonlyMap<string, Voter>): RollMemory {
    return {
      ...{
        voters: packVoters(this.#voters, byMessage),
        sweep: this.#sweep.save(),
        heads: this.#heads,
        weights: this.#weights,
      },
      ...{ window: this.#window, returned: this.#returned },
    }
  }

  /** @returns voters by messages, as they were saved */
  load({ voters: packed, sweep, heads, weights, window, returned }: RollMemory): Map<string, Voter> {
    const { voters, byMessage } = unpackVoters(packed)
    for (const voter of voters) this.#voters.set(voter.userId, voter)
    this.#sweep.load(sweep)
    Object.assign(this.#heads, heads)
    Object.assign(this.#weights, weights)
    this.#window = window
    this.#returned = returned
    return byMessage
  }

  /** Begins the next window: nobody has a ballot in it. */
  next(): void {
    this.#window += 1
    this.#heads[this.#window & 3] = 0
    this.#weights[this.#window & 3] = 0
    this.#returned = 0
  }

  #isRecent(window: number): boolean {
    return this.#window - window <= recentWindows
  }

  #add(window: number, heads: number, weight: number): void {
    if (!this.#isRecent(window)) return
    this.#heads[window & 3]! += heads
    this.#weights[window & 3]! += weight
  }
}

function sum([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  return a + b + c + d
}
