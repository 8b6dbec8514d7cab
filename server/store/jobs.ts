import type { DatabaseSync } from 'node:sqlite'
import { fromJson, prepare } from './database.ts'

/** Something to be done outside the show, once or more often until it goes well. */
export interface StoredJob {
  readonly id: string
  readonly name: string
  readonly payload: unknown
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly runAtMs: number
  /** How often it was begun. */
  readonly attempts: number
  readonly problem: string | null
  readonly createdMs: number
  readonly changedMs: number
}

export interface NewJob {
  /** One that is there already stays as it is. */
  readonly id: string
  readonly name: string
  readonly payload: unknown
  readonly runAtMs: number
}

/** How long those that are over are remembered, and how many. */
const keptMs = 7 * 24 * 3600 * 1000
const maxOver = 10_000

type Row = Omit<StoredJob, 'payload'> & { payload: string }

/** The queue of jobs. Who runs one has it for the time of a lease; after that it counts as not run, since its runner has died. */
export function createJobs(db: DatabaseSync) {
  const { add, claim, settle, get, list, next, count, remove, forget } = prepareAll(db)
  const read = (row: Row): StoredJob => ({ ...row, payload: fromJson(row.payload) })
  const over = (id: string, attempts: number, state: StoredJob['state'], problem: string | null, nowMs: number) =>
    settle.run({ id, attempts, state, problem, runAtMs: null, nowMs }) > 0
  return {
    /** @returns false where one of this id is there already */
    add: ({ payload, ...job }: NewJob, nowMs: number): boolean =>
      add.run({ ...job, payload: JSON.stringify(payload ?? null), nowMs }) > 0,
    /** Takes jobs of a name that are due, for `leaseMs`. */
    claim: (name: string, limit: number, leaseMs: number, nowMs: number): StoredJob[] =>
      claim.all({ name, limit, untilMs: nowMs + leaseMs, nowMs }).map(read),
    /** Of these three, all answer false where somebody else has taken the job meanwhile: `attempts` is that of the claim. */
    done: (id: string, attempts: number, nowMs: number): boolean => over(id, attempts, 'done', null, nowMs),
    failed: (id: string, attempts: number, problem: string, nowMs: number): boolean =>
      over(id, attempts, 'failed', problem, nowMs),
    again: (id: string, attempts: number, problem: string, runAtMs: number, nowMs: number): boolean =>
      settle.run({ id, attempts, state: 'waiting', problem, runAtMs, nowMs }) > 0,
    get(id: string): StoredJob | null {
      const row = get.get({ id })
      return row === undefined ? null : read(row)
    },
    /** The one that changed last first. */
    list: ({
      name,
      state,
      limit = 100,
    }: { name?: string; state?: StoredJob['state']; limit?: number } = {}): StoredJob[] =>
      list.all({ name: name ?? null, state: state ?? null, limit }).map(read),
    /** When the next one is due; null where none waits. */
    nextMs: (): number | null => next.get()?.atMs ?? null,
    counts: (): { state: StoredJob['state']; count: number }[] => count.all(),
    remove: (id: string): boolean => remove.run({ id }) > 0,
    tidy(nowMs: number): void {
      forget.run({ since: nowMs - keptMs })
    },
  }
}

/** What is asked of the database. */
function prepareAll(db: DatabaseSync) {
  const columns = 'id, name, payload, state, runAtMs, attempts, problem, createdMs, changedMs'
  const add = prepare(
    db,
    `insert into jobs (id, name, payload, runAtMs, createdMs, changedMs)
     values (:id, :name, :payload, :runAtMs, :nowMs, :nowMs) on conflict do nothing`,
  )
  const claim = prepare<Row>(
    db,
    `update jobs set state = 'running', attempts = attempts + 1, leaseMs = :untilMs, changedMs = :nowMs where id in
     (select id from jobs where name = :name and ((state = 'waiting' and runAtMs <= :nowMs) or (state = 'running' and leaseMs <= :nowMs))
      order by runAtMs limit :limit) returning ${columns}`,
  )
  const settle = prepare(
    db,
    `update jobs set state = :state, problem = :problem, runAtMs = coalesce(:runAtMs, runAtMs), changedMs = :nowMs
     where id = :id and state = 'running' and attempts = :attempts`,
  )
  const get = prepare<Row>(db, `select ${columns} from jobs where id = :id`)
  const list = prepare<Row>(
    db,
    `select ${columns} from jobs where (:name is null or name = :name) and (:state is null or state = :state)
     order by changedMs desc limit :limit`,
  )
  const next = prepare<{ atMs: number | null }>(
    db,
    `select min(case state when 'waiting' then runAtMs else leaseMs end) as atMs from jobs where state in ('waiting', 'running')`,
  )
  const count = prepare<{ state: StoredJob['state']; count: number }>(
    db,
    'select state, count(*) as count from jobs group by state',
  )
  const remove = prepare(db, 'delete from jobs where id = :id')
  const forget = prepare(
    db,
    `delete from jobs where state in ('done', 'failed') and (changedMs < :since or id in (select id from jobs
     where state in ('done', 'failed') order by changedMs desc limit -1 offset ${maxOver}))`,
  )
  return { add, claim, settle, get, list, next, count, remove, forget }
}
