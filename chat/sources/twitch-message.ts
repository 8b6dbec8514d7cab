import { detached } from '../detached.ts'
import type { ChatMessage } from '../message.ts'
import { withoutEmotes } from './emotes.ts'
import { withoutCheermotes } from './cheermotes.ts'

/** An IRC line as tmi.js parses it. A tag without a value is `true`, values are still escaped. */
export interface IrcMessage {
  readonly tags: Readonly<Record<string, string | true>>
  prefix: string | null
  readonly command: string
  readonly params: readonly string[]
}

/** Twitch's message ids are UUIDs of 36 characters. */
const maxId = 200

/**
 * A PRIVMSG, or what somebody wrote when they subscribed (a USERNOTICE), as a chat message; null where there is nobody
 * or nothing in it. Cheers are PRIVMSGs, and count.
 */
export function readMessage(source: string, { tags, prefix, params, command }: IrcMessage): ChatMessage | null {
  const login = detached(command === 'USERNOTICE' ? tagText(tags, 'login') : nickOf(prefix))
  const text = params[1]
  const userId = userIdOf(tags, login)
  if (text === undefined || userId === null) return null
  return {
    type: 'message',
    source,
    id: idOf(tags, 'id'),
    userId,
    login: login || null,
    user: detached(tagText(tags, 'display-name') || login),
    colour: colourOf(tags),
    text: wordsOf(text, tags),
    badges: badgeNames(tagText(tags, 'badges')),
  }
}

/** Who it is from; null where it is from nobody. */
export function userIdOf(tags: IrcMessage['tags'], login: string): string | null {
  const userId = tagText(tags, 'user-id')
  if (userId !== '') return detached(`twitch:${userId}`)
  return login === '' ? null : detached(`twitch:@${login}`)
}

/** What somebody chose for their name; null where they never did (https://dev.twitch.tv/docs/chat/irc/#privmsg-tags). */
function colourOf(tags: IrcMessage['tags']): string | null {
  const colour = tags['color']
  return typeof colour === 'string' && /^#[0-9A-Fa-f]{6}$/.test(colour) ? detached(colour) : null
}

/** Whether it was written in another channel's room, and came here by a shared chat. */
export function isForeign({ tags }: IrcMessage): boolean {
  const home = tags['source-room-id']
  return home !== undefined && home !== true && home !== tags['room-id']
}

/** A tag that holds an id; null where there is none, or none that could be Twitch's. */
export function idOf(tags: IrcMessage['tags'], key: string): string | null {
  const id = tagText(tags, key)
  return id === '' || id.length > maxId ? null : detached(id)
}

/** Who it is from, out of `nick!user@host`, where either of the last two may be missing; empty where it is from nobody. */
export function nickOf(prefix: string | null): string {
  if (prefix === null) return ''
  const mark = prefix.indexOf('!')
  const end = mark === -1 ? prefix.indexOf('@') : mark
  return end === -1 ? prefix : prefix.slice(0, end)
}

/** `subscriber/24,vip/1` → `subscriber`, `vip`. */
export function badgeNames(tag: string): string[] {
  const names: string[] = []
  for (let start = 0; start < tag.length;) {
    const comma = tag.indexOf(',', start)
    const end = comma === -1 ? tag.length : comma
    const slash = tag.indexOf('/', start)
    names.push(tag.slice(start, slash === -1 || slash > end ? end : slash))
    start = end + 1
  }
  return names
}

/** What somebody wrote, without what Twitch's own chat puts around it. */
function wordsOf(text: string, tags: IrcMessage['tags']): string {
  const said = withoutEmotes(withoutAction(text), tagText(tags, 'emotes'))
  const own = tags['reply-parent-msg-id'] === undefined ? said : withoutMention(said)
  const bits = tags['bits'] === undefined ? null : tagNumber(tags, 'bits')
  return bits === null ? own : withoutCheermotes(own, bits)
}

/** A reply begins with the name of whom it answers. Only a reply: `@bob right` is said to Bob, and is no vote. */
function withoutMention(text: string): string {
  const blank = text.startsWith('@') ? text.indexOf(' ') : -1
  return blank === -1 ? text : text.slice(blank + 1)
}

/** `/me red` arrives as `\x01ACTION red\x01` (CTCP). */
function withoutAction(text: string): string {
  const start = '\u0001ACTION '
  if (!text.startsWith(start)) return text
  return text.slice(start.length, text.endsWith('\u0001') ? -1 : undefined)
}

/** A tag's value, unescaped (https://ircv3.net/specs/extensions/message-tags#escaping-values); empty where there is none. */
export function tagText(tags: IrcMessage['tags'], key: string): string {
  const value = tags[key]
  if (typeof value !== 'string') return ''
  // Hardly any value has one: looking first is several times as fast as replacing.
  return value.includes('\\') ? unescaped(value) : value
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['s', ' '],
  [':', ';'],
  ['r', '\r'],
  ['n', '\n'],
])

function unescaped(value: string): string {
  return value.replace(/\\(.?)/gs, (_, char: string) => escapes.get(char) ?? char)
}

/** A tag's whole number, 0 to a billion; null where there is none. */
export function tagNumber(tags: IrcMessage['tags'], key: string): number | null {
  const value = tagText(tags, key)
  return /^[0-9]{1,9}$/.test(value) ? Number(value) : null
}
