import { deedBounds } from './deed.ts'

/** Somebody who is not heard until the tick, or for good where it is null. */
export interface Ban {
  readonly userId: string
  /** As whoever banned them knew them; raw. */
  readonly name: string
  readonly fromTick: number
  readonly untilTick: number | null
}

/**
 * Who is out of the game. At the bound those whose time is over go first, then the time-out that ends first; where all are out for good,
 * the oldest.
 */
export interface Bans {
  has(userId: string, tick: number): boolean
  put(ban: Ban): void
  lift(userId: string): void
  /** Those that hold at the tick, newest last. */
  list(tick: number): readonly Ban[]
  save(): readonly Ban[]
  load(bans: readonly Ban[]): void
}

export function createBans(most: number = deedBounds.bans): Bans {
  const bans = new Map<string, Ban>()
  const holds = ({ untilTick }: Ban, tick: number) => untilTick === null || tick < untilTick
  const makeRoom = (tick: number) => {
    for (const ban of bans.values()) if (!holds(ban, tick)) bans.delete(ban.userId)
    if (bans.size < most) return
    let first: Ban | null = null
    for (const ban of bans.values())
      if (first === null || (ban.untilTick ?? Infinity) < (first.untilTick ?? Infinity)) first = ban
    if (first !== null) bans.delete(first.userId)
  }
  const put = (ban: Ban) => {
    bans.delete(ban.userId)
    if (bans.size >= most) makeRoom(ban.fromTick)
    bans.set(ban.userId, ban)
  }
  return {
    has(userId, tick) {
      if (bans.size === 0) return false
      const ban = bans.get(userId)
      if (ban === undefined) return false
      if (holds(ban, tick)) return true
      bans.delete(userId)
      return false
    },
    put,
    lift: (userId) => void bans.delete(userId),
    list: (tick) => [...bans.values()].filter((ban) => holds(ban, tick)),
    save: () => [...bans.values()],
    load: (saved) => saved.forEach(put),
  }
}
