import { randomBytes } from 'node:crypto'

/** RTMP's plain handshake (section 5.2): a version, then 1536 bytes each way, each of which is sent back. */
const version = 3
const packetBytes = 1536

/** What a client sends first, C0 and C1: version, time 0, four zeros, and what is random. */
export function clientHello(): Buffer {
  return Buffer.concat([Buffer.from([version]), Buffer.alloc(8), randomBytes(packetBytes - 8)])
}

/**
 * What a client sends once S0, S1 and S2 are here: C2, which is S1 again.
 * @returns the answer, and what came after the handshake; null while it isn't whole
 * @throws RangeError when the server speaks something else
 */
export function answerServer(bytes: Buffer): { readonly answer: Buffer; readonly rest: Buffer } | null {
  if (bytes.length > 0 && bytes[0] !== version) throw new RangeError('the server doesn’t speak RTMP')
  if (bytes.length < 1 + 2 * packetBytes) return null
  return { answer: bytes.subarray(1, 1 + packetBytes), rest: bytes.subarray(1 + 2 * packetBytes) }
}
