import { WebSocket } from 'ws'
import { isModerator } from '../badges.ts'
import { createFrameReader, type FrameReader } from './frames.ts'
import { runTmi } from './tmi.ts'
import { badgeNames, tagText, type IrcMessage } from './twitch-message.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

/** Twitch sends many lines in a frame, but never near this much. */
const maxFrameBytes = 4 * 2 ** 20
/** How long the server may take to answer our close, before the socket is cut. */
const closeMs = 500
/** Own lines that may wait in the socket. What doesn't leave is stale soon. */
const maxUnsentBytes = 65_536
/** A text that was cut is still far over what any message may have. */
const leastCutText = 2000

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
  /** A line of the channel: PRIVMSG, USERNOTICE, CLEARCHAT, CLEARMSG, ROOMSTATE. */
  readonly message: (message: IrcMessage) => void
  readonly joined: () => void
  /** The server is about to close the link, and asks for another. */
  readonly reconnect: () => void
  readonly malformed: () => void
  /** Lines of chat were thrown away, since more came than could be read. */
  readonly dropped: (lines: number) => void
  /** The server's word on the channel, as one of its message ids: `msg_channel_suspended`. */
  readonly notice: (id: string) => void
  /** The login was refused. */
  readonly refused: () => void
  readonly closed: (reason: string) => void
}

// A variable, since the types of ws leave `closeTimeout` out.
const socketOptions = {
  maxPayload: maxFrameBytes,
  // A server that says goodbye and doesn't end the connection would hold up the next link for half a minute.
  closeTimeout: closeMs,
  // Twitch doesn't offer it, and a small frame could unpack to much.
  perMessageDeflate: false,
  // Else one malformed character would end the link; it becomes U+FFFD instead.
  skipUTF8Validation: true,
}

/** What is read into chat. */
const wanted: ReadonlySet<string> = new Set(['PRIVMSG', 'USERNOTICE', 'CLEARCHAT', 'CLEARMSG', 'ROOMSTATE'])

/** One connection to Twitch's chat, from socket to socket's end. It is never used again. */
export class TwitchLink {
  /** When the channel was joined, on the monotonic clock; null before. */
  joinedAtMs: number | null = null
  /** Whether the account is a moderator here, or the channel's own. */
  isModerator = false
  readonly #socket: WebSocket
  readonly #options: LinkOptions
  readonly #events: LinkEvents
  readonly #watchdog: Watchdog
  readonly #joinTimer: NodeJS.Timeout
  readonly #frames: FrameReader
  readonly #channel: string
  #isCut = false
  #reason = 'closed by the server'

  constructor(options: LinkOptions, events: LinkEvents) {
    this.#options = options
    this.#events = events
    this.#channel = `#${options.channel}`
    this.#socket = new WebSocket(options.url, { handshakeTimeout: options.joinMs, ...socketOptions })
    this.#joinTimer = setTimeout(() => this.#cut('the channel was not joined in time'), options.joinMs)
    this.#watchdog = createWatchdog({
      ...options,
      probe: () => this.#probe(),
      lost: () => this.#cut('no answer to PING'),
    })
    const read = runTmi({
      socket: this.#socket,
      channel: options.channel,
      identity: options.identity,
      message: (message) => this.#read(message),
      reconnect: events.reconnect,
      malformed: events.malformed,
    })
    this.#frames = createFrameReader({
      dropped: events.dropped,
      line: (text, isCut) => {
        this.#isCut = isCut
        read(text)
      },
    })
    this.#listen()
  }

  /** Whether somebody is logged in, and in the channel. */
  get canSpeak(): boolean {
    const isLoggedIn = this.#options.identity.password !== undefined
    return isLoggedIn && this.joinedAtMs !== null && this.#socket.readyState === WebSocket.OPEN
  }

  #listen(): void {
    this.#socket.on('error', (error) => (this.#reason = error.message))
    this.#socket.on('message', (data, isBinary) => {
      this.#watchdog.alive()
      // Binary is not Twitch's; text comes as a Buffer too, which is what ws gives unless asked otherwise.
      if (isBinary || !Buffer.isBuffer(data)) this.#events.malformed()
      else this.#frames.push(data)
    })
    this.#socket.on('close', () => {
      this.#watchdog.stop()
      clearTimeout(this.#joinTimer)
      this.#events.closed(this.#reason)
    })
  }

  #read(message: IrcMessage): void {
    const { command, params } = message
    // The end of a line that was cut is missing: it is only good as a message that is far too long.
    if (this.#isCut && (command !== 'PRIVMSG' || (params[1]?.length ?? 0) < leastCutText))
      return this.#events.malformed()
    if (command === 'NOTICE') return this.#notice(message)
    if (params[0] !== this.#channel) return
    if (wanted.has(command)) this.#events.message(message)
    if (command === 'ROOMSTATE') this.#join()
    else if (command === 'USERSTATE') this.isModerator = moderates(message)
  }

  #join(): void {
    if (this.joinedAtMs !== null || this.#socket.readyState !== WebSocket.OPEN) return
    clearTimeout(this.#joinTimer)
    this.joinedAtMs = performance.now()
    this.#events.joined()
  }

  #notice({ tags, params }: IrcMessage): void {
    const id = tags['msg-id']
    // Why the channel can't be joined, or a line was not taken; other notices tell of its settings.
    if (typeof id === 'string') return /^(?:msg|tos)_/.test(id) ? this.#events.notice(id) : undefined
    // A refused login is the one notice without an id: "Login authentication failed", "Improperly formatted auth".
    if (params[0] === '*') this.#events.refused()
  }

  /** Writes a line into the channel; it is lost where the link is. The line has been checked. */
  say(line: string): void {
    if (!this.canSpeak || this.#socket.bufferedAmount > maxUnsentBytes) return
    // A socket that fails meanwhile says so by `close`.
    this.#socket.send(`PRIVMSG ${this.#channel} :${line}`, () => {})
  }

  #probe(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('PING :chatarcade', () => {})
  }

  #cut(reason: string): void {
    this.#reason = reason
    this.#socket.terminate()
  }

  /** Reads nothing more: not even what has come and waits. */
  forget(): void {
    this.#frames.close()
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

function moderates({ tags }: IrcMessage): boolean {
  if (tags['mod'] === '1' || tags['user-type'] === 'mod') return true
  return isModerator(badgeNames(tagText(tags, 'badges')))
}
