import { maxSearch, maxVoters } from './bounds.ts'
import { createSweep } from './sweep.ts'

export interface MembersMemory {
  readonly teams: ReadonlyMap<string, number>
  readonly sweep: number
}

/** Who is in which team, by its number. Kept from window to window; whoever joined first is forgotten first at the bound. */
export class Members {
  readonly #teams = new Map<string, number>()
  readonly #sweep = createSweep(this.#teams)
  readonly #sizes: number[]
  readonly #mustStay: (userId: string, team: number) => boolean

  /** @param mustStay who is not to be forgotten: their ballot counts, and they could be given another in another team */
  constructor(teams: number, mustStay: (userId: string, team: number) => boolean) {
    this.#sizes = Array.from({ length: teams }, () => 0)
    this.#mustStay = mustStay
  }

  teamOf(userId: string): number | null {
    return this.#teams.get(userId) ?? null
  }

  /** The team with the fewest members, the first of several. */
  get smallest(): number {
    return this.#sizes.indexOf(Math.min(...this.#sizes))
  }

  /** Puts a viewer into a team and out of any other; false where there is no room for another member. */
  join(userId: string, team: number): boolean {
    const before = this.teamOf(userId)
    if (before === null && this.#teams.size >= maxVoters && !this.#makeRoom()) return false
    if (before !== null) this.#sizes[before]! -= 1
    this.#teams.set(userId, team)
    this.#sizes[team]! += 1
    return true
  }

  leave(userId: string): void {
    const team = this.teamOf(userId)
    if (team === null) return
    this.#teams.delete(userId)
    this.#sizes[team]! -= 1
  }

  save(): MembersMemory {
    return { teams: this.#teams, sweep: this.#sweep.save() }
  }

  load({ teams, sweep }: MembersMemory): void {
    for (const [userId, team] of teams) this.join(userId, team)
    this.#sweep.load(sweep)
  }

  #makeRoom(): boolean {
    for (let steps = 0; steps < maxSearch; steps++) {
      const [userId, team] = this.#sweep.next() ?? []
      if (userId === undefined || team === undefined || this.#mustStay(userId, team)) continue
      this.leave(userId)
      return true
    }
    return false
  }
}
