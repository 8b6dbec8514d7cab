/**
 * Twitch's limits for one account (https://dev.twitch.tv/docs/chat/#rate-limits): 20 messages in 30 s, or 100 where it is the
 * broadcaster or a moderator of the channel, and one a second in a channel where it is neither.
 */
export const limits = { windowMs: 30_000, lines: 20, moderatorLines: 100, channelMs: 1000 } as const

/** The way to Twitch can take longer for one line than for the next, which brings the two closer together. */
const windowMs = limits.windowMs + 500
const channelMs = limits.channelMs + 100

/** How fast one account may speak, over all its channels. */
export interface SpeechLimits {
  /** `nowMs` is monotonic. */
  allows(channel: string, isModerator: boolean, nowMs: number): boolean
  /** A line has left, or may have. */
  spend(channel: string, nowMs: number): void
}

/**
 * An exact sliding window: a ring of the times of the last 100 lines.
 *
 * Every line counts, wherever it went, and the channel that the next one goes to says how many there may be: so does
 * Twitch. Its one line a second we keep to as a moderator as well, since a bot that says more is a nuisance.
 */
export function createSpeechLimits(): SpeechLimits {
  const times = new Float64Array(limits.moderatorLines).fill(-Infinity)
  let count = 0
  /** One entry a channel that the show speaks in. */
  const lastIn = new Map<string, number>()
  /** When the line was said that lies `back` lines before the next one; 1 is the last. */
  const before = (back: number): number => times[(count - back + times.length) % times.length] ?? -Infinity

  return {
    allows(channel, isModerator, nowMs) {
      const most = isModerator ? limits.moderatorLines : limits.lines
      return nowMs - before(most) >= windowMs && nowMs - (lastIn.get(channel) ?? -Infinity) >= channelMs
    },
    spend(channel, nowMs) {
      times[count] = nowMs
      count = (count + 1) % times.length
      lastIn.set(channel, nowMs)
    },
  }
}
