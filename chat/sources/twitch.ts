import { Inbox } from '../inbox.ts'
import type { ChatMessage } from '../message.ts'
import { RecentIds } from './recent-ids.ts'
import type { ChatSource } from './source.ts'
import { TwitchLink } from './twitch-link.ts'
import { isForeign, readPrivmsg, type IrcMessage } from './twitch-message.ts'
import { identityOf, ircUrlOf, type TwitchSettings } from './twitch-settings.ts'

/** Messages that may wait for one tick, and message ids that are remembered against doubles. */
export const twitchCapacity = 5000

/** Milliseconds of the link's life; a link that lived `stableMs` starts the back-off anew. */
export const twitchTiming = {
  retryMs: 1000,
  maxRetryMs: 30_000,
  stableMs: 30_000,
  joinMs: 15_000,
  silenceMs: 60_000,
  answerMs: 10_000,
}

interface TwitchOptions {
  readonly channel: string
  readonly settings: TwitchSettings
  readonly log: (level: 'info' | 'warn', line: string) => void
  readonly timing?: typeof twitchTiming
}

/**
 * A Twitch channel's chat. Keeps a link up for ever: a lost one is made again with growing, jittered pauses; on RECONNECT
 * the next one joins before the old one is let go, and message ids keep what both deliver from counting twice.
 */
export class TwitchSource implements ChatSource {
  readonly id: string
  readonly #options: TwitchOptions
  readonly #timing: typeof twitchTiming
  readonly #inbox = new Inbox(twitchCapacity)
  readonly #recent = new RecentIds(twitchCapacity)
  readonly #links = new Set<TwitchLink>()
  #retry: NodeJS.Timeout | null = null
  #attempts = 0
  #malformed = 0
  #wasLive = false
  #closed = false

  constructor(id: string, options: TwitchOptions) {
    this.id = id
    this.#options = options
    this.#timing = options.timing ?? twitchTiming
    this.#open()
  }

  get state(): ChatSource['state'] {
    if (this.#closed) return 'closed'
    for (const link of this.#links) if (link.joinedAtMs !== null) return 'live'
    return this.#wasLive ? 'recovering' : 'pending'
  }

  get dropped(): number {
    return this.#inbox.dropped
  }

  drain(): ChatMessage[] {
    return this.#inbox.drain()
  }

  #open(): void {
    const { channel, settings } = this.#options
    this.#retry = null
    this.#attempts += 1
    const options = { url: ircUrlOf(settings), channel, identity: identityOf(settings, channel), ...this.#timing }
    const link: TwitchLink = new TwitchLink(options, {
      privmsg: (message) => this.#take(message),
      joined: () => this.#joined(link),
      reconnect: () => this.#replace(link),
      malformed: () => this.#skip(),
      notice: (id) => this.#log('warn', `Twitch says ${JSON.stringify(id.slice(0, 80))}`),
      closed: (reason) => this.#lost(link, reason),
    })
    this.#links.add(link)
  }

  #take(message: IrcMessage): void {
    if (isForeign(message)) return
    const read = readPrivmsg(this.id, message)
    if (read === null) this.#skip()
    else if (read.id === null || this.#recent.add(read.id)) this.#inbox.push(read)
  }

  #joined(link: TwitchLink): void {
    this.#wasLive = true
    this.#log('info', 'connected')
    for (const other of this.#links) if (other !== link) void other.close()
  }

  #replace(link: TwitchLink): void {
    if (this.#links.size === 1) this.#openLater(link)
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

  /** A line that is no message. Logged ever more seldom: a broken server must not fill the disk. */
  #skip(): void {
    this.#malformed += 1
    if (isPowerOfTwo(this.#malformed)) this.#log('warn', `${this.#malformed} malformed lines skipped so far`)
  }

  #log(level: 'info' | 'warn', line: string): void {
    this.#options.log(level, `${this.id}: ${line}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    await Promise.all([...this.#links].map((link) => link.close()))
  }
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count))
}
