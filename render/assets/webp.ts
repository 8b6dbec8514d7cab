import type { Fault, Size } from './header.ts'

/** The tags `WEBP`, `VP8 `, `VP8L` and `VP8X`. */
const [webp, lossy, lossless, extended] = [0x57454250, 0x56503820, 0x5650384c, 0x56503858]

/** Of the first chunk: where its data begins, and how much of it has the size. */
const dataAt = 20
const needed = 10

/** Size by the first chunk, of which there are three kinds (RFC 9649, 2.5 to 2.7). All numbers but tags are little-endian. */
export function readWebpSize(view: DataView): Size | Fault {
  if (view.byteLength < dataAt + needed) return { fault: 'is cut off' }
  if (view.getUint32(8) !== webp) return { fault: 'is no PNG, JPEG or WebP' }
  if (view.getUint32(4, true) + 8 > view.byteLength) return { fault: 'is cut off' }
  const kind = view.getUint32(12)
  if (kind === lossy) return lossySize(view)
  if (kind === lossless) return losslessSize(view)
  if (kind === extended) return { width: 1 + uint24(view, dataAt + 4), height: 1 + uint24(view, dataAt + 7) }
  return { fault: 'is broken: its first chunk is no image' }
}

/** A key frame of VP8: a tag of three bytes, a start code of three, then 14 bits each (RFC 6386, 9.1). */
function lossySize(view: DataView): Size | Fault {
  if (uint24(view, dataAt + 3) !== 0x2a_01_9d) return { fault: 'is broken: its first frame is no key frame' }
  return { width: view.getUint16(dataAt + 6, true) & 0x3fff, height: view.getUint16(dataAt + 8, true) & 0x3fff }
}

/** After a signature of one byte: two sizes less one, 14 bits each. */
function losslessSize(view: DataView): Size | Fault {
  if (view.getUint8(dataAt) !== 0x2f) return { fault: 'is broken: its image has no signature' }
  const bits = view.getUint32(dataAt + 1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 2 ** 16
