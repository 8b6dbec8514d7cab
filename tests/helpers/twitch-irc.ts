import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** A stand-in for Twitch's chat: IRC over WebSocket in Twitch's dialect (https://dev.twitch.tv/docs/chat/irc/). */
export interface TwitchIrc extends AsyncDisposable {
  /** `ws://127.0.0.1:PORT`, for `TWITCH_IRC_URL`. */
  readonly url: string
  /** Every line that clients sent, oldest first. */
  readonly received: readonly string[]
  /** Connections that are open now, and how many there have been. */
  readonly connections: number
  readonly connectionsSoFar: number
  /** The server's ends of the open connections, for what no server in its right mind does: `helpers/nasty-frames.ts`. */
  readonly sockets: ReadonlySet<WebSocket>
  /** Sends one raw line to every client. */
  sendLine(line: string): void
  /** Sends text as one frame, as it is: several lines, half a line, no line. */
  sendFrame(text: string): void
  /** A viewer says something in a channel. */
  say(
    channel: string,
    message: { login: string; userId: string; text: string; id?: string; badges?: string; tags?: string },
  ): void
  /** Resolves once a channel (with or without `#`) has been joined `times` times in all. */
  waitForJoin(channel: string, times?: number): Promise<void>
  /** Cuts all sockets without a goodbye. */
  drop(): void
  /** From now on no line is answered, and the sockets stay open: a half-open link. `false` ends it. */
  mute(silent: boolean): void
  /** From now on every line is answered only after so long. */
  answerAfter(ms: number): void
  /** Tokens that may log in from now on. */
  allow(tokens: readonly string[]): void
}

export interface TwitchIrcOptions {
  /** Tokens that may log in; any may by default. */
  readonly tokens?: readonly string[]
  /** Room ids by channel; `1` by default. */
  readonly roomIds?: ReadonlyMap<string, string>
  /** Logins that are moderators in every channel. */
  readonly moderators?: readonly string[]
}

export async function startTwitchIrc(options: TwitchIrcOptions = {}): Promise<TwitchIrc> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  return new StandIn(server, options)
}

class StandIn implements TwitchIrc {
  readonly url: string
  readonly received: string[] = []
  connectionsSoFar = 0
  readonly #server: WebSocketServer
  readonly #options: TwitchIrcOptions
  readonly #joins = new Map<string, number>()
  #waiting: (() => void)[] = []
  #silent = false
  #answerMs = 0
  #tokens: readonly string[] | undefined
  #messages = 0

  constructor(server: WebSocketServer, options: TwitchIrcOptions) {
    this.#server = server
    this.#options = options
    this.#tokens = options.tokens
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is never a string
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('connection', (socket) => this.#welcome(socket))
  }

  get connections(): number {
    return this.#server.clients.size
  }

  get sockets(): ReadonlySet<WebSocket> {
    return this.#server.clients
  }

  #welcome(socket: WebSocket): void {
    this.connectionsSoFar += 1
    const session = { nick: '', token: '' }
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => {
      for (const line of data.toString('utf8').split('\r\n').filter(Boolean)) this.#answer(socket, session, line)
    })
  }

  #answer(socket: WebSocket, session: { nick: string; token: string }, line: string): void {
    this.received.push(line)
    if (this.#silent) return
    if (this.#answerMs === 0) this.#react(socket, session, line)
    else setTimeout(() => this.#react(socket, session, line), this.#answerMs).unref()
  }

  #react(socket: WebSocket, session: { nick: string; token: string }, line: string): void {
    const [command = '', ...rest] = line.split(' ')
    const rest0 = rest.join(' ').replace(/^:/, '')
    if (command === 'CAP') send(socket, `:tmi.twitch.tv CAP * ACK :${rest0.replace('REQ :', '')}`)
    else if (command === 'PASS') session.token = rest0.replace(/^oauth:/, '')
    else if (command === 'NICK') this.#login(socket, session, rest0.toLowerCase())
    else if (command === 'PING') send(socket, `:tmi.twitch.tv PONG tmi.twitch.tv${rest0 && ` :${rest0}`}`)
    else if (command === 'JOIN') this.#join(socket, session.nick, rest0)
  }

  #login(socket: WebSocket, session: { nick: string; token: string }, nick: string): void {
    session.nick = nick
    const anonymous = /^justinfan[0-9]+$/.test(nick)
    if (!anonymous && this.#tokens && !this.#tokens.includes(session.token))
      return send(socket, ':tmi.twitch.tv NOTICE * :Login authentication failed')
    const numeric = (code: string, text: string) => `:tmi.twitch.tv ${code} ${nick} :${text}`
    const welcome = [
      numeric('001', 'Welcome, GLHF!'),
      numeric('002', 'Your host is tmi.twitch.tv'),
      numeric('003', 'This server is rather new'),
      numeric('004', '-'),
      numeric('375', '-'),
      numeric('372', 'You are in a maze of twisty passages, all alike.'),
      numeric('376', '>'),
    ]
    const state =
      '@badge-info=;badges=;color=;display-name=;emote-sets=0;user-id=1;user-type= :tmi.twitch.tv GLOBALUSERSTATE'
    return send(socket, ...welcome, ...(anonymous ? [] : [state]))
  }

  #join(socket: WebSocket, nick: string, channel: string): void {
    send(
      socket,
      `:${nick}!${nick}@${nick}.tmi.twitch.tv JOIN ${channel}`,
      `:${nick}.tmi.twitch.tv 353 ${nick} = ${channel} :${nick}`,
      `:${nick}.tmi.twitch.tv 366 ${nick} ${channel} :End of /NAMES list`,
      ...(nick.startsWith('justinfan') ? [] : [this.#userState(nick, channel)]),
      `@emote-only=0;followers-only=-1;r9k=0;room-id=${this.#roomId(channel)};slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE ${channel}`,
    )
    this.#joins.set(channel, (this.#joins.get(channel) ?? 0) + 1)
    const waiting = this.#waiting
    this.#waiting = []
    for (const check of waiting) check()
  }

  #userState(nick: string, channel: string): string {
    const mod = this.#options.moderators?.includes(nick)
    const tags = `badge-info=;badges=${mod ? 'moderator/1' : ''};display-name=${nick};mod=${mod ? 1 : 0};user-type=${mod ? 'mod' : ''}`
    return `@${tags} :tmi.twitch.tv USERSTATE ${channel}`
  }

  #roomId(channel: string): string {
    return this.#options.roomIds?.get(channel.replace('#', '')) ?? '1'
  }

  sendLine(line: string): void {
    this.sendFrame(`${line}\r\n`)
  }

  sendFrame(text: string): void {
    for (const socket of this.#server.clients) socket.send(text)
  }

  say(channel: string, { login, userId, text, id, badges = '', tags: more }: Parameters<TwitchIrc['say']>[1]): void {
    this.#messages += 1
    const tags = `badge-info=;badges=${badges};display-name=${login};id=${id ?? `m-${this.#messages}`};room-id=${this.#roomId(hash(channel))};user-id=${userId}${more ? `;${more}` : ''}`
    this.sendLine(`@${tags} :${login}!${login}@${login}.tmi.twitch.tv PRIVMSG ${hash(channel)} :${text}`)
  }

  async waitForJoin(channel: string, times = 1): Promise<void> {
    while ((this.#joins.get(hash(channel)) ?? 0) < times)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  drop(): void {
    for (const socket of this.#server.clients) socket.terminate()
  }

  mute(silent: boolean): void {
    this.#silent = silent
  }

  answerAfter(ms: number): void {
    this.#answerMs = ms
  }

  allow(tokens: readonly string[]): void {
    this.#tokens = tokens
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function send(socket: WebSocket, ...lines: string[]): void {
  socket.send(lines.map((line) => `${line}\r\n`).join(''))
}

function hash(channel: string): string {
  return channel.startsWith('#') ? channel : `#${channel}`
}
