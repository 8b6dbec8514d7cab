import { detached } from '../detached.ts'
import type { ChatEvent } from '../event.ts'
import type { GiftBombs } from './gift-bombs.ts'
import { idOf, tagNumber, tagText, userIdOf, type IrcMessage } from './twitch-message.ts'

/** Twitch's own account for gifts whose giver wants no name: https://www.twitch.tv/ananonymousgifter */
const anonymous = { userId: 'twitch:274598607', user: 'AnAnonymousGifter' } as const

/** CLEARMSG: a moderator deleted a message. Null where it doesn't say which. */
export function readClearmsg(source: string, { tags }: IrcMessage): ChatEvent | null {
  const messageId = idOf(tags, 'target-msg-id')
  return messageId === null ? null : { type: 'message-deleted', source, messageId }
}

/** CLEARCHAT: somebody was timed out, where it has a duration, or banned; or the whole chat was cleared. */
export function readClearchat(source: string, { tags, params }: IrcMessage): ChatEvent {
  const login = params[1] ?? ''
  const target = idOf(tags, 'target-user-id')
  const userId = target === null ? userIdOf({}, login) : `twitch:${target}`
  if (userId === null) return { type: 'chat-cleared', source }
  if (tags['ban-duration'] === undefined) return { type: 'user-banned', source, userId }
  return { type: 'user-timed-out', source, userId, seconds: tagNumber(tags, 'ban-duration') ?? 1 }
}

/** The bits of a PRIVMSG; null where it has none. */
export function readCheer(source: string, { tags }: IrcMessage, from: Person): ChatEvent | null {
  const bits = tags['bits'] === undefined ? null : tagNumber(tags, 'bits')
  return bits === null || bits === 0 ? null : { type: 'cheer', source, ...personOf(from), bits }
}

interface Person {
  readonly userId: string
  readonly user: string
}

function personOf({ userId, user }: Person): Person {
  return { userId, user }
}

/** What a USERNOTICE is about: in a shared chat its own word is `sharedchatnotice`, and another tag has the first one. */
export function noticeKind({ tags }: IrcMessage): string {
  const kind = tagText(tags, 'msg-id')
  return kind === 'sharedchatnotice' ? tagText(tags, 'source-msg-id') : kind
}

/** Sub, gift or raid (https://dev.twitch.tv/docs/chat/irc/#usernotice-tags); null for what tells of nothing that is counted. */
export function readUsernotice(source: string, message: IrcMessage, bombs: GiftBombs): ChatEvent | null {
  const { tags } = message
  const kind = noticeKind(message)
  const by = giverOf(kind, tags)
  if (by === null) return null
  const tier = tierOf(tagText(tags, 'msg-param-sub-plan'))
  if (kind === 'sub' || kind === 'resub') return { type: 'sub', source, ...by, months: monthsOf(tags), tier }
  if (kind === 'raid') return { type: 'raid', source, ...by, viewers: tagNumber(tags, 'msg-param-viewerCount') ?? 0 }
  const count = giftsOf(kind, tags, bombs)
  return count === 0 ? null : { type: 'gift', source, ...by, count, tier }
}

function giverOf(kind: string, tags: IrcMessage['tags']): Person | null {
  if (kind.startsWith('anon')) return anonymous
  const login = tagText(tags, 'login')
  const userId = userIdOf(tags, login)
  return userId === null ? null : { userId, user: detached(tagText(tags, 'display-name') || login) }
}

function giftsOf(kind: string, tags: IrcMessage['tags'], bombs: GiftBombs): number {
  const ids = [idOf(tags, 'msg-param-community-gift-id'), idOf(tags, 'msg-param-origin-id')].filter((id) => id !== null)
  if (kind === 'subgift' || kind === 'anonsubgift') return bombs.single(ids) ? 1 : 0
  if (kind !== 'submysterygift' && kind !== 'anonsubmysterygift') return 0
  return bombs.announce(ids, tagNumber(tags, 'msg-param-mass-gift-count') ?? 0)
}

/** `msg-param-months` is what older notices have, and 0 in a first one. */
function monthsOf(tags: IrcMessage['tags']): number {
  const months = tagNumber(tags, 'msg-param-cumulative-months') ?? tagNumber(tags, 'msg-param-months')
  return Math.max(1, months ?? 1)
}

/** `1000`, `2000`, `3000`; `Prime` is worth a first tier. */
function tierOf(plan: string): number {
  return plan === '2000' ? 2 : plan === '3000' ? 3 : 1
}

/** ROOMSTATE: all settings after a join, later those that changed. Null where none is in it. */
export function readRoomstate(source: string, { tags }: IrcMessage): ChatEvent | null {
  const emoteOnly = flagOf(tags['emote-only'])
  const subscribersOnly = flagOf(tags['subs-only'])
  const uniqueOnly = flagOf(tags['r9k'])
  const slowSeconds = spanOf(tags['slow'], '0')
  // Here 0 is any follower, however new.
  const followersMinutes = spanOf(tags['followers-only'], '-1')
  const settings = {
    ...(emoteOnly !== undefined && { emoteOnly }),
    ...(subscribersOnly !== undefined && { subscribersOnly }),
    ...(uniqueOnly !== undefined && { uniqueOnly }),
    ...(slowSeconds !== undefined && { slowSeconds }),
    ...(followersMinutes !== undefined && { followersMinutes }),
  }
  return Object.keys(settings).length === 0 ? null : { type: 'room-settings', source, ...settings }
}

type Tag = string | true | undefined

function flagOf(tag: Tag): boolean | undefined {
  return tag === '0' || tag === '1' ? tag === '1' : undefined
}

function spanOf(tag: Tag, off: string): number | null | undefined {
  if (tag === off) return null
  return typeof tag === 'string' && /^[0-9]{1,9}$/.test(tag) ? Number(tag) : undefined
}
