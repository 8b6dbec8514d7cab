import type { IncomingHttpHeaders } from 'node:http'
import type { Account } from '../store/accounts.ts'
import type { Store } from '../store/store.ts'
import { readCookie } from './cookie.ts'
import { provenForMs, type Logins } from './logins.ts'
import { isRight, isRole, rights, type Right, type Role } from './rights.ts'
import { csrfOf, hashSecret, isSecret } from './secret.ts'
import { createUnknownSecrets } from './unknown.ts'

/** Somebody who was recognised, as of this request: rights that are taken away are gone with the next one. */
export interface Who {
  readonly account: { readonly id: string; readonly name: string; readonly role: Role; readonly hasTotp: boolean }
  /** As the audit log names them: `ann`, or `token ci of ann`. */
  readonly name: string
  readonly by: 'login' | 'token'
  /** Of the login or the token. */
  readonly id: string
  readonly rights: ReadonlySet<Right>
  /** Whether the password was typed lately; never for a token, which has none. */
  readonly isProven: boolean
  /** What requests that change something must bring along; null for a token, which no browser sends by itself. */
  readonly csrf: string | null
}

export interface Identify {
  (headers: IncomingHttpHeaders, address: string): Promise<Who | null>
  /** Whether somebody who was recognised some time ago is still let in, with the rights that they had then. */
  stillIs(who: Who): Promise<boolean>
}

export const tokenPrefix = 'ca_'

const seenEveryMs = 60_000

/** Recognises people by their cookie and programs by their token. Whoever shows a token is nobody else, whatever cookie comes with it. */
export function createIdentify(
  store: Pick<Store, 'accounts' | 'tokens' | 'logins' | 'later'>,
  logins: Pick<Logins, 'find' | 'hasEnded'>,
  now: () => number,
): Identify {
  const unknown = createUnknownSecrets()
  /** What the store has for a secret; floods of made-up ones don’t reach it. */
  const lookUp = async <Found>(secret: string, address: string, find: (hash: string) => Promise<Found | null>) => {
    const hash = hashSecret(secret)
    if (!unknown.mayAsk(hash, address, now())) return null
    const found = await find(hash)
    unknown.saw(hash, found !== null, now())
    return found
  }
  const byToken = async (secret: string, address: string): Promise<Who | null> => {
    const nowMs = now()
    const token = await lookUp(secret, address, (hash) => store.tokens.byHash(hash, nowMs))
    const account = token && (await activeAccount(token.account))
    if (!token || !account) return null
    if (token.seenMs === null || nowMs - token.seenMs >= seenEveryMs) store.later.tokens.see(token.id, nowMs)
    const own = new Set<Right>(rights[account.role])
    return {
      ...{ account, name: `token ${token.name} of ${account.name}`, by: 'token', id: token.id },
      rights: new Set(token.scopes.filter(isRight).filter((right) => own.has(right))),
      ...{ isProven: false, csrf: null },
    }
  }
  const byCookie = async (secret: string, address: string): Promise<Who | null> => {
    const login = await lookUp(secret, address, (hash) => logins.find(hash, address))
    const account = login && (await activeAccount(login.account))
    if (!login || !account) return null
    return {
      ...{ account, name: account.name, by: 'login', id: login.id, rights: new Set(rights[account.role]) },
      ...{ isProven: now() - login.provenMs < provenForMs, csrf: csrfOf(secret) },
    }
  }
  const activeAccount = async (id: string) => publicAccount(await store.accounts.get(id))
  const identify = async ({ authorization, cookie }: IncomingHttpHeaders, address: string) => {
    if (authorization !== undefined) {
      const [, secret] = /^Bearer (ca_[\w-]{20,100})$/i.exec(authorization) ?? []
      return secret === undefined ? null : await byToken(secret, address)
    }
    const secret = readCookie(cookie)
    return secret === null || !isSecret(secret) ? null : await byCookie(secret, address)
  }
  // By the name of the login, since its secret is another one as soon as the password is typed again.
  const isThere = async ({ by, id, account }: Who): Promise<boolean> => {
    if (by === 'token')
      return (await store.tokens.list(account.id)).some((each) => each.id === id && each.expiresMs > now())
    return (await store.logins.list(account.id)).some((each) => each.id === id && !logins.hasEnded(each))
  }
  const stillIs = async (who: Who): Promise<boolean> => {
    const account = await activeAccount(who.account.id)
    return account?.role === who.account.role && (await isThere(who))
  }
  return Object.assign(identify, { stillIs })
}

/** Null where it may not enter. */
function publicAccount(account: Account | null): Who['account'] | null {
  if (account === null || account.isDisabled || !isRole(account.role)) return null
  const { id, name, role, totpSecret } = account
  return { id, name, role, hasTotp: totpSecret !== null }
}
