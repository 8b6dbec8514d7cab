import type { ChatMessage } from '../message.ts'

/** An IRC line as tmi.js parses it. A tag without a value is `true`, values are still escaped. */
export interface IrcMessage {
  readonly tags: Readonly<Record<string, string | true>>
  prefix: string | null
  readonly command: string
  readonly params: readonly string[]
}

/** A PRIVMSG as a chat message; null where there is nobody or nothing in it. Cheers are PRIVMSGs, and count. */
export function readPrivmsg(source: string, { tags, prefix, params }: IrcMessage): ChatMessage | null {
  const login = prefix?.split('!', 1)[0] ?? ''
  const text = params[1]
  const userId = tagText(tags, 'user-id') || (login && `@${login}`)
  if (text === undefined || userId === '') return null
  return {
    source,
    id: tagText(tags, 'id') || null,
    userId: `twitch:${userId}`,
    user: tagText(tags, 'display-name') || login,
    text: withoutAction(text),
    badges: badgeNames(tagText(tags, 'badges')),
  }
}

/** Whether it was written in another channel's room, and came here by a shared chat. */
export function isForeign({ tags }: IrcMessage): boolean {
  const home = tagText(tags, 'source-room-id')
  return home !== '' && home !== tagText(tags, 'room-id')
}

/** `subscriber/24,vip/1` → `subscriber`, `vip`. */
function badgeNames(tag: string): string[] {
  return tag === '' ? [] : tag.split(',').map((badge) => badge.split('/', 1)[0] ?? '')
}

/** `/me red` arrives as `\x01ACTION red\x01` (CTCP). */
function withoutAction(text: string): string {
  const start = '\u0001ACTION '
  if (!text.startsWith(start)) return text
  return text.slice(start.length, text.endsWith('\u0001') ? -1 : undefined)
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['s', ' '],
  [':', ';'],
  ['r', '\r'],
  ['n', '\n'],
])

/** A tag's value, unescaped (https://ircv3.net/specs/extensions/message-tags#escaping-values); empty where there is none. */
function tagText(tags: IrcMessage['tags'], key: string): string {
  const value = tags[key]
  return typeof value === 'string' ? value.replace(/\\(.?)/gs, (_, char: string) => escapes.get(char) ?? char) : ''
}
