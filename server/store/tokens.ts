import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

/** A key by which a program acts for an account. */
export interface Token {
  readonly id: string
  readonly account: string
  readonly name: string
  /** The rights that it has, as far as its account has them too. */
  readonly scopes: readonly string[]
  readonly createdMs: number
  readonly expiresMs: number
  readonly seenMs: number | null
}

/** What was shown once is never stored: `hash` is its SHA-256. */
export interface NewToken extends Token {
  readonly hash: string
}

type Row = Omit<Token, 'scopes'> & { scopes: string }

export function createTokens(db: DatabaseSync) {
  const columns = 'id, account, name, scopes, createdMs, expiresMs, seenMs'
  const get = prepare<Row>(db, `select ${columns} from tokens where hash = :hash and expiresMs > :nowMs`)
  const list = prepare<Row>(
    db,
    `select ${columns} from tokens where :account is null or account = :account order by createdMs desc limit 1000`,
  )
  const add = prepare(
    db,
    'insert into tokens values (:hash, :id, :account, :name, :scopes, :createdMs, :expiresMs, :seenMs)',
  )
  const see = prepare(db, 'update tokens set seenMs = :seenMs where id = :id')
  const remove = prepare(db, 'delete from tokens where id = :id')
  const removeAll = prepare(db, 'delete from tokens where account = :account')
  const expire = prepare(db, 'delete from tokens where expiresMs <= :nowMs')
  return {
    byHash(hash: string, nowMs: number): Token | null {
      const row = get.get({ hash, nowMs })
      return row === undefined ? null : read(row)
    },
    /** Of an account, or of all; the newest first. */
    list: (account: string | null = null): Token[] => list.all({ account }).map(read),
    add(token: NewToken): void {
      add.run({ ...token, scopes: JSON.stringify(token.scopes) })
    },
    see(id: string, seenMs: number): void {
      see.run({ id, seenMs })
    },
    remove: (id: string): boolean => remove.run({ id }) > 0,
    removeAll: (account: string): number => removeAll.run({ account }),
    tidy(nowMs: number): void {
      expire.run({ nowMs })
    },
  }
}

function read(row: Row): Token {
  const scopes = fromJson(row.scopes)
  return { ...row, scopes: Array.isArray(scopes) ? scopes.filter((each) => typeof each === 'string') : [] }
}
