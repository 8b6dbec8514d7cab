import ipaddr from 'ipaddr.js'

/** How tries are slowed down for one kind of key. */
interface Pace {
  /** Tries that may fail before anybody has to wait. */
  readonly free: number
  /** The longest wait between two tries. */
  readonly mostMs: number
}

/**
 * An account is never locked, or anybody could lock its owner out: they wait half a minute at most. An address waits up to a quarter of
 * an hour.
 */
const paces = {
  account: { free: 5, mostMs: 30_000 },
  address: { free: 10, mostMs: 900_000 },
} as const satisfies Record<string, Pace>

const firstWaitMs = 1000

/** A key that was quiet for so long starts afresh. */
const forgetMs = 3600_000

/** Keys that are remembered of each kind; beyond it the one that was quiet for longest is forgotten. */
const maxKeys = 10_000

interface Tries {
  readonly failed: number
  readonly untilMs: number
  readonly atMs: number
}

/** Slows down whoever guesses, by the account that they try and by the address that they come from. */
export interface Limiter {
  /** Counts a try, as if it had failed: many at once must not all be the first. @returns ms to wait before it may be made; 0 lets it pass */
  begin(name: string, address: string, nowMs: number): number
  /** It went well: the account starts afresh, and the try doesn’t count for the address. */
  succeeded(name: string, address: string): void
  /** How many tries have failed in a row for the account. */
  failures(name: string): number
}

export function createLimiter(): Limiter {
  const kinds = { account: new Map<string, Tries>(), address: new Map<string, Tries>() }

  const waitOf = (kind: keyof typeof kinds, key: string, nowMs: number) => {
    const tries = kinds[kind].get(key)
    return tries === undefined ? 0 : Math.max(0, tries.untilMs - nowMs)
  }
  const count = (kind: keyof typeof kinds, key: string, nowMs: number) => {
    const map = kinds[kind]
    const { free, mostMs } = paces[kind]
    const last = map.get(key)
    const failed = last === undefined || nowMs - last.atMs > forgetMs ? 1 : last.failed + 1
    const waitMs = failed < free ? 0 : Math.min(mostMs, firstWaitMs * 2 ** Math.min(20, failed - free))
    // Put in anew, so that the order of the map is that of use.
    map.delete(key)
    map.set(key, { failed, untilMs: nowMs + waitMs, atMs: nowMs })
    const oldest = map.keys().next().value
    if (map.size > maxKeys && oldest !== undefined) map.delete(oldest)
  }
  return {
    begin(name, address, nowMs) {
      const keys = { account: nameKey(name), address: addressKey(address) }
      const waitMs = Math.max(waitOf('account', keys.account, nowMs), waitOf('address', keys.address, nowMs))
      if (waitMs > 0) return waitMs
      count('account', keys.account, nowMs)
      count('address', keys.address, nowMs)
      return 0
    },
    succeeded(name, address) {
      kinds.account.delete(nameKey(name))
      const tries = kinds.address.get(addressKey(address))
      // Only this one: or somebody with an account of their own could begin afresh again and again.
      if (tries) kinds.address.set(addressKey(address), { ...tries, failed: tries.failed - 1, untilMs: 0 })
    },
    failures: (name) => kinds.account.get(nameKey(name))?.failed ?? 0,
  }
}

const nameKey = (name: string) => name.normalize('NFKC').toLowerCase()

/** Whoever has an IPv6 address has 2^64 of them. */
function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toNormalizedString().split(':', 4).join(':')
}
