import { open, type FileHandle } from 'node:fs/promises'
import { readPart } from './bytes.ts'
import { refuse } from './error.ts'
import { checkClaims, formatOf, headBytes, type Format } from './format.ts'
import { readImage } from './image.ts'
import { imageBounds, mediaLimits, soundBounds } from './limits.ts'
import { checkMovie } from './movie.ts'
import { readMp4 } from './mp4.ts'
import { id3Bytes, readSound, refuseLongTag } from './sound.ts'
import { readWebm } from './webm.ts'

/** What a file is and says of itself; nothing of it has been decoded. */
export interface Checked {
  readonly format: Format
  readonly width: number | null
  readonly height: number | null
  /** Null for an image, and for a video that doesn’t say. */
  readonly seconds: number | null
  /** Bytes at the beginning that are none of the media, and that nothing need read. */
  readonly skip: number
}

/**
 * Looks at a file’s first and last bytes: what it is, and whether it is what it was said to be.
 *
 * @param name as it was uploaded
 * @param mime as it was said to be; empty for nothing
 * @throws MediaError
 */
export async function checkEnds(path: string, name: string, mime: string): Promise<{ format: Format; size: number }> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const head = await readPart(file, 0, headBytes)
  const format = formatOf(bytesOf(head))
  checkClaims(format, name, mime)
  if (format.name === 'MP3') refuseLongTag(head)
  const most = { image: imageBounds.bytes, sound: soundBounds.bytes, video: mediaLimits.uploadBytes }[format.kind]
  if (size > most) tooLarge(format.kind, size, most)
  await refuseArchive(file, size)
  return { format, size }
}

/**
 * Reads what a file says of itself, by its header alone.
 *
 * @throws MediaError
 */
export async function checkHeader(path: string, format: Format): Promise<Checked> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  if (format.kind === 'video') {
    const movie = format.name === 'MP4' ? await readMp4(file, size) : await readWebm(file)
    checkMovie(movie)
    return { format, width: movie.width, height: movie.height, seconds: movie.seconds, skip: 0 }
  }
  const view = await readPart(file, 0, size)
  if (format.kind === 'image') return { format, ...readImage(bytesOf(view), format), seconds: null, skip: 0 }
  const seconds = readSound(bytesOf(view), format)
  return { format, width: null, height: null, seconds, skip: format.name === 'MP3' ? id3Bytes(view) : 0 }
}

/** The end of a zip archive: 22 bytes, and a comment of up to 64 KB. */
const zipEnd = Buffer.from([0x50, 0x4b, 5, 6])
const zipTail = 22 + 65_535

/** One file that is two things is made for a reader that takes it for the other one. */
async function refuseArchive(file: FileHandle, size: number): Promise<void> {
  const at = Math.max(0, size - zipTail)
  const tail = Buffer.from(bytesOf(await readPart(file, at, size - at)))
  const found = tail.lastIndexOf(zipEnd)
  if (found === -1 || found + 22 > tail.length) return
  // Chance makes these four bytes, too; an end that fits is no chance.
  if (found + 22 + tail.readUInt16LE(found + 20) === tail.length) refuse('lies', 'The file is also a zip archive.')
}

function tooLarge(what: string, size: number, most: number): never {
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)
  return refuse('too-large', `The ${what} has ${megabytes(size)} MB, and may have ${megabytes(most)} MB.`)
}

const bytesOf = (view: DataView) => new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength)
