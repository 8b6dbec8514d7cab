import type { DatabaseSync } from 'node:sqlite'
import { nest, transact } from './database.ts'
import { failureOf, mayPass, type StoreFailure } from './error.ts'
import type { Answer, Call, FromStore, Work } from './messages.ts'
import type { Sound } from './examine.ts'
import type { Tables } from './tables.ts'

/** Does what one message asks for. */
export function doWork({ db, tables }: Sound, { later, asked }: Work): FromStore {
  const faults: StoreFailure[] = []
  const failure = later.length === 0 ? null : write(db, tables, later, faults)
  return { type: 'done', failure, faults, answers: asked.map((call) => answer(db, tables, call)) }
}

function run(tables: Tables, { table, method, args }: Call): unknown {
  // The names come from this very thread, by the other one, which types them.
  const functions = tables[table] as unknown as Record<string, (...values: readonly unknown[]) => unknown>
  return functions[method]?.(...args)
}

/** All in one commit, since each commit waits for the disk. */
function write(db: DatabaseSync, tables: Tables, calls: readonly Call[], faults: StoreFailure[]): StoreFailure | null {
  try {
    transact(db, () => {
      for (const call of calls) writeOne(db, tables, call, faults)
    })
    return null
  } catch (error) {
    const failure = failureOf(error)
    if (mayPass(failure)) return failure
    faults.push(failure)
    return null
  }
}

/** One that is wrong in itself doesn’t take the others with it. */
function writeOne(db: DatabaseSync, tables: Tables, call: Call, faults: StoreFailure[]): void {
  try {
    nest(db, () => run(tables, call))
  } catch (error) {
    const failure = failureOf(error)
    if (mayPass(failure) || !db.isTransaction) throw error
    faults.push({ ...failure, message: `${call.table}.${call.method}: ${failure.message}` })
  }
}

/** Single statements that only read: for them nobody has to be kept from writing, and a flood of them costs little. */
const reads: ReadonlySet<string> = new Set([
  'get',
  'byHash',
  'byName',
  'list',
  'counts',
  'nextMs',
  'delivery',
  'deliveries',
])

function answer(db: DatabaseSync, tables: Tables, call: Call): Answer {
  try {
    return { value: reads.has(call.method) ? run(tables, call) : transact(db, () => run(tables, call)) }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}
