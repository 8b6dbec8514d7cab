import type { DeedRefusal } from '../../chat/index.ts'
import type { Act } from '../journal/act.ts'

/** Why nothing came of something that was asked for. */
export type RefusalCode = DeedRefusal['code'] | 'not-possible'

/** It is done with the next tick. `undo` is what undoes it, and null where nothing can. */
export interface DoneWish {
  readonly isDone: true
  readonly act: Act
  readonly undo: Act | null
}

/** What came of asking for something. */
export type Done =
  | DoneWish
  /** The sentence is for whoever asked. */
  | { readonly isDone: false; readonly code: RefusalCode; readonly sentence: string }

export const refuse = (code: RefusalCode, sentence: string): Done => ({ isDone: false, code, sentence })
