/** One tag of an FLV stream: H.264 or AAC, as Adobe's FLV specification (version 10.1, annex E) writes it. */
export interface FlvTag {
  readonly kind: 'video' | 'audio'
  /** Whether this is the decoder's configuration instead of a packet. */
  readonly isConfig: boolean
  readonly isKey: boolean
  /** The tag's time in ms, modulo 2^31. */
  readonly ms: number
  readonly data: Buffer
}

const fileHeaderBytes = 13
const tagHeaderBytes = 11
const tagTypes = { audio: 8, video: 9 } as const
/** Flags and packet type, and for video three bytes of composition time, before the data. */
const prefixBytes = { audio: 2, video: 5 } as const

/** Reads the FLV that an ffmpeg of ours writes to its pipe, in whatever pieces it comes. @param tag gets each tag once it is whole */
export function createFlvReader(tag: (tag: FlvTag) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = []
  let held = 0
  let needed = fileHeaderBytes
  let isHeaderRead = false

  const readAll = (bytes: Buffer): number => {
    let at = 0
    if (!isHeaderRead) {
      at = fileHeaderBytes
      isHeaderRead = true
    }
    for (;;) {
      const left = bytes.length - at
      if (left < tagHeaderBytes) return setNeeded(at, tagHeaderBytes)
      const whole = tagHeaderBytes + bytes.readUIntBE(at + 1, 3) + 4
      if (left < whole) return setNeeded(at, whole)
      const read = readTag(bytes.subarray(at, at + whole - 4))
      if (read !== null) tag(read)
      at += whole
    }
  }
  const setNeeded = (at: number, bytes: number) => {
    needed = bytes
    return at
  }
  return (chunk) => {
    pending.push(chunk)
    held += chunk.length
    // Pieces are put together once, when a tag is whole: a keyframe comes in many.
    if (held < needed) return
    const bytes = pending.length === 1 ? chunk : Buffer.concat(pending)
    const rest = bytes.subarray(readAll(bytes))
    pending = rest.length === 0 ? [] : [rest]
    held = rest.length
  }
}

/** @returns null for what is neither H.264 nor AAC, such as metadata */
function readTag(bytes: Buffer): FlvTag | null {
  const type = bytes[0]
  const kind = type === tagTypes.video ? 'video' : type === tagTypes.audio ? 'audio' : null
  if (kind === null || bytes.length < tagHeaderBytes + prefixBytes[kind]) return null
  const [flags, packetType] = [bytes[tagHeaderBytes] as number, bytes[tagHeaderBytes + 1] as number]
  // 2 says that the video is over, and holds nothing.
  if (packetType > 1) return null
  const data = bytes.subarray(tagHeaderBytes + prefixBytes[kind])
  const isConfig = packetType === 0
  return {
    kind,
    isConfig,
    isKey: kind === 'audio' || flags >> 4 === 1,
    ms: (((bytes[7] as number) & 0x7f) << 24) | bytes.readUIntBE(4, 3),
    // Sound and configurations outlive the pictures that came in the same piece, and must not keep its memory.
    data: kind === 'audio' || isConfig ? Buffer.from(data) : data,
  }
}
