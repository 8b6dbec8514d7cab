/* oxlint-disable no-underscore-dangle -- the names are tmi.js's own */
import { Client } from 'tmi.js'
import type { WebSocket } from 'ws'
import type { IrcMessage } from './twitch-message.ts'

/** Answers that may wait in the socket: a server that asks and doesn't read is answered no more. */
const maxUnsentBytes = 65_536

export interface TmiOptions {
  readonly socket: WebSocket
  readonly channel: string
  readonly identity: { readonly username?: string; readonly password?: string }
  /** Every line but RECONNECT, as it was parsed: before tmi.js changes its tags. */
  readonly message: (message: IrcMessage) => void
  readonly reconnect: () => void
  readonly malformed: () => void
}

/** The insides of tmi.js 1.8.5 that have to be mended. The package is unmaintained and pinned, so they won't move. */
interface Insides {
  ws: WebSocket | null
  connect(): Promise<unknown>
  handleMessage(message: IrcMessage): void
  _openConnection(): void
  _onOpen(): void
  _onError(): void
  _onClose(): void
  _onMessage(event: { data: string }): void
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} }

/** What tmi.js needs for its own state: login, the channel, its PINGs. All else, nearly everything, is none of its business. */
const theirs: ReadonlySet<string> = new Set([
  '001',
  '376',
  'PING',
  'PONG',
  'NOTICE',
  'JOIN',
  'ROOMSTATE',
  'USERSTATE',
  'GLOBALUSERSTATE',
])
/** Each further one would start another timer that nothing ends, or lengthen a list. */
const theirsOnce: ReadonlySet<string> = new Set(['376', 'JOIN'])

/**
 * Runs one tmi.js client on one socket: it logs in, joins, answers PING and parses lines.
 * Connecting again is left to us. tmi.js's own timers can't be cancelled, and its RECONNECT can leave two sockets of
 * which it knows one.
 *
 * @returns takes one line
 */
export function runTmi(options: TmiOptions): (line: string) => void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types leave the insides out
  const client = new Client({
    channels: [options.channel],
    identity: { ...options.identity },
    connection: { reconnect: false },
    // The emote sets come from an API that Twitch has shut down (Kraken v5): every update is a failed request.
    options: { skipUpdatingEmotesets: true, skipMembership: true },
    logger: silent,
  }) as unknown as Insides
  mendHandling(client, options)
  mendConnection(client, options.socket)
  // How it ends is told by the socket.
  client.connect().catch(() => {})
  return (line) => readLine(client, line, options.malformed)
}

/**
 * Takes what tmi.js has parsed, and gives it back only what concerns its own state. Its events turn the tag values 1 and 0
 * into booleans, `message` misses cheers, and `raw_message` clones each message through JSON: all of that takes several
 * times as long as the parsing itself.
 */
function mendHandling(client: Insides, { socket, message: take, reconnect }: TmiOptions): void {
  const handle = client.handleMessage.bind(client)
  const had = new Set<string>()
  client.handleMessage = (message) => {
    if (message.command === 'RECONNECT') return reconnect()
    take(message)
    if (!theirs.has(message.command) || had.has(message.command)) return
    if (theirsOnce.has(message.command)) had.add(message.command)
    if (message.command === 'PING' && socket.bufferedAmount > maxUnsentBytes) return
    // Twitch documents a PONG with a prefix, which tmi.js doesn't know: it would cut the link as timed out.
    if (message.command === 'PONG') message.prefix = null
    handle(message)
  }
}

/**
 * Puts tmi.js on our socket. Left alone it takes `globalThis.WebSocket` where there is one (lib/client.js, line 2), which
 * never reports a half-open link, and forces any secure connection to port 443 without a path. Frames don't go to it:
 * they are cut into lines and read in slices first.
 */
function mendConnection(client: Insides, socket: WebSocket): void {
  client._openConnection = () => {
    client.ws = socket
    socket.on('open', () => client._onOpen())
    socket.on('error', () => client._onError())
    socket.on('close', () => client._onClose())
  }
}

function readLine(client: Insides, line: string, malformed: () => void): void {
  try {
    client._onMessage({ data: line })
  } catch {
    // A malformed line throws inside tmi.js.
    malformed()
  }
}
