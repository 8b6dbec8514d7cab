import type { ChatUrl } from '../url.ts'
import { Inbox } from '../inbox.ts'
import { RecentIds } from './recent-ids.ts'
import type { ChatItem, ChatSource, Voice } from './source.ts'
import { TwitchLink } from './twitch-link.ts'
import { tagText, type IrcMessage } from './twitch-message.ts'
import { createTwitchReader } from './twitch-reader.ts'
import { identityOf, ircUrlOf, type TwitchSettings } from './twitch-settings.ts'
import { createTwitchVoice } from './twitch-voice.ts'

/** Messages that may wait for one tick. */
export const twitchCapacity = 5000
/** Message ids that are remembered against doubles, of all channels together. */
const recentCapacity = 20_000
/** Different notices of Twitch's that are logged each. */
const maxNotices = 50

/** Milliseconds of the link's life; a link that lived `stableMs` starts the back-off anew. */
export const twitchTiming = {
  retryMs: 1000,
  maxRetryMs: 30_000,
  stableMs: 30_000,
  joinMs: 15_000,
  silenceMs: 60_000,
  answerMs: 10_000,
  /** Between two tries of a login that was refused. */
  loginMs: 600_000,
}

export type TwitchTiming = typeof twitchTiming

interface TwitchOptions {
  readonly channel: string
  readonly shared?: boolean
  readonly settings: TwitchSettings
  /** One for all channels of a show: a shared chat brings the same message into several. */
  readonly recent?: RecentIds
  readonly log: (level: 'info' | 'warn', line: string) => void
  readonly timing?: TwitchTiming
}

/** Opens the Twitch channels of a show, which know of each other's messages. */
export function createTwitchOpener(options: Pick<TwitchOptions, 'settings' | 'log'>) {
  const recent = new RecentIds(recentCapacity)
  return (url: ChatUrl & { kind: 'twitch' }) =>
    new TwitchSource(url.url, { ...options, channel: url.channel, shared: url.shared === true, recent })
}

/**
 * A Twitch channel's chat. Keeps a link up for ever: a lost one is made again with growing, jittered pauses; on RECONNECT
 * the next one joins before the old one is let go, and message ids keep what both deliver from counting twice. Where the
 * login is refused it reads anonymously, and tries the login again later: a show whose token ran out can still be played.
 */
export class TwitchSource implements ChatSource {
  readonly id: string
  readonly voice: Voice | null
  /** The channel's id at Twitch; null until it was joined. */
  broadcasterId: string | null = null
  readonly #options: TwitchOptions
  readonly #timing: TwitchTiming
  readonly #inbox = new Inbox(twitchCapacity)
  readonly #read: (message: IrcMessage) => void
  readonly #links = new Set<TwitchLink>()
  readonly #counts = new Map<string, number>()
  #retry: NodeJS.Timeout | null = null
  #login: NodeJS.Timeout | null = null
  #attempts = 0
  #unread = 0
  #wasLive = false
  #closed = false

  constructor(id: string, options: TwitchOptions) {
    const { channel, settings, recent = new RecentIds(recentCapacity), shared = false } = options
    this.id = id
    this.#options = options
    this.#timing = options.timing ?? twitchTiming
    this.#read = createTwitchReader({
      source: id,
      shared,
      recent,
      item: (item) => this.#put(item),
      malformed: () => this.#seldom('malformed lines', (count) => `${count} malformed lines skipped so far`),
    })
    const { username } = identityOf(settings, channel)
    this.voice = username === undefined ? null : createTwitchVoice({ links: this.#links, isOwn: username === channel })
    this.#open()
  }

  get state(): ChatSource['state'] {
    if (this.#closed) return 'closed'
    for (const link of this.#links) if (link.joinedAtMs !== null) return 'live'
    return this.#wasLive ? 'recovering' : 'pending'
  }

  get dropped(): number {
    return this.#inbox.dropped + this.#unread
  }

  get waiting(): number {
    return this.#inbox.waiting
  }

  shed(count: number): number {
    return this.#inbox.shed(count)
  }

  drain(_showMs = 0, limit = Infinity): ChatItem[] {
    return this.#inbox.drain(limit)
  }

  #open(isAnonymous = false): void {
    const { channel, settings } = this.#options
    const identity = isAnonymous ? {} : identityOf(settings, channel)
    this.#retry = null
    this.#attempts += 1
    const link: TwitchLink = new TwitchLink(
      { url: ircUrlOf(settings), channel, identity, ...this.#timing },
      {
        message: (message) => this.#take(message),
        joined: () => this.#joined(link),
        reconnect: () => this.#replace(link),
        malformed: () => this.#seldom('malformed lines', (count) => `${count} malformed lines skipped so far`),
        dropped: (lines) => this.#skip(lines),
        notice: (notice) => this.#notice(notice),
        refused: () => this.#refused(link, identity.password !== undefined),
        closed: (reason) => this.#lost(link, reason),
      },
    )
    this.#links.add(link)
  }

  #take(message: IrcMessage): void {
    if (this.#closed) return
    if (message.command === 'ROOMSTATE') this.broadcasterId = tagText(message.tags, 'room-id') || this.broadcasterId
    this.#read(message)
  }

  #put(item: ChatItem): void {
    const before = this.#inbox.droppedEvents
    this.#inbox.push(item)
    if (this.#inbox.droppedEvents > before)
      this.#seldom('lost events', (count) => `${count} events lost so far, since too many came in one tick`)
  }

  #joined(link: TwitchLink): void {
    this.#wasLive = true
    this.#log('info', 'connected')
    for (const other of this.#links) if (other !== link) void other.close()
  }

  #replace(link: TwitchLink): void {
    // A link that is gone may still have lines that wait to be read.
    if (this.#links.size === 1 && this.#links.has(link)) this.#openLater(link)
  }

  /** Goes on without the login, and tries it again with the next link or after a while. */
  #refused(link: TwitchLink, hadToken: boolean): void {
    void link.close()
    if (!hadToken || this.#closed) return
    this.#seldom(
      'refused logins',
      () => 'login refused: check TWITCH_USERNAME and TWITCH_TOKEN; reading without a login until it is accepted',
    )
    if (this.#links.size === 1) this.#open(true)
    if (this.#login !== null) clearTimeout(this.#login)
    this.#login = setTimeout(() => {
      this.#login = null
      if (this.#links.size === 1 && this.voice?.isReady === false) this.#open()
    }, this.#timing.loginMs)
  }

  #lost(link: TwitchLink, reason: string): void {
    this.#links.delete(link)
    if (this.#closed || this.#links.size > 0) return
    if (isPowerOfTwo(this.#attempts)) this.#log('warn', `not connected (${reason}), trying again`)
    this.#openLater(link)
  }

  #openLater(link: TwitchLink): void {
    const { retryMs, maxRetryMs, stableMs } = this.#timing
    if (this.#retry !== null || this.#closed) return
    if (link.joinedAtMs !== null && performance.now() - link.joinedAtMs > stableMs) this.#attempts = 1
    const pauseMs = Math.min(maxRetryMs, retryMs * 2 ** Math.min(this.#attempts - 1, 16))
    // Half of it is chance, so that everybody whom an outage cut off doesn't come back in the same moment.
    this.#retry = setTimeout(() => this.#open(), pauseMs * (0.5 + Math.random() / 2))
  }

  #skip(lines: number): void {
    this.#unread += lines
    this.#seldom('floods', () => `${this.#unread} lines of a flood thrown away unread so far`)
  }

  /** The server's own word, cut: it is only meant to be an id such as `msg_banned`. */
  #notice(notice: string): void {
    const known = this.#counts.has(notice) || this.#counts.size < maxNotices
    const id = known ? notice.slice(0, 80) : 'more'
    this.#seldom(id, (count) => `Twitch says ${JSON.stringify(id)}${count > 1 ? `, ${count} times so far` : ''}`)
  }

  /** Logs what happens again and again ever more seldom: a broken server must not fill the disk. */
  #seldom(what: string, line: (count: number) => string): void {
    const count = (this.#counts.get(what) ?? 0) + 1
    this.#counts.set(what, count)
    if (isPowerOfTwo(count)) this.#log('warn', line(count))
  }

  #log(level: 'info' | 'warn', line: string): void {
    this.#options.log(level, `${this.id}: ${line}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    if (this.#login !== null) clearTimeout(this.#login)
    await Promise.all(
      [...this.#links].map((link) => {
        link.forget()
        return link.close()
      }),
    )
  }
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count))
}
