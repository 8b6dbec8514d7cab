import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { Log } from '../log.ts'
import { createLine } from './line.ts'
import type { Call, FromStore, StoreData } from './messages.ts'
import type { Tables } from './tables.ts'
import type { ToldStatus } from './told.ts'

export { StoreError } from './error.ts'

type Asked<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never
}

type Told<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends (...args: infer Args) => unknown ? (...args: Args) => void : never
}

/** What is kept from show to show. Each call is a transaction, answered when it is on the disk; it rejects with a StoreError. */
export type Store = { readonly [Name in keyof Tables]: Asked<Tables[Name]> } & {
  /**
   * The same without an answer, for whoever can’t wait, such as a tick: it never throws. What can’t be written for want of a disk is
   * tried again; where too much waits, the oldest is dropped and counted. A call that is asked sees what was told before it.
   */
  readonly later: { readonly [Name in keyof Tables]: Told<Tables[Name]> }
  readonly status: ToldStatus
} & AsyncDisposable

/** How long the end may take: a disk that hangs does not keep the process. */
const closingMs = 5000

/**
 * Opens the store of a data directory, in a thread of its own. Damage is mended or told, and never keeps the show from starting.
 *
 * @throws ServerError `bad-config` where a newer program has written it
 */
export async function openStore(data: string, log: Pick<Log, 'warn' | 'info'>): Promise<Store> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { data } satisfies StoreData })
  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  const [first] = (await once(thread, 'message')) as [FromStore]
  if (first.type !== 'opened') {
    await exited
    const why = first.type === 'refused' ? first.why : 'it doesn’t open'
    throw new ServerError(
      'bad-config',
      `the store in ${data} can't be used: ${why}; use the newer program, or another folder with --data DIR`,
    )
  }
  for (const warning of first.warnings) log.warn(warning)
  const line = createLine((work) => thread.postMessage(work), log)
  thread.on('message', (message: FromStore) => {
    if (message.type === 'done') line.done(message)
    else if (message.type === 'warning') log.warn(message.text)
  })
  thread.once('error', (error) => {
    log.warn(`the store has ended: ${messageOf(error)}. The show goes on, and nothing more is kept.`)
  })
  thread.once('exit', () => line.end())
  const close = async () => {
    await Promise.race([line.drain(), sleep(closingMs, undefined, { ref: false })])
    thread.postMessage(null)
    await Promise.race([exited, sleep(closingMs, undefined, { ref: false })])
    await thread.terminate()
  }
  let closing: Promise<void> | null = null
  // Made by name of what the thread has listed, so the compiler can’t see that nothing lacks.
  return {
    ...makeFace(first.methods, line.ask),
    later: makeFace(first.methods, line.tell),
    get status() {
      return line.status
    },
    [Symbol.asyncDispose]: () => (closing ??= close()),
  } as unknown as Store
}

/** Functions by table and name, as the thread has listed them. */
function makeFace(methods: Record<string, string[]>, call: (made: Call) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(methods).map(([table, names]) => [
      table,
      Object.fromEntries(
        names.map((method) => [method, (...args: unknown[]) => call({ table: table as keyof Tables, method, args })]),
      ),
    ]),
  )
}
