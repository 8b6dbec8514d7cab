import type { Fault, Size } from './header.ts'

/** Markers without a length: TEM, RST0 to RST7 and SOI (ITU-T T.81, table B.1). */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** Start of frame, which has the size: C0 to CF without DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

const startOfScan = 0xda
const endOfImage = 0xd9

/** Size by the first start of frame. Every step goes forward, so a hostile file costs its length at most. */
export function readJpegSize(view: DataView): Size | Fault {
  let at = 2
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return { fault: 'is broken: a marker is missing' }
    const marker = view.getUint8(at + 1)
    // Any number of FF may stand before a marker.
    if (marker === 0xff) at += 1
    else if (isBare(marker)) at += 2
    else if (marker === startOfScan || marker === endOfImage) return { fault: 'is broken: it has no size' }
    else if (isFrame(marker)) return sizeOfFrame(view, at)
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return { fault: 'is cut off' }
}

/** After the marker: length, bits a sample, height, width. A height of 0 would be told after the first scan only. */
function sizeOfFrame(view: DataView, at: number): Size | Fault {
  if (at + 9 > view.byteLength) return { fault: 'is cut off' }
  return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
}
