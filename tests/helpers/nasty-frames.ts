import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { TwitchIrc } from './twitch-irc.ts'

/** What a broken or hostile server does to its clients, below the level of lines. */

/** One WebSocket message in several fragments. */
export function sendFragments(irc: TwitchIrc, parts: readonly (string | Buffer)[]): void {
  for (const socket of irc.sockets)
    for (const [i, part] of parts.entries()) socket.send(part, { binary: false, fin: i === parts.length - 1 })
}

/** A text message of any bytes, such as malformed UTF-8. */
export function sendBytes(irc: TwitchIrc, bytes: Buffer): void {
  for (const socket of irc.sockets) socket.send(bytes, { binary: false })
}

export function sendBinary(irc: TwitchIrc, bytes: Buffer): void {
  for (const socket of irc.sockets) socket.send(bytes, { binary: true })
}

/** A frame that ends in its middle; the sockets stay open. */
export function sendTruncated(irc: TwitchIrc, text: string): void {
  const frame = textFrame(text)
  for (const socket of irc.sockets) tcpOf(socket).write(frame.subarray(0, frame.length - 10))
}

/** Bytes that no WebSocket frame begins with. */
export function sendNoise(irc: TwitchIrc): void {
  for (const socket of irc.sockets) tcpOf(socket).write(Buffer.alloc(64, 0xff))
}

/** A new frame in the middle of a fragmented one, which the protocol forbids. */
export function sendInterleaved(irc: TwitchIrc, text: string): void {
  for (const socket of irc.sockets) {
    const [first, second] = [textFrame(text), textFrame(text)]
    // Not the last fragment: the highest bit is off.
    first[0] = 0x01
    tcpOf(socket).write(Buffer.concat([first, second]))
  }
}

/** Says goodbye, and never ends the connection. */
export function closeWithoutEnd(irc: TwitchIrc): void {
  for (const socket of irc.sockets) {
    const tcp = tcpOf(socket)
    tcp.pause()
    tcp.write(Buffer.from([0x88, 0x02, 0x03, 0xe8]))
  }
}

/** A whole unmasked text frame of up to 65,535 bytes (RFC 6455, 5.2). */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([head, payload])
}

function tcpOf(socket: WebSocket): Socket {
  // oxlint-disable-next-line no-underscore-dangle, typescript/no-unsafe-type-assertion -- ws keeps it to itself
  return (socket as unknown as { _socket: Socket })._socket
}
