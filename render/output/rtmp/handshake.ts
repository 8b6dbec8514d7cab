import { randomBytes } from 'node:crypto'

/** RTMP's plain handshake (section 5.2): a version, then 1536 bytes each way, each of which is sent back. */
const version = 3
const packetBytes = 1536

/** One end's part in the handshake. */
export interface Greeting {
  /** What is sent at once. */
  readonly hello: Buffer
  /**
   * What follows, one after the other: each takes what has come and gives the answer and what came beyond, or null while it
   * isn't whole. Throws RangeError when the other end speaks something else.
   */
  readonly steps: readonly ((bytes: Buffer) => { readonly answer: Buffer; readonly rest: Buffer } | null)[]
}

/** The part of who connects. */
export function greetServer(): Greeting {
  return { hello: clientHello(), steps: [answerServer] }
}

/** The part of who is connected to: S0, S1 and S2 answer C0 and C1, and C2 is what was sent as S1. */
export function greetClient(): Greeting {
  const answer = (bytes: Buffer) => {
    if (bytes.length > 0 && bytes[0] !== version) throw new RangeError('the player doesn’t speak RTMP')
    if (bytes.length < 1 + packetBytes) return null
    const echo = bytes.subarray(1, 1 + packetBytes)
    return { answer: Buffer.concat([clientHello(), echo]), rest: bytes.subarray(1 + packetBytes) }
  }
  const skip = (bytes: Buffer) =>
    bytes.length < packetBytes ? null : { answer: Buffer.alloc(0), rest: bytes.subarray(packetBytes) }
  return { hello: Buffer.alloc(0), steps: [answer, skip] }
}

/** What either end sends first, C0 and C1 or S0 and S1: version, time 0, four zeros, and what is random. */
function clientHello(): Buffer {
  return Buffer.concat([Buffer.from([version]), Buffer.alloc(8), randomBytes(packetBytes - 8)])
}

/**
 * What a client sends once S0, S1 and S2 are here: C2, which is S1 again.
 * @returns the answer, and what came after the handshake; null while it isn't whole
 * @throws RangeError when the server speaks something else
 */
function answerServer(bytes: Buffer): { readonly answer: Buffer; readonly rest: Buffer } | null {
  if (bytes.length > 0 && bytes[0] !== version) throw new RangeError('the server doesn’t speak RTMP')
  if (bytes.length < 1 + 2 * packetBytes) return null
  return { answer: bytes.subarray(1, 1 + packetBytes), rest: bytes.subarray(1 + 2 * packetBytes) }
}
