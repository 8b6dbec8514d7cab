import type { StoreFailure } from './error.ts'
import type { Tables } from './tables.ts'

/** One call of a table's function. */
export interface Call {
  readonly table: keyof Tables
  readonly method: string
  readonly args: readonly unknown[]
}

/** What the thread of the store is given to do at once. One such message is on its way at a time. */
export interface Work {
  /** Written in one transaction, before anything is asked. */
  readonly later: readonly Call[]
  /** A transaction each. */
  readonly asked: readonly Call[]
}

/** Null asks the thread to close the database and end. */
export type ToStore = Work | null

export type Answer = { readonly value: unknown } | { readonly failure: StoreFailure }

export type FromStore =
  | { readonly type: 'opened'; readonly methods: Record<string, string[]>; readonly warnings: readonly string[] }
  /** It was written by a newer program. */
  | { readonly type: 'refused'; readonly why: string }
  | {
      readonly type: 'done'
      /** Why none of the later calls was written, though they may be another time; null where they were. */
      readonly failure: StoreFailure | null
      /** Of single calls that were wrong in themselves. */
      readonly faults: readonly StoreFailure[]
      readonly answers: readonly Answer[]
    }
  | { readonly type: 'warning'; readonly text: string }

export interface StoreData {
  readonly data: string
}
