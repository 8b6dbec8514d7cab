import type { ChatMessage } from '../message.ts'

/** Where messages come from: a channel, the page's own chat, a recorded file, a simulated crowd. */
export interface ChatSource extends AsyncDisposable {
  /** The chat URL it was opened from. */
  readonly id: string
  /** `pending` until the first message could come, `recovering` while a lost link is made again, `closed` for ever after. */
  readonly state: 'pending' | 'live' | 'recovering' | 'closed'
  /**
   * Messages due until `showMs` (whole milliseconds of the show's own time), oldest first.
   * Live sources give what has arrived since the last drain, whatever `showMs`.
   */
  drain(showMs: number): Iterable<ChatMessage>
  /** Messages lost at the bound of its queue. */
  readonly dropped: number
}
