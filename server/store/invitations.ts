import type { DatabaseSync } from 'node:sqlite'
import type { Accounts } from './accounts.ts'
import { prepare } from './database.ts'

/** A link that makes an account, or sets the password of one; good once. */
export interface Invitation {
  readonly id: string
  readonly role: string
  /** The account whose password it sets; null where it makes one. */
  readonly account: string | null
  /** The account that made it; null for the program. It ends with it. */
  readonly by: string | null
  readonly createdMs: number
  readonly expiresMs: number
}

/** What the link holds is never stored: `hash` is its SHA-256. */
export interface NewInvitation extends Invitation {
  readonly hash: string
}

export function createInvitations(db: DatabaseSync, accounts: Pick<Accounts, 'add' | 'change'>) {
  const columns = 'id, role, account, "by", createdMs, expiresMs'
  const list = prepare<Invitation>(
    db,
    `select ${columns} from invitations where expiresMs > :nowMs order by createdMs desc limit 1000`,
  )
  const get = prepare<Invitation>(db, `select ${columns} from invitations where hash = :hash and expiresMs > :nowMs`)
  const add = prepare(db, 'insert into invitations values (:hash, :id, :role, :account, :by, :createdMs, :expiresMs)')
  const take = prepare<Invitation>(
    db,
    `delete from invitations where hash = :hash and expiresMs > :nowMs returning ${columns}`,
  )
  const remove = prepare(db, 'delete from invitations where id = :id')
  const removeFor = prepare(db, 'delete from invitations where account = :account')
  const expire = prepare(db, 'delete from invitations where expiresMs <= :nowMs')
  return {
    list: (nowMs: number): Invitation[] => list.all({ nowMs }),
    byHash: (hash: string, nowMs: number): Invitation | null => get.get({ hash, nowMs }) ?? null,
    add(invitation: NewInvitation): void {
      add.run({ ...invitation })
    },
    /**
     * Uses it up, all of it or nothing: makes its account under this id and name, or sets the password of the one that it is for.
     *
     * @returns the account’s id; null where the invitation was used, taken back, or is too old. A name that is taken is a `conflict`
     */
    redeem(hash: string, made: { id: string; name: string; password: string }, nowMs: number): string | null {
      const invitation = take.get({ hash, nowMs })
      if (invitation === undefined) return null
      const { account, role } = invitation
      if (account === null) accounts.add({ ...made, role }, nowMs)
      else accounts.change(account, { password: made.password }, nowMs)
      return account ?? made.id
    },
    remove: (id: string): boolean => remove.run({ id }) > 0,
    /** Those that set the password of an account. */
    removeFor: (account: string): number => removeFor.run({ account }),
    tidy(nowMs: number): void {
      expire.run({ nowMs })
    },
  }
}
