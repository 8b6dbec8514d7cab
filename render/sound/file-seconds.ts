/** Seconds of a WAV file: its bytes by those of a sample of all channels. */
export function wav(view: DataView): number | null {
  for (
    let at = 12;
    at + 24 <= view.byteLength;
    at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) & 1)
  ) {
    if (view.getUint32(at) !== tag('fmt ')) continue
    const channels = view.getUint16(at + 10, true)
    const rate = view.getUint32(at + 12, true)
    const bits = view.getUint16(at + 22, true)
    // All that follows counts as sound: a length of the data that is wrong shortens nothing.
    return (view.byteLength - at - 24) / ((channels * bits) / 8) / rate
  }
  return null
}

/**
 * Seconds of an OGG file: of all streams in it, one after the other (RFC 3533), since players decode every one of a chain. Each counts
 * up to the highest position that a page of it gives, at the rate that its first page names; what is no sound counts for nothing.
 * Null where there is no sound in it, and where more than 16 streams are open at once, as no sound file has.
 */
export function ogg(view: DataView): number | null {
  /** The streams that have begun and not ended, by serial number. */
  const open = new Map<number, OggStream>()
  let seconds = 0
  let hasSound = false
  for (let at = nextPage(view, 0); at !== null; at = nextPage(view, at + pageBytes(view, at))) {
    const serial = view.getUint32(at + 14, true)
    const begins = (view.getUint8(at + 5) & firstPage) !== 0
    let stream = open.get(serial)
    if (begins) {
      seconds += stream?.seconds ?? 0
      const rate = oggRate(view, at)
      hasSound ||= rate !== null
      open.set(serial, (stream = { rate, seconds: 0 }))
      if (open.size > maxOpen) return null
    }
    const position = Number(view.getBigInt64(at + 6, true))
    // A page on which nothing ends has the position −1.
    if (stream?.rate && position > 0) stream.seconds = Math.max(stream.seconds, position / stream.rate)
    if (stream && (view.getUint8(at + 5) & lastPage) !== 0) {
      seconds += stream.seconds
      open.delete(serial)
    }
  }
  for (const stream of open.values()) seconds += stream.seconds
  return hasSound ? seconds : null
}

interface OggStream {
  readonly rate: number | null
  seconds: number
}

/** Bits of a page's header. */
const firstPage = 2
const lastPage = 4
const maxOpen = 16

/** Where the next page begins from `from` on; null for none. Players look for it as well where something else is between. */
function nextPage(view: DataView, from: number): number | null {
  for (let at = from; at + 27 <= view.byteLength; at++) if (view.getUint32(at) === oggPage) return at
  return null
}

function pageBytes(view: DataView, at: number): number {
  const segments = view.getUint8(at + 26)
  let bytes = 27 + segments
  for (let i = 0; i < segments && at + 27 + i < view.byteLength; i++) bytes += view.getUint8(at + 27 + i)
  return bytes
}

/** Vorbis I, 4.2.2; Opus counts at 48 kHz whatever it was made from (RFC 7845). @param page the first of a stream */
function oggRate(view: DataView, page: number): number | null {
  const at = page + 27 + view.getUint8(page + 26)
  if (at + 16 > view.byteLength) return null
  if (view.getUint32(at) === tag('\u0001vor')) return view.getUint32(at + 12, true)
  return view.getUint32(at) === tag('Opus') ? 48_000 : null
}

/** Kilobits a second by the four bits of a frame's header, layer III of MPEG 1 and 2 (ISO 11172-3, ISO 13818-3). */
const kbps = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
} as const
const mp3Rates = [44_100, 48_000, 32_000, 0] as const

/** Seconds of an MP3 file: of its frames, from each to the next. */
export function mp3(view: DataView): number | null {
  let seconds = 0
  for (let at = afterTag(view); at + 4 <= view.byteLength;) {
    const frame = mp3Frame(view.getUint32(at))
    seconds += frame?.seconds ?? 0
    at += frame?.bytes ?? 1
  }
  return seconds
}

/** An ID3 tag says its length in four times seven bits. */
function afterTag(view: DataView): number {
  if (view.byteLength < 10 || view.getUint32(0) >>> 8 !== tag('ID3')) return 0
  return [6, 7, 8, 9].reduce((length, at) => length * 128 + (view.getUint8(at) & 127), 0) + 10
}

function mp3Frame(header: number): { readonly bytes: number; readonly seconds: number } | null {
  const version = (header >>> 19) & 3
  if (header >>> 21 !== 0x7ff || version === 1 || ((header >>> 17) & 3) !== 1) return null
  const isFirst = version === 3
  const rate = (mp3Rates[(header >>> 10) & 3] as number) / (isFirst ? 1 : version === 2 ? 2 : 4)
  const bits = 1000 * (kbps[isFirst ? 1 : 2][(header >>> 12) & 15] as number)
  if (rate === 0 || bits === 0) return null
  const samples = isFirst ? 1152 : 576
  return { bytes: Math.floor((samples / 8) * (bits / rate)) + ((header >>> 9) & 1), seconds: samples / rate }
}

/** Up to four letters as the number that they are in a file. */
function tag(text: string): number {
  return Array.from(text).reduce((number, letter) => number * 256 + letter.charCodeAt(0), 0)
}

const oggPage = tag('OggS')
