import type { ChatEvent, ChatMessage } from '../../chat/index.ts'
import type { ChatItem } from '../../chat/sources/source.ts'
import type { TwitchSettings } from '../../chat/sources/twitch-settings.ts'
import { TwitchSource, twitchTiming, type TwitchTiming } from '../../chat/sources/twitch.ts'
import { until } from './chat.ts'
import type { TwitchIrc } from './twitch-irc.ts'

/** Links that lose patience within a second. */
export const quickTiming: TwitchTiming = {
  ...twitchTiming,
  retryMs: 20,
  maxRetryMs: 100,
  joinMs: 500,
  silenceMs: 150,
  answerMs: 600,
  loginMs: 300,
}

export interface OpenOptions {
  readonly channel?: string
  readonly shared?: boolean
  readonly settings?: Partial<TwitchSettings>
  /** Takes what is logged. */
  readonly lines?: string[]
  readonly timing?: TwitchTiming
}

/** A channel's chat, read from a stand-in, with nothing in front of it that parses or votes. */
export function openTwitch(url: string, options: OpenOptions = {}): TwitchSource {
  const { channel = 'bob', shared = false, lines = [], timing = quickTiming } = options
  const settings = { username: null, token: null, ircUrl: url, ...options.settings }
  return new TwitchSource(`twitch:${channel}`, {
    channel,
    shared,
    settings,
    timing,
    log: (_, line) => lines.push(line),
  })
}

/** The same, when the channel is joined and what came with that is read. */
export async function joinTwitch(irc: TwitchIrc, options: OpenOptions = {}): Promise<TwitchSource> {
  const source = openTwitch(irc.url, options)
  await until('the channel is joined', () => source.state === 'live')
  source.drain()
  return source
}

export function isMessage(item: ChatItem): item is ChatMessage {
  return item.type === 'message'
}

export function isEvent(item: ChatItem): item is ChatEvent {
  return item.type !== 'message'
}

let ends = 0

/** Has a last message said into the channel, and gives what came before it. */
export async function readToEnd(irc: TwitchIrc, source: TwitchSource, channel = 'bob'): Promise<ChatItem[]> {
  const end = `end-${(ends += 1)}`
  const items: ChatItem[] = []
  irc.say(channel, { login: 'end', userId: '0', text: end, id: end })
  const isEnd = (item: ChatItem) => isMessage(item) && item.text === end
  await until('the end has come', () => {
    items.push(...source.drain())
    return items.some(isEnd)
  })
  return items.filter((item) => !isEnd(item))
}
