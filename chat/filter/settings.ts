/** Who may play, each with all that come after it: moderators and the broadcaster always may. */
export const audiences = ['everyone', 'followers', 'subscribers', 'vips', 'moderators'] as const

export type Audience = (typeof audiences)[number]

/** What a streamer can set about who plays, how fast, and which words are never shown. */
export interface FilterSettings {
  /** Logins, user ids (`twitch:1234`) or display names of accounts whose messages do nothing. */
  readonly ignore: readonly string[]
  /** Whether the well-known chat bots are ignored as well. */
  readonly bots: boolean
  readonly open: Audience
  /** Commands that one viewer may give at once after a pause: a whole number, 1 to 1000. */
  readonly burst: number
  /** Commands a second that one viewer may give for ever, over 0 to 1000. */
  readonly perSecond: number
  /** The same command of the same viewer within so many milliseconds counts once, 0 to 60,000; 0 is off. */
  readonly repeatMs: number
  /** Terms that are never shown, besides those of the English list; each of two letters or more, found inside words too. */
  readonly blocked: readonly string[]
}

/**
 * The repeat time only catches the doubles of a stuck key, a nervous finger or a resent message: to type `up` again and
 * again is how such games are played.
 */
export const defaultFilterSettings: FilterSettings = {
  ignore: [],
  bots: true,
  open: 'everyone',
  burst: 8,
  perSecond: 2,
  repeatMs: 500,
  blocked: [],
}
