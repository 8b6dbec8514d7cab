import type { Command } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import { reject, type Rejection } from '../outcome.ts'
import { maxOptions, maxVetoed, maxVoters } from './bounds.ts'
import type { Count } from './count.ts'
import { Options, type Option, type OptionsMemory } from './options.ts'
import { Roll, type RollMemory, type Voter } from './roll.ts'
import { nameOf } from './sentences.ts'
import type { Weigh } from './weight.ts'

export interface BallotsOptions {
  readonly weigh: Weigh
  readonly team?: string | null
  readonly maxOptions?: number
  readonly maxVoters?: number
}

export interface BallotsMemory {
  readonly options: OptionsMemory
  readonly roll: RollMemory
  readonly sums: readonly [number, number, number]
  readonly vetoed: readonly string[]
}

/**
 * The ballots of one window after another: one a viewer, the last one counts, for what their badges weighed when they
 * gave it. A ballot can be taken back by its author, its message or its source until the window has been decided.
 */
export class Ballots {
  readonly #options: Options
  readonly #roll: Roll
  readonly #weigh: Weigh
  #byMessage = new Map<string, Voter>()
  #voters = 0
  #abstained = 0
  #votes = 0
  #count: Count | null = null
  readonly #vetoed = new Set<string>()

  constructor(options: BallotsOptions) {
    this.#options = new Options(options.team ?? null, options.maxOptions ?? maxOptions)
    this.#roll = new Roll(options.maxVoters ?? maxVoters)
    this.#weigh = options.weigh
  }

  /** Made anew only where something has changed since the last time. */
  get count(): Count {
    return (this.#count ??= {
      options: this.#options.sorted,
      voters: this.#voters,
      abstained: this.#abstained,
      votes: this.#votes,
      recent: this.#roll.recent,
      pending: this.#roll.pending,
    })
  }

  has(userId: string): boolean {
    return this.#roll.hasBallot(this.#roll.find(userId))
  }

  /** Ballots of this window, abstentions among them. */
  get given(): number {
    return this.#voters + this.#abstained
  }

  get vetoed(): readonly string[] {
    return [...this.#vetoed]
  }

  /** Takes back every ballot for an option, and takes no more for it in this window; or takes them again. */
  veto(label: string, isVetoed: boolean): void {
    if (!isVetoed) return void this.#vetoed.delete(label)
    if (this.#vetoed.size >= maxVetoed) return
    this.#vetoed.add(label)
    for (const voter of this.#roll.withBallot()) if (voter.option?.command.label === label) this.#takeBack(voter)
  }

  /** Counts a ballot; a rejection where the window has no room for its option or its voter. */
  cast(message: ChatMessage, command: Command): Rejection | null {
    if (this.#vetoed.has(command.label))
      return reject('vetoed', `${nameOf(command)} was taken off this vote: choose another`)
    const voter = this.#roll.admit(message.userId)
    if (voter === null) return reject('too-many-voters', 'this vote is full: try the next one')
    const option = this.#options.open(command, this.#isAlone(voter) ? 1 : 0)
    if (option === null) {
      // The roll may have forgotten somebody to make room.
      this.#count = null
      return reject('too-many-options', 'this vote has too many options: choose one of them')
    }
    this.#put(voter, message, option)
    return null
  }

  /** Whether an option has its votes from this voter only. No ballot weighs nothing, so the sums tell. */
  #isAlone(voter: Voter): boolean {
    return this.#roll.hasBallot(voter) && voter.option?.votes === voter.weight
  }

  /** Gives up a viewer's ballot: they count as present, and for no option. */
  abstain(message: ChatMessage): Rejection | null {
    const voter = this.#roll.admit(message.userId)
    if (voter === null) return reject('too-many-voters', 'this vote is full: try the next one')
    this.#put(voter, message, null)
    return null
  }

  #put(voter: Voter, message: ChatMessage, option: Option | null): void {
    const weight = this.#weigh(message.badges)
    // The new one first: an option that had no votes in between would be taken off the ballot.
    this.#add(option, weight, 1)
    if (this.#roll.hasBallot(voter)) this.#remove(voter)
    this.#roll.mark(voter, weight)
    voter.option = option
    voter.source = message.source
    voter.messageId = message.id
    if (message.id !== null) this.#byMessage.set(message.id, voter)
  }

  #remove(voter: Voter): void {
    this.#add(voter.option, -voter.weight, -1)
    if (voter.messageId !== null) this.#byMessage.delete(voter.messageId)
  }

  #add(option: Option | null, votes: number, heads: number): void {
    this.#count = null
    if (option === null) {
      this.#abstained += heads
      return
    }
    this.#options.add(option, votes)
    this.#votes += votes
    this.#voters += heads
  }

  /** Takes back a viewer's ballot, and expects no other of them. */
  withdraw(userId: string): void {
    const voter = this.#roll.find(userId)
    if (voter === undefined) return
    if (this.#roll.hasBallot(voter)) this.#remove(voter)
    this.#roll.forget(voter)
    this.#count = null
  }

  /** Takes back the ballot that this message gave. Its author may give another. */
  withdrawMessage(messageId: string): void {
    const voter = this.#byMessage.get(messageId)
    if (voter) this.#takeBack(voter)
  }

  /** Takes back all that came from a source, in time proportional to the voters. */
  withdrawSource(source: string): void {
    for (const voter of this.#roll.withBallot()) if (voter.source === source) this.#takeBack(voter)
  }

  #takeBack(voter: Voter): void {
    this.#remove(voter)
    this.#roll.unmark(voter)
  }

  save(): BallotsMemory {
    const [options, roll] = [this.#options.save(), this.#roll.save(this.#byMessage)]
    const sums = [this.#voters, this.#abstained, this.#votes] as const
    return { options, roll, sums, vetoed: this.vetoed }
  }

  load({ options, roll, sums, vetoed }: BallotsMemory): void {
    this.#options.load(options)
    this.#byMessage = this.#roll.load(roll)
    ;[this.#voters, this.#abstained, this.#votes] = sums
    this.#vetoed.clear()
    for (const label of vetoed) this.#vetoed.add(label)
    this.#count = null
  }

  /** Begins the next window, with no ballots. Takes no time that grows with the voters. */
  next(): void {
    this.#roll.next()
    this.#options.clear()
    this.#byMessage = new Map()
    this.#vetoed.clear()
    this.#voters = 0
    this.#abstained = 0
    this.#votes = 0
    this.#count = null
  }
}
