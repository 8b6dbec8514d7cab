import type { ChatEvent } from '../event.ts'
import type { ChatMessage } from '../message.ts'

/** What a source delivers; events are in order with the messages that they are about. */
export type ChatItem = ChatMessage | ChatEvent

/** Where messages come from: a channel, the page's own chat, a recorded file, a simulated crowd. */
export interface ChatSource extends AsyncDisposable {
  /** The chat URL it was opened from. */
  readonly id: string
  /** `pending` until the first message could come, `recovering` while a lost link is made again, `closed` for ever after. */
  readonly state: 'pending' | 'live' | 'recovering' | 'closed'
  /**
   * Items due until `showMs` (whole milliseconds of the show's own time), oldest first.
   * Live sources give what has arrived since the last drain, whatever `showMs`.
   * At most `limit` items, 0 or more: the rest stays for the next time.
   */
  drain(showMs: number, limit: number): Iterable<ChatItem>
  /** Items that wait now, to be drained. */
  readonly waiting: number
  /** Messages lost at the bound of its queue. */
  readonly dropped: number
  /** Lets go of so many of its oldest messages at most, counts them as dropped, and tells how many. Only live sources can. */
  shed?(count: number): number
  /** Leaves out what was due until `showMs`: a show that goes on had it before. Only recordings and crowds can. */
  skip?(showMs: number): void
  /** How a line leaves to the people in this chat; null where it never can. */
  readonly voice?: Voice | null
}

/** The show's own voice in a chat. */
export interface Voice {
  /** False while there is no link or no login: what is said then is lost. */
  readonly isReady: boolean
  /** Whether the account is the channel's own or a moderator, and so may say more. */
  readonly isModerator: boolean
  /** Says one line. @throws TypeError for a line over 500 characters, with a line break, or beginning with `/` or `.` */
  say(line: string): void
}
