/**
 * Seats that were given away and that nobody has come for yet. Asking for one costs a stranger nothing, so of these an address has a few at
 * most, or one of them could hold the whole room. Who has come with a WebSocket is not counted.
 */
export interface Unclaimed {
  /** Counts one more for the address, even before it is known which; null where it has too many, or all have together. */
  take(address: string): Pending | null
  /** Whether all have too many together, whoever asks. */
  readonly isFull: boolean
}

export interface Pending {
  /** It is this seat. */
  give(seat: string): void
  /** There was none. */
  drop(): void
}

export interface UnclaimedLimits {
  readonly anAddress: number
  readonly inAll: number
}

/**
 * Wide enough for a household of pages that all come back at once, and for a proxy that nobody has named, whose people wait for a moment;
 * in all, a fifth of the room.
 */
const usual: UnclaimedLimits = { anAddress: 50, inAll: 1000 }

/** @param isWaiting whether nobody has come for that seat, and it isn’t given up either */
export function createUnclaimed(isWaiting: (seat: string) => boolean, limits: UnclaimedLimits = usual): Unclaimed {
  /** By address; a seat that isn’t known yet is null. An address without any is not kept. */
  const waiting = new Map<string, Set<Place>>()
  let count = 0

  const remove = (address: string, place: Place) => {
    const places = waiting.get(address)
    if (!places?.delete(place)) return
    count -= 1
    if (places.size === 0) waiting.delete(address)
  }
  const tidy = (address: string) => {
    for (const place of waiting.get(address) ?? [])
      if (place.seat !== null && !isWaiting(place.seat)) remove(address, place)
  }
  /** Nobody tells when a seat is claimed: it is looked at when it matters. */
  const tidyAll = () => {
    if (count >= limits.inAll) for (const address of waiting.keys()) tidy(address)
  }

  return {
    get isFull() {
      return count >= limits.inAll
    },
    take(address) {
      tidy(address)
      tidyAll()
      const places = waiting.get(address) ?? new Set()
      if (places.size >= limits.anAddress || count >= limits.inAll) return null
      const place: Place = { seat: null }
      waiting.set(address, places.add(place))
      count += 1
      return {
        give: (seat) => void (place.seat = seat),
        drop: () => remove(address, place),
      }
    },
  }
}

interface Place {
  seat: string | null
}
