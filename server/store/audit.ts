import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

/** Something that somebody did. Secrets don’t belong in it: `before` and `after` are shown to everybody who may read the log. */
export interface Deed {
  readonly atMs: number
  /** Name of the account, or `token NAME of ACCOUNT`, or `the program`. */
  readonly actor: string
  /** What was done, such as `person.timeout`. */
  readonly action: string
  readonly target?: string | null
  readonly reason?: string | null
  readonly before?: unknown
  readonly after?: unknown
  /** What has to be done to undo it; null where nothing can. */
  readonly undo?: unknown
  /** The number of the deed that this one undoes. */
  readonly undoes?: number | null
}

export interface StoredDeed extends Required<Deed> {
  readonly id: number
  /** The deed that undid this one; null for none. */
  readonly undoneBy: number | null
}

export interface DeedSearch {
  /** Only deeds before the one with this number. */
  readonly before?: number
  readonly actor?: string
  /** An action, or the beginning of some: `person.`. */
  readonly action?: string
  readonly target?: string
  readonly limit?: number
}

/** What the log keeps; beyond it the oldest go. */
const maxDeeds = 100_000
const maxAgeMs = 2 * 365 * 24 * 3600 * 1000

type Row = Omit<StoredDeed, 'before' | 'after' | 'undo'> & {
  before: string | null
  after: string | null
  undo: string | null
}

/** Who did what, when, to whom and why. Nothing in it is ever changed; what undoes a deed is a deed of its own. */
export function createAudit(db: DatabaseSync) {
  const columns = 'deed.*, (select id from audit as later where later.undoes = deed.id) as undoneBy'
  const add = prepare<{ id: number }>(
    db,
    `insert into audit (atMs, actor, action, target, reason, before, after, undo, undoes)
     values (:atMs, :actor, :action, :target, :reason, :before, :after, :undo, :undoes) returning id`,
  )
  const get = prepare<Row>(db, `select ${columns} from audit as deed where id = :id`)
  const list = prepare<Row>(
    db,
    `select ${columns} from audit as deed where id < :before and (:actor is null or actor = :actor)
     and (:action is null or substr(action, 1, length(:action)) = :action) and (:target is null or target = :target)
     order by id desc limit :limit`,
  )
  const trim = prepare(db, `delete from audit where id <= (select max(id) from audit) - ${maxDeeds} or atMs < :since`)
  const read = (row: Row): StoredDeed => ({
    ...row,
    before: fromJson(row.before),
    after: fromJson(row.after),
    undo: fromJson(row.undo),
  })
  return {
    /** @returns its number. A deed that was already undone can’t be undone again: `conflict`. */
    add({ atMs, actor, action, target = null, reason = null, before, after, undo, undoes = null }: Deed): number {
      const texts = { before: toJson(before), after: toJson(after), undo: toJson(undo) }
      return add.get({ atMs, actor, action, target, reason, ...texts, undoes })?.id ?? 0
    },
    get(id: number): StoredDeed | null {
      const row = get.get({ id })
      return row === undefined ? null : read(row)
    },
    /** The newest first. */
    list({ before = Number.MAX_SAFE_INTEGER, actor, action, target, limit = 100 }: DeedSearch = {}): StoredDeed[] {
      const rows = list.all({ before, actor: actor ?? null, action: action ?? null, target: target ?? null, limit })
      return rows.map(read)
    },
    tidy(nowMs: number): void {
      trim.run({ since: nowMs - maxAgeMs })
    },
  }
}

const toJson = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
