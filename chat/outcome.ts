import type { Command } from '../game/index.ts'

/** Why a message did nothing. The list is closed: these are the labels of the metrics and of `/api/status`. */
export const rejectionCodes = [
  /** Nothing is left of it once it is cleaned. */
  'empty',
  /** Over 500 UTF-16 units, before or after normalising. */
  'too-long',
  /** Not what the game declares: chatter, mostly. */
  'unknown-command',
  /** A command of the game with an argument it doesn't take. */
  'bad-argument',
  /** A command of the game that its rules don't allow at this moment. */
  'against-rules',
  /** It holds a term that must not be displayed. */
  'blocked',
  /** Commands of the game, combined in a way that it doesn't allow. */
  'bad-combination',
  /** A runoff is between two options, and this is neither. */
  'not-on-ballot',
  /** The line of waiting commands is full. */
  'queue-full',
  /** A moderator has taken the option off the vote. */
  'vetoed',
  /** A moderator has sent them out of the game. */
  'banned',
  /** Nobody is heard in this chat at the moment. */
  'muted',
  /** The game stands still. */
  'paused',
  /** From a bot, or somebody on the ignore list. */
  'ignored',
  /** The show is open to followers, subscribers, VIPs or moderators only. */
  'not-allowed',
  /** It was deleted, or its author sent out, before it was read. */
  'withdrawn',
  /** The same person wrote the same a moment ago. */
  'repeated',
  /** The same person wrote too much lately. */
  'rate-limited',
  /** The ballot of this window has no room for another choice. */
  'too-many-options',
  /** The ballot of this window has no room for another viewer. */
  'too-many-voters',
  /** More came than one tick can take. */
  'overloaded',
] as const
/** One of `rejectionCodes`. */
export type RejectionCode = (typeof rejectionCodes)[number]

/** `sentence` can be shown to the person who typed it; it echoes at most a short, cleaned part of the message. */
export interface Rejection {
  readonly accepted: false
  readonly code: RejectionCode
  readonly sentence: string
  /** The game's own word that was probably meant, where there is one. */
  readonly meant?: string
}

/** `note` is for the person who typed it, where there is something to say: an answer to `!help`, "queued: 4 before you". */
export interface Acceptance {
  readonly accepted: true
  readonly command: Command
  readonly note?: string
  /** It acts for who typed it, and is no ballot of theirs. */
  readonly isOwn?: true
}

/** What became of a message. */
export type Outcome = Acceptance | Rejection

export function reject(code: RejectionCode, sentence: string): Rejection {
  return { accepted: false, code, sentence }
}
