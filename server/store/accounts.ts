import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'
import { StoreError } from './error.ts'
import { createFactors } from './factors.ts'

/** Somebody who may enter the panel. */
export interface Account {
  readonly id: string
  /** Told apart without regard to case. */
  readonly name: string
  readonly role: string
  /** Its hash as a PHC string; null until one is set. */
  readonly password: string | null
  readonly isDisabled: boolean
  /** In base32; null where no second factor is asked for. */
  readonly totpSecret: string | null
  readonly createdMs: number
  readonly changedMs: number
}

export type NewAccount = Pick<Account, 'id' | 'name' | 'role' | 'password'>

type Row = Omit<Account, 'isDisabled'> & { isDisabled: number }

export type Accounts = ReturnType<typeof createAccounts>

/** Accounts with their second factors. */
export function createAccounts(db: DatabaseSync) {
  const columns = 'id, name, role, password, isDisabled, totpSecret, createdMs, changedMs'
  const list = prepare<Row>(db, `select ${columns} from accounts order by createdMs, name`)
  const get = prepare<Row>(db, `select ${columns} from accounts where id = :id`)
  const byName = prepare<Row>(db, `select ${columns} from accounts where name = :name`)
  const add = prepare(
    db,
    `insert into accounts (id, name, role, password, createdMs, changedMs)
     values (:id, :name, :role, :password, :nowMs, :nowMs)`,
  )
  const change = prepare(
    db,
    `update accounts set name = coalesce(:name, name), role = coalesce(:role, role), password = coalesce(:password, password),
     isDisabled = coalesce(:isDisabled, isDisabled), changedMs = :nowMs where id = :id`,
  )
  const remove = prepare(db, 'delete from accounts where id = :id')
  const owners = prepare<{ count: number }>(
    db,
    `select count(*) as count from accounts where role = 'owner' and not isDisabled`,
  )
  /** Whoever could lock everybody out is told so; the transaction takes back what was done. */
  const keepAnOwner = (had: number) => {
    if (had > 0 && owners.get()?.count === 0)
      throw new StoreError('conflict', 'this is the last owner; make somebody else one first')
  }
  const read = (row: Row | undefined): Account | null =>
    row === undefined ? null : { ...row, isDisabled: row.isDisabled === 1 }
  return {
    list: (): Account[] => list.all().flatMap((row) => read(row) ?? []),
    get: (id: string) => read(get.get({ id })),
    byName: (name: string) => read(byName.get({ name })),
    /** A name that is taken is a `conflict`. */
    add(account: NewAccount, nowMs: number): void {
      add.run({ ...account, nowMs })
    },
    /** Changes what is named. A name that is taken, and the last owner, are a `conflict`. @returns whether there is such an account */
    change(
      id: string,
      to: Partial<Pick<Account, 'name' | 'role' | 'password' | 'isDisabled'>>,
      nowMs: number,
    ): boolean {
      const { name = null, role = null, password = null, isDisabled } = to
      const flag = isDisabled === undefined ? null : Number(isDisabled)
      const had = owners.get()?.count ?? 0
      const changed = change.run({ id, name, role, password, isDisabled: flag, nowMs })
      keepAnOwner(had)
      return changed > 0
    },
    ...createFactors(db),
    /** Its logins, tokens and invitations go with it. The last owner stays: `conflict`. */
    remove(id: string): boolean {
      const had = owners.get()?.count ?? 0
      const removed = remove.run({ id })
      keepAnOwner(had)
      return removed > 0
    },
  }
}
