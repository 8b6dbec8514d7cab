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

export interface StoredDeed extends Required<Omit<Deed, 'undo'>> {
  readonly id: number
  /** Whether what undoes it is kept, and nobody has taken it yet. */
  readonly canUndo: boolean
  /** The deed that undid this one; null for none. */
  readonly undoneBy: number | null
}

export interface DeedSearch {
  /** Only deeds before the one with this number. */
  readonly before?: number
  /** Whoever’s name begins so, in capitals or not: ASCII letters alone are compared without. */
  readonly actor?: string
  /** An action, or the beginning of some: `person.`. */
  readonly action?: string
  readonly target?: string
  readonly limit?: number
}

/** What the log keeps; beyond it the oldest go. */
export const maxDeeds = 100_000
const maxAgeMs = 2 * 365 * 24 * 3600 * 1000

/** What undoes the latest deeds; beyond it the oldest can’t be undone any more. To undo a rollback takes a whole game of up to 4 MB. */
const maxUndos = 1000
const maxUndoBytes = 64 * 2 ** 20

/** What is told of a way to undo something before anybody takes it: enough for all but whole games and long lists. */
const maxShownBytes = 16 * 2 ** 10

type Row = Omit<StoredDeed, 'before' | 'after' | 'canUndo'> & {
  before: string | null
  after: string | null
  canUndo: number
}

/** Who did what, when, to whom and why. Nothing in it is ever changed; what undoes a deed is a deed of its own. */
export function createAudit(db: DatabaseSync) {
  const { add, get, list, trim } = prepareAll(db)
  const undos = createUndos(db)
  const read = (row: Row): StoredDeed => ({
    ...row,
    before: fromJson(row.before),
    after: fromJson(row.after),
    canUndo: row.canUndo === 1,
  })
  return {
    /** @returns its number. A deed that was already undone can’t be undone again: `conflict`. */
    add({ atMs, actor, action, target = null, reason = null, before, after, undo, undoes = null }: Deed): number {
      const texts = { before: toJson(before), after: toJson(after) }
      const id = add.get({ atMs, actor, action, target, reason, ...texts, undoes })?.id ?? 0
      if (undo !== undefined && undo !== null) undos.put(id, undo)
      return id
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
    /** What undoes a deed, for one alone: whoever asks again gets null. */
    takeUndo: (id: number): unknown => undos.take(id),
    /** What would undo deeds, by their numbers; of what is large, such as a whole game, nothing is told. */
    waysOf: (ids: readonly number[]): readonly (readonly [id: number, way: unknown])[] =>
      ids.flatMap((id) => {
        const way = undos.look(id)
        return way === null ? [] : [[id, way] as const]
      }),
    /** It could not be undone, and may be tried again. */
    giveUndoBack: (id: number, undo: unknown): void => undos.put(id, undo),
    tidy(nowMs: number): void {
      trim.run({ since: nowMs - maxAgeMs })
    },
  }
}

/** What is asked of the database. */
function prepareAll(db: DatabaseSync) {
  const columns = `deed.*, (select id from audit as later where later.undoes = deed.id) as undoneBy,
    exists (select 1 from undos where undos.deed = deed.id) as canUndo`
  const add = prepare<{ id: number }>(
    db,
    `insert into audit (atMs, actor, action, target, reason, before, after, undoes)
     values (:atMs, :actor, :action, :target, :reason, :before, :after, :undoes) returning id`,
  )
  const get = prepare<Row>(db, `select ${columns} from audit as deed where id = :id`)
  const list = prepare<Row>(
    db,
    `select ${columns} from audit as deed where id < :before and (:actor is null or substr(actor, 1, length(:actor)) = :actor collate nocase)
     and (:action is null or substr(action, 1, length(:action)) = :action) and (:target is null or target = :target)
     order by id desc limit :limit`,
  )
  const trim = prepare(db, `delete from audit where id <= (select max(id) from audit) - ${maxDeeds} or atMs < :since`)
  return { add, get, list, trim }
}

/** Apart from the log, which is read often, while this is seldom wanted and may be large. */
function createUndos(db: DatabaseSync) {
  const put = prepare(db, 'insert or replace into undos values (:deed, :bytes, :way)')
  const look = prepare<{ way: string }>(db, `select way from undos where deed = :deed and bytes <= ${maxShownBytes}`)
  const take = prepare<{ way: string }>(db, 'delete from undos where deed = :deed returning way')
  const trim = prepare(
    db,
    `delete from undos where deed in (
       select deed from (
         select deed, sum(bytes) over newest as total, row_number() over newest as place
         from undos window newest as (order by deed desc)
       ) where total > ${maxUndoBytes} or place > ${maxUndos}
     )`,
  )
  return {
    put(deed: number, undo: unknown): void {
      const way = JSON.stringify(undo)
      put.run({ deed, bytes: way.length, way })
      trim.run()
    },
    look(deed: number): unknown {
      const row = look.get({ deed })
      return row === undefined ? null : fromJson(row.way)
    },
    take(deed: number): unknown {
      const row = take.get({ deed })
      return row === undefined ? null : fromJson(row.way)
    },
  }
}

const toJson = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
