/** One message of RTMP (Adobe's specification 1.0, section 5.4). */
export interface RtmpMessage {
  readonly type: number
  /** Message stream, 0 for what belongs to the connection. */
  readonly stream: number
  /** ms, modulo 2^32. */
  readonly time: number
  readonly body: Buffer
}

/** Types of messages, sections 5.4 and 7.1. */
export const messageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  data: 18,
  command: 20,
} as const

/** Size of chunks before anybody says otherwise. */
const defaultChunk = 128

/** Longest message that a server may send. What comes to a publisher is short. */
const maxMessage = 1 << 20

/** Chunk streams at once; a server uses two or three. */
const maxStreams = 64

const extended = 0xffffff

/** Cuts a message into chunks: a full header first, then bare ones. `chunkStream` is 2 to 63. */
export function writeMessage(
  { type, stream, time, body }: RtmpMessage,
  chunkStream: number,
  chunkSize: number,
): Buffer[] {
  const isLong = time >= extended
  const header = Buffer.alloc(isLong ? 16 : 12)
  header[0] = chunkStream
  header.writeUIntBE(isLong ? extended : time, 1, 3)
  header.writeUIntBE(body.length, 4, 3)
  header[7] = type
  header.writeUInt32LE(stream, 8)
  if (isLong) header.writeUInt32BE(time, 12)
  const next = Buffer.alloc(isLong ? 5 : 1)
  next[0] = 0xc0 | chunkStream
  if (isLong) next.writeUInt32BE(time, 1)
  const out = [header, body.subarray(0, chunkSize)]
  for (let at = chunkSize; at < body.length; at += chunkSize) out.push(next, body.subarray(at, at + chunkSize))
  return out
}

interface Stream {
  time: number
  delta: number
  length: number
  type: number
  stream: number
  isLong: boolean
  parts: Buffer[]
  have: number
}

/**
 * Puts chunks together to messages, in whatever pieces they come.
 * @returns takes bytes; throws RangeError for what is no RTMP or beyond the bounds
 */
export function createMessageReader(message: (message: RtmpMessage) => void): (chunk: Buffer) => void {
  const streams = new Map<number, Stream>()
  let pending: Buffer = Buffer.alloc(0)
  let chunkSize = defaultChunk

  const finish = (from: Stream) => {
    const body = Buffer.concat(from.parts)
    dropParts(from)
    if (from.type === messageType.setChunkSize && body.length >= 4)
      chunkSize = Math.min(maxMessage, Math.max(1, body.readUInt32BE(0) & 0x7fffffff))
    const aborted = from.type === messageType.abort && body.length >= 4 ? streams.get(body.readUInt32BE(0)) : undefined
    if (aborted) dropParts(aborted)
    message({ type: from.type, stream: from.stream, time: from.time, body })
  }

  /** @returns bytes of the chunk at the beginning of `bytes`, 0 while it isn't whole */
  const readChunk = (bytes: Buffer): number => {
    const basic = readBasic(bytes)
    if (basic === null) return 0
    const { format, id } = basic
    let at = basic.bytes
    const headerBytes = [11, 7, 3, 0][format] as number
    if (bytes.length < at + headerBytes) return 0
    const known = streams.get(id)
    if (known === undefined && (format !== 0 || streams.size >= maxStreams))
      throw new RangeError('the server’s RTMP can’t be read')
    const from = known ?? { time: 0, delta: 0, length: 0, type: 0, stream: 0, isLong: false, parts: [], have: 0 }
    let time = format < 3 ? bytes.readUIntBE(at, 3) : from.delta
    const isLong = format < 3 ? time === extended : from.isLong
    const long = at + headerBytes
    if (isLong && bytes.length < long + 4) return 0
    if (isLong) time = bytes.readUInt32BE(long)
    const length = format < 2 ? bytes.readUIntBE(at + 3, 3) : from.length
    if (length > maxMessage) throw new RangeError(`the server sends a message of ${length} bytes`)
    const bodyAt = long + (isLong ? 4 : 0)
    // A new header says that the rest of the message before it won’t come.
    const have = format < 3 ? 0 : from.have
    const size = Math.min(chunkSize, length - have)
    if (bytes.length < bodyAt + size) return 0
    if (format < 3) dropParts(from)
    if (have === 0) from.time = format === 0 ? time : from.time + time
    if (format < 2) from.type = bytes[at + 6] as number
    if (format === 0) from.stream = bytes.readUInt32LE(at + 7)
    Object.assign(from, { delta: time, isLong, length })
    streams.set(id, from)
    at = bodyAt + size
    from.parts.push(bytes.subarray(bodyAt, at))
    from.have += size
    if (from.have >= from.length) finish(from)
    return at
  }

  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    for (let read = readChunk(pending); read > 0; read = readChunk(pending)) pending = pending.subarray(read)
  }
}

function dropParts(stream: Stream): void {
  stream.parts = []
  stream.have = 0
}

/** The first one to three bytes of a chunk. */
function readBasic(bytes: Buffer): { format: number; id: number; bytes: number } | null {
  if (bytes.length < 1) return null
  const format = (bytes[0] as number) >> 6
  const low = (bytes[0] as number) & 0x3f
  const length = low === 0 ? 2 : low === 1 ? 3 : 1
  if (bytes.length < length) return null
  if (length === 1) return { format, id: low, bytes: 1 }
  const id = 64 + (bytes[1] as number) + (length === 3 ? 256 * (bytes[2] as number) : 0)
  return { format, id, bytes: length }
}
