import { addressKey } from './limiter.ts'

/** For so long a secret that was unknown isn’t asked for again. */
const unknownForMs = 10_000

/** Unknown secrets that an address may show at once, and how many more with each second. */
const burst = 60
const aSecond = 10

/** Hashes, and addresses, that are remembered of each kind; beyond it the oldest is forgotten. */
const maxKept = 10_000

interface Bucket {
  readonly left: number
  readonly atMs: number
}

/**
 * Keeps floods of made-up tokens and cookies off the store: each costs its address a look-up, and an address has only so many. What was
 * recognised once is always looked up.
 */
export interface UnknownSecrets {
  /** Whether to look up the secret of this hash. */
  mayAsk(hash: string, address: string, nowMs: number): boolean
  /** What came of it. */
  saw(hash: string, isKnown: boolean, nowMs: number): void
}

export function createUnknownSecrets(): UnknownSecrets {
  const known = new Set<string>()
  const unknown = new Map<string, number>()
  const buckets = new Map<string, Bucket>()
  const take = (address: string, nowMs: number): boolean => {
    const key = addressKey(address)
    const { left, atMs } = buckets.get(key) ?? { left: burst, atMs: nowMs }
    const now = Math.min(burst, left + ((nowMs - atMs) / 1000) * aSecond)
    buckets.delete(key)
    buckets.set(key, { left: now >= 1 ? now - 1 : now, atMs: nowMs })
    dropOldest(buckets)
    return now >= 1
  }
  return {
    mayAsk(hash, address, nowMs) {
      if (known.has(hash)) return true
      if (nowMs < (unknown.get(hash) ?? 0)) return false
      return take(address, nowMs)
    },
    saw(hash, isKnown, nowMs) {
      known.delete(hash)
      unknown.delete(hash)
      if (isKnown) known.add(hash)
      else unknown.set(hash, nowMs + unknownForMs)
      dropOldest(known)
      dropOldest(unknown)
    },
  }
}

function dropOldest(kept: { readonly size: number; keys(): Iterator<string>; delete(key: string): boolean }): void {
  const oldest = kept.size > maxKept ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
}
