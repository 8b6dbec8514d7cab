/* oxlint-disable no-underscore-dangle -- the names are tmi.js's own */
import { Client } from 'tmi.js'
import type { WebSocket } from 'ws'
import type { IrcMessage } from './twitch-message.ts'

export interface TmiOptions {
  readonly socket: WebSocket
  readonly channel: string
  readonly identity: { readonly username?: string; readonly password?: string }
  /** Every line but RECONNECT. */
  readonly message: (message: IrcMessage) => void
  readonly reconnect: () => void
  readonly malformed: () => void
}

/** The insides of tmi.js 1.8.5 that have to be mended. The package is unmaintained and pinned, so they won't move. */
interface Insides {
  ws: WebSocket | null
  on(event: 'raw_message', listener: (clone: unknown, message: IrcMessage) => void): void
  connect(): Promise<unknown>
  handleMessage(message: IrcMessage): void
  _openConnection(): void
  _onOpen(): void
  _onError(): void
  _onClose(): void
  _onMessage(event: { data: string }): void
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} }

/**
 * Runs one tmi.js client on one socket: it logs in, joins, answers PING and parses lines.
 * Connecting again is left to us. tmi.js's own timers can't be cancelled, and its RECONNECT can leave two sockets of
 * which it knows one.
 */
export function runTmi(options: TmiOptions): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types leave the insides out
  const client = new Client({
    channels: [options.channel],
    identity: { ...options.identity },
    connection: { reconnect: false },
    // The emote sets come from an API that Twitch has shut down (Kraken v5): every update is a failed request.
    options: { skipUpdatingEmotesets: true, skipMembership: true },
    logger: silent,
  }) as unknown as Insides
  // raw_message, since the other events turn the tag values 1 and 0 into booleans, and `message` misses cheers.
  client.on('raw_message', (_clone, message) => options.message(message))
  mendHandling(client, options)
  mendConnection(client, options)
  // How it ends is told by the socket.
  client.connect().catch(() => {})
}

function mendHandling(client: Insides, { reconnect }: TmiOptions): void {
  const handle = client.handleMessage.bind(client)
  client.handleMessage = (message) => {
    if (message.command === 'RECONNECT') return reconnect()
    // Twitch documents a PONG with a prefix, which tmi.js doesn't know: it would cut the link as timed out.
    if (message.command === 'PONG') message.prefix = null
    handle(message)
  }
}

/**
 * Puts tmi.js on our socket. Left alone it takes `globalThis.WebSocket` where there is one (lib/client.js, line 2), which
 * never reports a half-open link, and forces any secure connection to port 443 without a path.
 */
function mendConnection(client: Insides, { socket, malformed }: TmiOptions): void {
  client._openConnection = () => {
    client.ws = socket
    socket.onopen = () => client._onOpen()
    socket.onerror = () => client._onError()
    socket.onclose = () => client._onClose()
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') return malformed()
      // Line by line, since a malformed one throws inside tmi.js and would take the rest of the frame with it.
      for (const line of data.split('\n')) readLine(client, line, malformed)
    }
  }
}

function readLine(client: Insides, line: string, malformed: () => void): void {
  try {
    client._onMessage({ data: line })
  } catch {
    malformed()
  }
}
