import type { Command } from '../../game/index.ts'
import { reject, type Rejection } from '../outcome.ts'

/** Bounds of one window. The voters cover a crowd of 100,000 and a live channel besides. */
export const maxOptions = 4096
export const maxVoters = 250_000

export interface Option {
  readonly command: Command
  votes: number
}

/**
 * The ballots of one window: one a viewer, the last one counts.
 * Maps throughout, since viewers choose the keys.
 */
export class Ballots {
  readonly #options = new Map<string, Option>()
  readonly #byVoter = new Map<string, Option>()
  #sorted: readonly Option[] | null = []

  get voters(): number {
    return this.#byVoter.size
  }

  /** Most votes first, then by first ballot. */
  get options(): readonly Option[] {
    // A Map keeps the order of first ballots, and `sort` is stable.
    this.#sorted ??= [...this.#options.values()]
      .sort((a, b) => b.votes - a.votes)
      .map(({ command, votes }) => ({ command, votes }))
    return this.#sorted
  }

  /** Counts a ballot; a rejection where the window has no room for its option or its voter. */
  cast(userId: string, command: Command): Rejection | null {
    const before = this.#byVoter.get(userId)
    if (before === undefined && this.voters >= maxVoters)
      return reject('too-many-voters', 'this vote is full: try the next one')
    const option = this.#options.get(command.label)
    if (option === undefined && this.#options.size >= maxOptions)
      return reject('too-many-options', 'this vote has too many options: choose one of them')
    this.#withdraw(before)
    this.#count(userId, command)
    return null
  }

  #withdraw(option: Option | undefined): void {
    if (option === undefined) return
    option.votes -= 1
    if (option.votes === 0) this.#options.delete(option.command.label)
  }

  #count(userId: string, command: Command): void {
    const option = this.#options.get(command.label) ?? { command, votes: 0 }
    option.votes += 1
    this.#options.set(command.label, option)
    this.#byVoter.set(userId, option)
    this.#sorted = null
  }
}
