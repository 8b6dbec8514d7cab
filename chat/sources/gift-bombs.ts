/** Gifts that came in bulk and are remembered until the newest 1,000 have pushed them out. */
const maxBombs = 1000

/**
 * Counts gifted subscriptions once. Twitch tells of 20 gifts at once by a notice that says 20, and then by one more notice
 * for each of the 20, which bear the same id. Now and then some of those overtake the first.
 */
export interface GiftBombs {
  /** `count` gifts at once. @returns how many of them have not been counted singly */
  announce(ids: readonly string[], count: number): number
  /** One gift. @returns whether it counts, since it is not among those announced */
  single(ids: readonly string[]): boolean
}

export function createGiftBombs(): GiftBombs {
  /** By id, how many single notices are still to come; below 0, how many came before the announcement. */
  const bombs = new Map<string, { owed: number }>()
  const find = (ids: readonly string[]) => {
    const known = ids.map((id) => bombs.get(id)).find((bomb) => bomb !== undefined)
    if (known) return known
    const bomb = { owed: 0 }
    for (const id of ids) bombs.set(id, bomb)
    for (const oldest of bombs.keys()) {
      if (bombs.size <= maxBombs) break
      bombs.delete(oldest)
    }
    return bomb
  }
  return {
    announce(ids, count) {
      const bomb = find(ids)
      const early = Math.max(0, -bomb.owed)
      bomb.owed += count
      return Math.max(0, count - early)
    },
    single(ids) {
      if (ids.length === 0) return true
      const bomb = find(ids)
      bomb.owed -= 1
      return bomb.owed < 0
    },
  }
}
