/** The most that one ballot may count, whatever a game's author asks for. */
const maxWeight = 5

/** What a ballot counts, 1 to 5: the highest weight of the badges of who gives it. */
export type Weigh = (badges: readonly string[]) => number

export function createWeigh(weights: Readonly<Record<string, number>>): Weigh {
  // A Map, since the badges that are looked up come with the messages: `constructor`.
  const byBadge = new Map(Object.entries(weights))
  if (byBadge.size === 0) return () => 1
  return (badges) => {
    let most = 1
    for (const badge of badges) most = Math.max(most, byBadge.get(badge) ?? 1)
    return Math.min(most, maxWeight)
  }
}
