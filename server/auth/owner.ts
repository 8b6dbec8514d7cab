import type { Log } from '../log.ts'
import { StoreError, type Store } from '../store/store.ts'
import { makeLink } from './links.ts'
import { hashPassword, isPassword } from './password.ts'
import { weaknessOf } from './password-policy.ts'
import { newId } from './secret.ts'

/** The account that the first start makes. */
const ownerName = 'owner'

interface OwnerTools {
  readonly log: Pick<Log, 'warn'>
  readonly now: () => number
}

/**
 * The same as `findOwner`. Where the disk takes nothing it is warned of, since the show has to start all the same.
 */
export async function prepareOwner(
  store: Store,
  adminPassword: string | null,
  tools: OwnerTools,
): Promise<string | null> {
  try {
    return await findOwner(store, adminPassword, tools)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    tools.log.warn(`nobody new can get into the panel: ${error.message}. Mend that, and start again.`)
    return null
  }
}

/**
 * Sees to it that there is an owner who can get in: with the password of the environment, or by a link that is good once, for as long
 * as no owner has a password.
 *
 * @returns the path of the link, to be printed where only whoever started the program reads it; null where none is needed
 */
async function findOwner(store: Store, adminPassword: string | null, { log, now }: OwnerTools): Promise<string | null> {
  const owners = (await store.accounts.list()).filter(({ role, isDisabled }) => role === 'owner' && !isDisabled)
  if (adminPassword !== null) {
    const weakness = weaknessOf(adminPassword, [ownerName])
    if (weakness !== null) log.warn(`CHATARCADE_ADMIN_PASSWORD is taken, and is weak. ${weakness}`)
    await setPassword(store, adminPassword, now)
    return null
  }
  if (owners.some(({ password }) => password !== null)) return null
  const id = owners[0]?.id ?? (await addOwner(store, null, now))
  // A link of an earlier start may lie in some log.
  await store.invitations.removeFor(id)
  return (await makeLink({ store, now }, { role: 'owner', account: id, by: null })).path
}

/** Also where the owner had another one, or was shut out: whoever may set our environment owns the show. */
async function setPassword(store: Store, password: string, now: () => number): Promise<void> {
  const account = await store.accounts.byName(ownerName)
  if (account === null) return void (await addOwner(store, password, now))
  const isSame = await isPassword(password, account.password)
  if (isSame && account.role === 'owner' && !account.isDisabled) return
  const hash = isSame ? {} : { password: await hashPassword(password) }
  await store.accounts.change(account.id, { ...hash, role: 'owner', isDisabled: false }, now())
  await store.logins.removeAll(account.id)
  await store.invitations.removeFor(account.id)
}

async function addOwner(store: Store, password: string | null, now: () => number): Promise<string> {
  const id = newId()
  const hash = password === null ? null : await hashPassword(password)
  await store.accounts.add({ id, name: ownerName, role: 'owner', password: hash }, now())
  return id
}
