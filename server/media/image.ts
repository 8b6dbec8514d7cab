import { isFault, readImageHeader, type ImageSize } from '../../render/browser.ts'
import { refuse } from './error.ts'
import type { Format } from './format.ts'

/**
 * Reads what an image says of itself. Animations are refused: a few bytes can hold thousands of pictures, and only one would be seen.
 *
 * @throws MediaError `too-large`, `broken`
 */
export function readImage(bytes: Uint8Array, { name }: Format): ImageSize {
  const header = readImageHeader(bytes)
  if (isFault(header)) refuse(header.fault.includes('may have') ? 'too-large' : 'broken', `The image ${header.fault}.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (name === 'PNG') refuseStrangePng(view)
  if (name === 'WebP' && isMovingWebp(view)) refuse('broken', moving)
  const { width, height } = header
  return { width, height }
}

const moving = 'The image is an animation. Upload a still image, or a video.'

const [actl, iend] = [0x6163544c, 0x49454e44]

/** Walks the chunks: none may say that there is more than one picture, and nothing may follow the last. */
function refuseStrangePng(view: DataView): void {
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = view.getUint32(at + 4)
    if (type === actl) refuse('broken', moving)
    if (type === iend)
      return at + 12 === view.byteLength ? undefined : refuse('broken', 'The image has something behind its end.')
  }
}

/** The second bit of the flags of an extended file (RFC 9649, 2.7). */
function isMovingWebp(view: DataView): boolean {
  return view.getUint32(12) === 0x56503858 && (view.getUint8(20) & 2) !== 0
}
