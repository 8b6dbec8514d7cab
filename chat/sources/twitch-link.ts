import { WebSocket } from 'ws'
import { runTmi } from './tmi.ts'
import type { IrcMessage } from './twitch-message.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

/** Twitch sends many lines in a frame, but never near this much. */
const maxFrameBytes = 4 * 2 ** 20
/** How long the server may take to answer our close, before the socket is cut. */
const closeMs = 500

export interface LinkOptions {
  readonly url: string
  readonly channel: string
  readonly identity: { readonly username?: string; readonly password?: string }
  /** Until the channel is joined; silence until a PING; until its answer. */
  readonly joinMs: number
  readonly silenceMs: number
  readonly answerMs: number
}

export interface LinkEvents {
  readonly privmsg: (message: IrcMessage) => void
  readonly joined: () => void
  /** The server is about to close the link, and asks for another. */
  readonly reconnect: () => void
  readonly malformed: () => void
  /** The server's word on the channel or the login, as one of its message ids: `msg_channel_suspended`. */
  readonly notice: (id: string) => void
  readonly closed: (reason: string) => void
}

/** One connection to Twitch's chat, from socket to socket's end. It is never used again. */
export class TwitchLink {
  /** When the channel was joined, on the monotonic clock; null before. */
  joinedAtMs: number | null = null
  readonly #socket: WebSocket
  readonly #options: LinkOptions
  readonly #events: LinkEvents
  readonly #watchdog: Watchdog
  readonly #joinTimer: NodeJS.Timeout
  #reason = 'closed by the server'

  constructor(options: LinkOptions, events: LinkEvents) {
    this.#options = options
    this.#events = events
    this.#socket = new WebSocket(options.url, { handshakeTimeout: options.joinMs, maxPayload: maxFrameBytes })
    this.#joinTimer = setTimeout(() => this.#cut('the channel was not joined in time'), options.joinMs)
    this.#watchdog = createWatchdog({
      ...options,
      probe: () => this.#probe(),
      lost: () => this.#cut('no answer to PING'),
    })
    this.#listen()
    runTmi({
      socket: this.#socket,
      channel: options.channel,
      identity: options.identity,
      message: (message) => this.#read(message),
      reconnect: events.reconnect,
      malformed: events.malformed,
    })
  }

  #listen(): void {
    this.#socket.on('error', (error) => (this.#reason = error.message))
    this.#socket.on('message', () => this.#watchdog.alive())
    this.#socket.on('close', () => {
      this.#watchdog.stop()
      clearTimeout(this.#joinTimer)
      this.#events.closed(this.#reason)
    })
  }

  #read(message: IrcMessage): void {
    const here = message.params[0] === `#${this.#options.channel}`
    if (message.command === 'PRIVMSG' && here) this.#events.privmsg(message)
    else if (message.command === 'ROOMSTATE' && here) this.#join()
    else if (message.command === 'NOTICE') this.#notice(message)
  }

  #join(): void {
    if (this.joinedAtMs !== null) return
    clearTimeout(this.#joinTimer)
    this.joinedAtMs = performance.now()
    this.#events.joined()
  }

  #notice({ tags, params }: IrcMessage): void {
    const id = tags['msg-id']
    // Why the channel can't be joined; other notices tell of its settings.
    if (typeof id === 'string') return /^(msg|tos)_/.test(id) ? this.#events.notice(id) : undefined
    // A refused login is the one notice without an id: "Login authentication failed", "Improperly formatted auth".
    if (params[0] === '*') this.#events.notice('login refused: check TWITCH_USERNAME and TWITCH_TOKEN')
  }

  #probe(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('PING :chatarcade')
  }

  #cut(reason: string): void {
    this.#reason = reason
    this.#socket.terminate()
  }

  /** Says goodbye and waits for the socket's end. */
  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    const timer = setTimeout(() => this.#socket.terminate(), closeMs)
    this.#socket.close(1000)
    await closed
    clearTimeout(timer)
  }
}
