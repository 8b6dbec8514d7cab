import type { Command } from '../../game/index.ts'
import { compareText } from './count.ts'
import type { TallyOption } from './mode.ts'

export interface Option {
  readonly command: Command
  votes: number
  /** How it was last shown: the same object for as long as its votes are the same. */
  shown: TallyOption
}

export interface OptionsMemory {
  readonly byLabel: ReadonlyMap<string, Option>
  readonly order: readonly Option[]
}

/** What can be chosen on one ballot, by label, with its votes. A Map, since viewers choose the labels. */
export class Options {
  #byLabel = new Map<string, Option>()
  readonly #max: number
  readonly #team: string | null
  /** In the order of the last sorting, newer ones behind: what is nearly sorted takes little time to sort again. */
  #order: Option[] = []
  #sorted: readonly TallyOption[] | null = []

  constructor(team: string | null, max: number) {
    this.#team = team
    this.#max = max
  }

  /**
   * The option of a command, new where nobody has chosen it yet; null where there is no room for another.
   *
   * @param leaving how many options are about to lose their last vote, whose room is as good as free
   */
  open(command: Command, leaving: 0 | 1): Option | null {
    const option = this.#byLabel.get(command.label)
    if (option) return option
    return this.#byLabel.size - leaving < this.#max ? this.#create(command) : null
  }

  #create(command: Command): Option {
    const option: Option = { command, votes: 0, shown: { command, votes: 0, team: this.#team } }
    this.#byLabel.set(command.label, option)
    // Options can come and go many times between two sortings.
    if (this.#order.length >= 2 * this.#max) this.#order = [...this.#byLabel.values()]
    else this.#order.push(option)
    return option
  }

  /** Changes an option's votes; it is gone when it has none. */
  add(option: Option, votes: number): void {
    option.votes += votes
    if (option.votes === 0) this.#byLabel.delete(option.command.label)
    this.#sorted = null
  }

  /** Most votes first, then by label. Sorted only where something has changed since the last time. */
  get sorted(): readonly TallyOption[] {
    return (this.#sorted ??= this.#sort())
  }

  #sort(): readonly TallyOption[] {
    this.#order = this.#order.filter((option) => option.votes > 0)
    this.#order.sort((a, b) => b.votes - a.votes || compareText(a.command.label, b.command.label))
    return this.#order.map(show)
  }

  save(): OptionsMemory {
    return { byLabel: this.#byLabel, order: this.#order }
  }

  load({ byLabel, order }: OptionsMemory): void {
    this.#byLabel = new Map(byLabel)
    this.#order = [...order]
    this.#sorted = null
  }

  clear(): void {
    this.#byLabel.clear()
    this.#order = []
    this.#sorted = []
  }
}

function show(option: Option): TallyOption {
  if (option.shown.votes !== option.votes) option.shown = { ...option.shown, votes: option.votes }
  return option.shown
}
