import { ChatError, named } from './error.ts'

/** Where chat comes from. `url` is the text it was read from, and names the source everywhere else. */
export type ChatUrl =
  | { readonly kind: 'local'; readonly url: string }
  /** `shared`: what is written in the rooms that share their chat with this channel's counts as well. */
  | { readonly kind: 'twitch'; readonly url: string; readonly channel: string; readonly shared?: true }
  | { readonly kind: 'file'; readonly url: string; readonly path: string }
  /** `seed` is null where the URL names none: the show's own is used. */
  | { readonly kind: 'crowd'; readonly url: string; readonly viewers: number; readonly seed: number | null }

const choices = 'local:, twitch:CHANNEL, file:PATH.jsonl, crowd:N?seed=S'
const channelName = /^[A-Za-z0-9_]{1,25}$/
const maxViewers = 100_000
const maxSeed = 2 ** 32 - 1

/**
 * Reads a chat URL without opening it.
 *
 * @example parseChatUrl('crowd:500?seed=7') // { kind: 'crowd', url: 'crowd:500?seed=7', viewers: 500, seed: 7 }
 * @throws {ChatError} `bad-url`, whose sentence names the URL and the valid choices
 */
export function parseChatUrl(text: string): ChatUrl {
  const colon = text.indexOf(':')
  const kind = text.slice(0, Math.max(colon, 0))
  const rest = text.slice(colon + 1)
  if (kind === 'local') return parseLocal(text, rest)
  if (kind === 'twitch') return parseTwitch(text, rest)
  if (kind === 'file') return parseFile(text, rest)
  if (kind === 'crowd') return parseCrowd(text, rest)
  return wrong(text, `is none of ${choices}`)
}

function wrong(url: string, why: string): never {
  throw new ChatError('bad-url', `chat URL ${named(url)} ${why}`)
}

function parseLocal(url: string, rest: string): ChatUrl {
  return rest === ''
    ? { kind: 'local', url }
    : wrong(url, 'has something after the colon; the page’s own chat is just local:')
}

function parseTwitch(url: string, rest: string): ChatUrl {
  const question = rest.indexOf('?')
  const channel = question === -1 ? rest : rest.slice(0, question)
  const option = question === -1 ? null : rest.slice(question + 1)
  // Twitch logins: letters, digits and underscores. Anything else would also end up inside an IRC line.
  if (!channelName.test(channel))
    wrong(url, 'needs a channel of 1 to 25 letters, digits or underscores, such as twitch:somebody')
  const twitch = { kind: 'twitch', url, channel: channel.toLowerCase() } as const
  if (option === 'shared=yes') return { ...twitch, shared: true }
  return option === null || option === 'shared=no'
    ? twitch
    : wrong(url, 'may have ?shared=yes after the channel, which takes the messages of a shared chat, and nothing else')
}

function parseFile(url: string, rest: string): ChatUrl {
  if (rest === '' || rest.includes('\0')) wrong(url, 'needs the path of a recorded chat, such as file:chat.jsonl')
  return { kind: 'file', url, path: rest }
}

function parseCrowd(url: string, rest: string): ChatUrl {
  const match = /^([0-9]{1,9})(?:\?seed=([0-9]{1,10}))?$/.exec(rest)
  if (!match) return wrong(url, 'is not of the form crowd:N or crowd:N?seed=S, such as crowd:500?seed=7')
  const viewers = Number(match[1])
  const seed = match[2] === undefined ? null : Number(match[2])
  if (viewers < 1 || viewers > maxViewers) wrong(url, `has ${viewers} viewers, and may have 1 to ${maxViewers}`)
  if (seed !== null && seed > maxSeed) wrong(url, `has a seed of ${seed}, and may have 0 to ${maxSeed}`)
  return { kind: 'crowd', url, viewers, seed }
}

/** Reads all chat URLs of a show; a source may be given once only, or its viewers would vote twice. */
export function parseChatUrls(urls: readonly string[]): ChatUrl[] {
  const parsed = urls.map(parseChatUrl)
  const seen = new Set<string>()
  for (const url of parsed) {
    const source = url.kind === 'twitch' ? `twitch:${url.channel}` : url.url
    if (seen.has(source)) wrong(url.url, 'is given twice')
    seen.add(source)
  }
  return parsed
}
