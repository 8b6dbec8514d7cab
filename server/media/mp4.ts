import type { FileHandle } from 'node:fs/promises'
import { lettersAt, readPart } from './bytes.ts'
import { refuse } from './error.ts'
import { videoBounds } from './limits.ts'
import type { Movie } from './movie.ts'

/** The index of a minute of video is a few hundred kilobytes. */
const maxMoovBytes = 4 * 2 ** 20
const maxBoxes = 1000

interface Box {
  readonly type: string
  readonly from: number
  readonly to: number
}

/**
 * Reads what an MP4 file says of itself (ISO 14496-12), by its boxes and without its media.
 *
 * @throws MediaError `broken`
 */
export async function readMp4(file: FileHandle, size: number): Promise<Movie> {
  const moov = await findMoov(file, size)
  const boxes = boxesIn(moov, 0, moov.byteLength)
  const tracks = boxes.filter(({ type }) => type === 'trak')
  if (tracks.length > videoBounds.tracks) broken(`has ${tracks.length} tracks, and may have ${videoBounds.tracks}`)
  if (boxes.some(({ type }) => type === 'mvex'))
    broken('is made of fragments, which don’t say how long they are: save it as a plain MP4')
  const videos = tracks.map((track) => readTrack(moov, track)).filter((each) => each !== null)
  const [first] = videos
  if (first === undefined) broken('has no picture in it')
  if (videos.length > 1) broken('has more than one track of pictures')
  const seconds = mvhdSeconds(moov, boxes)
  return { ...first, seconds: Math.max(seconds, first.seconds) }
}

/** Walks the outermost boxes, from each to the next. */
async function findMoov(file: FileHandle, size: number): Promise<DataView> {
  let at = 0
  for (let count = 0; at + 8 <= size; count++) {
    if (count > maxBoxes) broken('has too many parts')
    const head = await readPart(file, at, 16)
    if (head.byteLength < 8) break
    const length = boxLength(head, 0, size - at)
    if (lettersAt(head, 4) === 'moov') {
      if (length > maxMoovBytes) broken('has an index that is far too large')
      const from = headBytesOf(head, 0)
      if (at + length > size) break
      return await readPart(file, at + from, length - from)
    }
    at += length
  }
  return broken('is cut off: its index is not there')
}

function readTrack(view: DataView, track: Box): (Movie & { seconds: number }) | null {
  const mdia = boxesIn(view, ...find(boxesOf(view, track), 'mdia'))
  const minf = boxesIn(view, ...find(mdia, 'minf'))
  refuseReferences(view, minf)
  if (lettersAt(view, need(view, find(mdia, 'hdlr')[0] + 8, 4)) !== 'vide') return null
  const stbl = boxesIn(view, ...find(minf, 'stbl'))
  const entry = find(stbl, 'stsd')[0] + 8
  need(view, entry, 36)
  const seconds = headerSeconds(view, find(mdia, 'mdhd')[0], 12, 20)
  const samples = view.getUint32(need(view, find(stbl, 'stsz')[0] + 8, 4))
  const [width, height] = [view.getUint16(entry + 32), view.getUint16(entry + 34)]
  return { width, height, seconds, fps: seconds > 0 ? samples / seconds : null }
}

/** A file may say that its media are in another one. */
function refuseReferences(view: DataView, minf: readonly Box[]): void {
  const dinf = boxesIn(view, ...find(minf, 'dinf'))
  const [from, to] = find(dinf, 'dref')
  for (const { from: at, type } of boxesIn(view, from + 8, to))
    if (type !== 'url ' || (view.getUint32(need(view, at, 4)) & 1) === 0)
      broken('names other files to take its media from')
}

function mvhdSeconds(view: DataView, boxes: readonly Box[]): number {
  return headerSeconds(view, find(boxes, 'mvhd')[0], 12, 20)
}

/** A duration over its time scale; version 1 has longer numbers, and so in another place. */
function headerSeconds(view: DataView, at: number, short: number, long: number): number {
  need(view, at, 32)
  const isLong = view.getUint8(at) === 1
  const scale = view.getUint32(at + (isLong ? long : short))
  const duration = isLong ? Number(view.getBigUint64(at + long + 4)) : view.getUint32(at + short + 4)
  return scale === 0 ? 0 : duration / scale
}

const boxesOf = (view: DataView, { from, to }: Box) => boxesIn(view, from, to)

function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to;) {
    const length = boxLength(view, at, to - at)
    if (length > to - at || boxes.length > maxBoxes) broken('is damaged: its parts don’t fit into one another')
    boxes.push({ type: lettersAt(view, at + 4), from: at + headBytesOf(view, at), to: at + length })
    at += length
  }
  return boxes
}

/** Length 1 says that the real one is longer and comes after the name, 0 that it goes to the end. */
function boxLength(view: DataView, at: number, rest: number): number {
  const length = view.getUint32(at)
  if (length === 0) return rest
  if (length !== 1) return length < 8 ? broken('is damaged: a part of it is shorter than its head') : length
  const long = Number(view.getBigUint64(need(view, at + 8, 8)))
  return long < 16 ? broken('is damaged: a part of it is shorter than its head') : long
}

const headBytesOf = (view: DataView, at: number) => (view.getUint32(at) === 1 ? 16 : 8)

function find(boxes: readonly Box[], type: string): [from: number, to: number] {
  const box = boxes.find((each) => each.type === type)
  return box === undefined ? broken(`is damaged: it has no ${type}`) : [box.from, box.to]
}

/** @returns the place, if so many bytes are there */
function need(view: DataView, at: number, length: number): number {
  return at + length <= view.byteLength ? at : broken('is cut off')
}

function broken(why: string): never {
  return refuse('broken', `The MP4 file ${why}.`)
}
