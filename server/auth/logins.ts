import type { Store } from '../store/store.ts'
import type { Login } from '../store/logins.ts'
import { hashSecret, newId, newSecret } from './secret.ts'

/** Whoever does nothing for so long, logs in again; an open panel asks now and then. */
export const idleMs = 12 * 3600_000

/** However busy, after so long everybody logs in again. */
export const lifetimeMs = 30 * 24 * 3600_000

/** For so long after it was typed, the password isn’t asked for again. */
export const provenForMs = 15 * 60_000

/** How exactly it is known when a login was seen last. */
const seenEveryMs = 60_000

const maxAgentLength = 300

/** What is known of the browser that logs in. */
export interface Visitor {
  readonly agent: string
  readonly address: string
}

/** Logins by the secret that their cookie holds. */
export interface Logins {
  /** @returns the secret for the cookie */
  start(account: string, visitor: Visitor): Promise<string>
  /** The login whose secret has this hash, while it lasts. */
  find(hash: string, address: string): Promise<Login | null>
  /** Whether it is over by itself. */
  hasEnded(login: Login): boolean
  /** The same login with a new secret, since the password was typed again. @returns the new secret; null where it has ended */
  prove(secret: string): Promise<string | null>
}

export function createLogins(store: Pick<Store, 'logins' | 'later'>, now: () => number): Logins {
  const hasEnded = ({ createdMs, seenMs }: Login, nowMs: number) =>
    nowMs - createdMs >= lifetimeMs || nowMs - seenMs >= idleMs
  return {
    async start(account, { agent, address }) {
      const secret = newSecret()
      const nowMs = now()
      store.later.logins.end({ createdBeforeMs: nowMs - lifetimeMs, seenBeforeMs: nowMs - idleMs })
      await store.logins.add({
        ...{ hash: hashSecret(secret), id: newId(), account, agent: agent.slice(0, maxAgentLength), address },
        ...{ createdMs: nowMs, seenMs: nowMs, provenMs: nowMs },
      })
      return secret
    },
    hasEnded: (login) => hasEnded(login, now()),
    async find(hash, address) {
      const login = await store.logins.byHash(hash)
      const nowMs = now()
      if (login === null || hasEnded(login, nowMs)) return null
      if (nowMs - login.seenMs >= seenEveryMs) store.later.logins.see(hash, nowMs, address)
      return login
    },
    async prove(secret) {
      const fresh = newSecret()
      return (await store.logins.rotate(hashSecret(secret), hashSecret(fresh), now())) ? fresh : null
    },
  }
}
