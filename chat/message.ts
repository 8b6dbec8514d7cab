import type { Outcome } from './outcome.ts'

/** One chat message, whatever it came from. `user` and `text` are raw: only the parser and `cleanName` may read them. */
export interface ChatMessage {
  readonly type: 'message'
  /** The chat URL of its source: `twitch:channel`, `local:`, `file:…`, `crowd:…`. */
  readonly source: string
  /** The platform's message id, for de-duplication; null where it has none. */
  readonly id: string | null
  /** Unique within the show, prefixed by platform so that nobody can pose as a viewer of another: `twitch:1234`. */
  readonly userId: string
  /** Name to mention in a reply, of letters, digits and underscores; null where the platform has none. */
  readonly login: string | null
  /** Display name. */
  readonly user: string
  /** Colour of the name in its chat, `#rrggbb`; null where it has none. */
  readonly colour: string | null
  readonly text: string
  /** Names without versions: `subscriber`, `vip`, `moderator`, `broadcaster`, … */
  readonly badges: readonly string[]
  /** Told once what became of the message. */
  readonly respond?: (outcome: Outcome) => void
}
