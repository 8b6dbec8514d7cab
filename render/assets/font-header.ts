import type { Fault } from './header.ts'

/** The most of a font file, packed and unpacked. A whole Chinese font has about 10 MB. */
export const fontLimits = { bytes: 16 * 2 ** 20, unpackedBytes: 32 * 2 ** 20 } as const

export interface FontHeader {
  readonly type: 'ttf' | 'otf' | 'woff' | 'woff2'
  /** What it takes when unpacked. */
  readonly unpackedBytes: number
}

const types: ReadonlyMap<number, FontHeader['type']> = new Map([
  [0x0001_0000, 'ttf'],
  [0x7472_7565, 'ttf'],
  [0x4f54_544f, 'otf'],
  [0x774f_4646, 'woff'],
  [0x774f_4632, 'woff2'],
])

/** Where both versions of WOFF have their length, and that of the font that comes out of them. */
const [lengthAt, unpackedAt, packedHeader] = [8, 16, 44]

/** Reads what a font file says of itself, by its bytes and never by its name; unpacks nothing. */
export function readFontHeader(bytes: Uint8Array): FontHeader | Fault {
  if (bytes.length > fontLimits.bytes)
    return { fault: `has ${bytes.length} bytes, and may have at most ${fontLimits.bytes}` }
  if (bytes.length < packedHeader) return { fault: 'is cut off' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = types.get(view.getUint32(0))
  if (type === undefined) return { fault: 'is no TTF, OTF, WOFF or WOFF2' }
  if (type === 'ttf' || type === 'otf') return { type, unpackedBytes: bytes.length }
  if (view.getUint32(lengthAt) > bytes.length) return { fault: 'is cut off' }
  const unpackedBytes = view.getUint32(unpackedAt)
  if (unpackedBytes > fontLimits.unpackedBytes)
    return { fault: `unpacks to ${unpackedBytes} bytes, and may to at most ${fontLimits.unpackedBytes}` }
  return { type, unpackedBytes }
}
