import type { DatabaseSync } from 'node:sqlite'
import { prepare } from './database.ts'

/** A browser that somebody logged in with. */
export interface Login {
  /** Names it in lists; it opens nothing. */
  readonly id: string
  readonly account: string
  readonly createdMs: number
  readonly seenMs: number
  /** When the password was typed last. */
  readonly provenMs: number
  readonly agent: string
  readonly address: string
}

/** What the cookie holds is never stored: `hash` is its SHA-256. */
export interface NewLogin extends Login {
  readonly hash: string
}

/** Of one account; beyond it the one that was not seen for longest goes. */
const maxLogins = 50

/** What ends a login by itself. */
export interface LoginLimits {
  /** Begun before this moment. */
  readonly createdBeforeMs: number
  /** Last seen before this moment. */
  readonly seenBeforeMs: number
}

export function createLogins(db: DatabaseSync) {
  const columns = 'id, account, createdMs, seenMs, provenMs, agent, address'
  const get = prepare<Login>(db, `select ${columns} from logins where hash = :hash`)
  const list = prepare<Login>(
    db,
    `select ${columns} from logins where :account is null or account = :account order by seenMs desc limit 1000`,
  )
  const add = prepare(
    db,
    'insert into logins values (:hash, :id, :account, :createdMs, :seenMs, :provenMs, :agent, :address)',
  )
  const bound = prepare(
    db,
    `delete from logins where account = :account and hash in (select hash from logins where account = :account
     order by seenMs desc limit -1 offset ${maxLogins})`,
  )
  const see = prepare(db, 'update logins set seenMs = :seenMs, address = :address where hash = :hash')
  const remove = prepare(db, 'delete from logins where id = :id')
  const removeOthers = prepare(db, 'delete from logins where account = :account and (:but is null or id <> :but)')
  const rotate = prepare(
    db,
    'update logins set hash = :to, provenMs = coalesce(:provenMs, provenMs) where hash = :from',
  )
  const end = prepare(db, 'delete from logins where createdMs < :createdBeforeMs or seenMs < :seenBeforeMs')
  return {
    byHash: (hash: string): Login | null => get.get({ hash }) ?? null,
    /** Of an account, or of all; the one seen last first. */
    list: (account: string | null = null): Login[] => list.all({ account }),
    add(login: NewLogin): void {
      add.run({ ...login })
      bound.run({ account: login.account })
    },
    see(hash: string, seenMs: number, address: string): void {
      see.run({ hash, seenMs, address })
    },
    /** The same login under another key, maybe with the password typed again. @returns whether it is there */
    rotate: (from: string, to: string, provenMs: number | null = null): boolean =>
      rotate.run({ from, to, provenMs }) > 0,
    remove: (id: string): boolean => remove.run({ id }) > 0,
    /** All of an account, but for one that may stay. @returns how many */
    removeAll: (account: string, but: string | null = null): number => removeOthers.run({ account, but }),
    /** Removes those that have ended by themselves. */
    end: (limits: LoginLimits): number => end.run({ ...limits }),
  }
}
