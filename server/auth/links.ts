import type { Store } from '../store/store.ts'
import type { Role } from './rights.ts'
import { hashSecret, newId, newSecret } from './secret.ts'

const validMs = 48 * 3600_000

export interface Link {
  readonly id: string
  /**
   * From the root of the server. The secret stands behind `#`, where browsers keep it to themselves: it is in no log of a proxy, and
   * no `Referer`.
   */
  readonly path: string
  readonly expiresMs: number
}

/** Makes a link that is good once, for two days. */
export async function makeLink(
  { store, now }: { readonly store: Pick<Store, 'invitations'>; readonly now: () => number },
  { role, account, by }: { readonly role: Role; readonly account: string | null; readonly by: string | null },
): Promise<Link> {
  const secret = newSecret()
  const [id, createdMs] = [newId(), now()]
  const expiresMs = createdMs + validMs
  await store.invitations.add({ hash: hashSecret(secret), id, role, account, by, createdMs, expiresMs })
  return { id, path: `/panel#invite=${secret}`, expiresMs }
}
