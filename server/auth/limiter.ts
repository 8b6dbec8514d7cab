import ipaddr from 'ipaddr.js'

/** How tries are slowed down for one kind of key. */
interface Pace {
  /** Tries that may fail before anybody has to wait. */
  readonly free: number
  /** The longest wait between two tries. */
  readonly mostMs: number
}

/**
 * An account is never locked, or anybody could lock its owner out: strangers wait half a minute at most, and all of them together, so whoever
 * asks all the time takes each free moment. So a browser that was logged in before, and an address that was, have a budget of their own that
 * no stranger can use up. A strange address waits up to a quarter of an hour.
 */
const paces = {
  account: { free: 5, mostMs: 30_000 },
  address: { free: 10, mostMs: 900_000 },
  device: { free: 5, mostMs: 30_000 },
  known: { free: 5, mostMs: 30_000 },
} as const satisfies Record<string, Pace>

type Kind = keyof typeof paces

const firstWaitMs = 1000

/** A key that was quiet for so long starts afresh. */
const forgetMs = 3600_000

/** For so long it is known which address an account was logged in from. */
const knownForMs = 30 * 24 * 3600_000

/** Keys that are remembered of each kind; beyond it the one that was quiet for longest is forgotten. */
const maxKeys = 10_000

interface Tries {
  readonly failed: number
  readonly untilMs: number
  readonly atMs: number
}

/** Somebody who says who they are. */
export interface Attempt {
  readonly name: string
  readonly address: string
  /** Of a browser that has shown that it was logged in to this account before; null for any other one. */
  readonly device: string | null
}

/** Slows down whoever guesses, by the account that they try and by the address that they come from. */
export interface Limiter {
  /** Counts a try, as if it had failed: many at once must not all be the first. @returns ms to wait before it may be made; 0 lets it pass */
  begin(attempt: Attempt, nowMs: number): number
  /** It went well: the account starts afresh, and the try doesn’t count for the address, which is known from now on. */
  succeeded(attempt: Attempt, nowMs: number): void
  /** Nothing was guessed: the try doesn’t count, and those before it still do. */
  takeBack(attempt: Attempt, nowMs: number): void
  /** How many tries have failed in a row where this one counts. */
  failures(attempt: Attempt, nowMs: number): number
}

export function createLimiter(): Limiter {
  const kinds = {
    account: new Map<string, Tries>(),
    address: new Map<string, Tries>(),
    device: new Map<string, Tries>(),
    known: new Map<string, Tries>(),
  }
  /** When an account was last logged in from an address. */
  const loggedIn = new Map<string, number>()

  /** What a try counts for. */
  const keysOf = ({ name, address, device }: Attempt, nowMs: number): readonly (readonly [Kind, string])[] => {
    if (device !== null) return [['device', device]]
    const pair = pairKey(name, address)
    if (nowMs - (loggedIn.get(pair) ?? -Infinity) < knownForMs) return [['known', pair]]
    return [
      ['account', nameKey(name)],
      ['address', addressKey(address)],
    ]
  }
  const waitOf = ([kind, key]: readonly [Kind, string], nowMs: number) =>
    Math.max(0, (kinds[kind].get(key)?.untilMs ?? 0) - nowMs)
  const count = ([kind, key]: readonly [Kind, string], nowMs: number) => {
    const { free, mostMs } = paces[kind]
    const last = kinds[kind].get(key)
    const failed = last === undefined || nowMs - last.atMs > forgetMs ? 1 : last.failed + 1
    const waitMs = failed < free ? 0 : Math.min(mostMs, firstWaitMs * 2 ** Math.min(20, failed - free))
    putLast(kinds[kind], key, { failed, untilMs: nowMs + waitMs, atMs: nowMs })
  }
  const uncount = ([kind, key]: readonly [Kind, string]) => {
    const tries = kinds[kind].get(key)
    if (tries) kinds[kind].set(key, { ...tries, failed: tries.failed - 1, untilMs: 0 })
  }
  return {
    begin(attempt, nowMs) {
      const keys = keysOf(attempt, nowMs)
      const waitMs = Math.max(...keys.map((key) => waitOf(key, nowMs)))
      if (waitMs === 0) for (const key of keys) count(key, nowMs)
      return waitMs
    },
    succeeded(attempt, nowMs) {
      for (const key of keysOf(attempt, nowMs)) {
        // Of an address only this one: or somebody with an account of their own could begin afresh again and again.
        if (key[0] === 'address') uncount(key)
        else kinds[key[0]].delete(key[1])
      }
      putLast(loggedIn, pairKey(attempt.name, attempt.address), nowMs)
    },
    takeBack: (attempt, nowMs) => keysOf(attempt, nowMs).forEach(uncount),
    failures(attempt, nowMs) {
      const [[kind, key] = ['account', ''] as const] = keysOf(attempt, nowMs)
      return kinds[kind].get(key)?.failed ?? 0
    },
  }
}

/** The order of the map is that of use. */
function putLast<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next().value
  if (map.size > maxKeys && oldest !== undefined) map.delete(oldest)
}

const nameKey = (name: string) => name.normalize('NFKC').toLowerCase()

const pairKey = (name: string, address: string) => `${addressKey(address)} ${nameKey(name)}`

/** Whoever has an IPv6 address has 2^64 of them. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toNormalizedString().split(':', 4).join(':')
}
