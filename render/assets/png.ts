import type { Fault, Size } from './header.ts'

const startOfChunks = 8
/** Length, type and checksum around a chunk's data. */
const aroundData = 12

const tag = (view: DataView, at: number) => view.getUint32(at)
const ihdr = 0x49484452
const iend = 0x49454e44

/** Size by the IHDR chunk, which comes first (PNG, third edition, 11.2.1). The chunks are walked to the last, so a file that is cut off is seen. */
export function readPngSize(view: DataView): Size | Fault {
  if (view.byteLength < startOfChunks + aroundData + 13) return { fault: 'is cut off' }
  if (view.getUint32(startOfChunks) !== 13 || tag(view, startOfChunks + 4) !== ihdr)
    return { fault: 'is broken: its first chunk is no header' }
  const size = { width: view.getUint32(16), height: view.getUint32(20) }
  for (let at = startOfChunks; at + aroundData <= view.byteLength; at += aroundData + view.getUint32(at))
    if (tag(view, at + 4) === iend) return size
  return { fault: 'is cut off' }
}
