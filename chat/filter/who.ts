import { isModerator } from '../badges.ts'
import type { ChatMessage } from '../message.ts'
import { reject, type Rejection } from '../outcome.ts'
import { knownBots } from './known-bots.ts'
import type { Audience, FilterSettings } from './settings.ts'

/** Whether somebody follows a channel; `unknown` until the platform has said so, or where it can't be asked. */
export type FollowStatus = 'yes' | 'no' | 'unknown'

/** Answers at once from what is known of a user id. */
export type Follows = (userId: string) => FollowStatus

const ignored = reject('ignored', 'this account can’t play here')

/**
 * Finds messages of bots, of the show's own accounts and of the ignore list.
 *
 * The broadcaster is let through even where the show speaks by the broadcaster's account: then a person types by it too,
 * and what the show itself says never comes in as a command, since it is made of sentences.
 * Names are only looked at where the platform has logins: on the page's own chat a name is no identity, and whoever
 * took an ignored one would be silenced for it.
 */
export function createIgnore(
  { ignore, bots }: Pick<FilterSettings, 'ignore' | 'bots'>,
  ownLogins: readonly string[],
): (message: ChatMessage) => Rejection | null {
  const own = new Set(ownLogins.map(plain))
  const listed = new Set(ignore.map(plain).filter((entry) => entry !== ''))
  const logins = new Set([...(bots ? knownBots : []), ...listed])
  return ({ login, userId, user, badges }) => {
    if (listed.size > 0 && listed.has(userId.toLowerCase())) return ignored
    if (login === null) return null
    if (logins.has(login) || (own.has(login) && !badges.includes('broadcaster'))) return ignored
    return listed.size > 0 && listed.has(plain(user)) ? ignored : null
  }
}

/** As people write it in a list: `@Alice `. */
function plain(entry: string): string {
  const name = entry.trim().toLowerCase()
  return name.startsWith('@') ? name.slice(1) : name
}

/** Badges by the smallest audience that they belong to, moderators apart. A founder is one of the first subscribers. */
const badgesOf = {
  vips: ['vip'],
  subscribers: ['subscriber', 'founder'],
} as const

const notAllowed = {
  followers: reject('not-allowed', 'only followers can play at the moment'),
  subscribers: reject('not-allowed', 'only subscribers can play at the moment'),
  vips: reject('not-allowed', 'only VIPs can play at the moment'),
  moderators: reject('not-allowed', 'only moderators can play at the moment'),
} as const

/** Lets through the audience that the show is open to. Whoever has a badge that is enough is not asked for following. */
export function createAudience(
  open: Audience,
  follows: Follows,
): (message: ChatMessage) => Rejection | 'unknown' | null {
  if (open === 'everyone') return () => null
  const enough: ReadonlySet<string> = new Set([
    ...(open === 'moderators' ? [] : badgesOf.vips),
    ...(open === 'moderators' || open === 'vips' ? [] : badgesOf.subscribers),
  ])
  const refusal = notAllowed[open]
  return ({ badges, userId }) => {
    if (isModerator(badges) || badges.some((badge) => enough.has(badge))) return null
    if (open !== 'followers') return refusal
    const answer = follows(userId)
    if (answer === 'unknown') return 'unknown'
    return answer === 'yes' ? null : refusal
  }
}
