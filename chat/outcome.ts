import type { Command } from '../game/index.ts'

/** Why a message did nothing. The list is closed: these are the labels of the metrics and of `/api/status`. */
export type RejectionCode =
  /** Nothing is left of it once it is cleaned. */
  | 'empty'
  /** Over 500 UTF-16 units, before or after normalising. */
  | 'too-long'
  /** Not what the game declares: chatter, mostly. */
  | 'unknown-command'
  /** A command of the game with an argument it doesn't take. */
  | 'bad-argument'
  /** The ballot of this window has no room for another choice. */
  | 'too-many-options'
  /** The ballot of this window has no room for another viewer. */
  | 'too-many-voters'
  /** More came than one tick can take. */
  | 'overloaded'

/** `sentence` can be shown to the person who typed it; it echoes at most a short, cleaned part of the message. */
export interface Rejection {
  readonly accepted: false
  readonly code: RejectionCode
  readonly sentence: string
}

/** What became of a message. */
export type Outcome = { readonly accepted: true; readonly command: Command } | Rejection

export function reject(code: RejectionCode, sentence: string): Rejection {
  return { accepted: false, code, sentence }
}
