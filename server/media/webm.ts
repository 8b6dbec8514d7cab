import type { FileHandle } from 'node:fs/promises'
import { readPart } from './bytes.ts'
import { refuse } from './error.ts'
import { videoBounds } from './limits.ts'
import type { Movie } from './movie.ts'

/** All that is asked for comes before the first pictures. */
const headBytes = 2 ** 20
const maxElements = 1000

/** Names of elements (RFC 9559), with the bits that tell their length. */
const id = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  entry: 0xae,
  type: 0x83,
  frameNs: 0x23e383,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
} as const

interface Element {
  readonly id: number
  readonly from: number
  readonly to: number
}

/**
 * Reads what a WebM file says of itself, by its first elements and without its media. What browsers record often doesn’t say how long
 * it is.
 *
 * @throws MediaError `broken`
 */
export async function readWebm(file: FileHandle): Promise<Movie> {
  const view = await readPart(file, 0, headBytes)
  const outer = elementsIn(view, 0, view.byteLength)
  const header = elementsIn(view, ...find(outer, id.ebml))
  if (textOf(view, find(header, id.docType)) !== 'webm') broken('is Matroska, and no WebM')
  const segment = elementsIn(view, ...find(outer, id.segment))
  const entries = elementsIn(view, ...find(segment, id.tracks)).filter((each) => each.id === id.entry)
  if (entries.length > videoBounds.tracks) broken(`has ${entries.length} tracks, and may have ${videoBounds.tracks}`)
  const videos = entries
    .map(({ from, to }) => elementsIn(view, from, to))
    .filter((entry) => numberOf(view, entry, id.type) === 1)
  const [first] = videos
  if (first === undefined) broken('has no picture in it')
  if (videos.length > 1) broken('has more than one track of pictures')
  const video = elementsIn(view, ...find(first, id.video))
  const frameNs = numberOf(view, first, id.frameNs)
  return {
    width: numberOf(view, video, id.width) ?? 0,
    height: numberOf(view, video, id.height) ?? 0,
    seconds: secondsOf(view, segment),
    fps: frameNs === null || frameNs === 0 ? null : 1e9 / frameNs,
  }
}

function secondsOf(view: DataView, segment: readonly Element[]): number | null {
  const info = elementsIn(view, ...find(segment, id.info))
  const scale = numberOf(view, info, id.scale) ?? 1_000_000
  const duration = info.find((each) => each.id === id.duration)
  if (duration === undefined) return null
  const { from, to } = duration
  const value = to - from === 4 ? view.getFloat32(from) : to - from === 8 ? view.getFloat64(from) : Number.NaN
  const seconds = (value * scale) / 1e9
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : broken('says nothing that could be how long it is')
}

function elementsIn(view: DataView, from: number, to: number): Element[] {
  const elements: Element[] = []
  for (let at = from; at < to && elements.length < maxElements;) {
    const name = vint(view, at, false)
    const length = name && vint(view, at + name.bytes, true)
    if (!name || !length) break
    const begin = at + name.bytes + length.bytes
    // What is longer than what was read, or of unknown length, goes as far as was read.
    const end = length.value === null ? to : Math.min(to, begin + length.value)
    elements.push({ id: name.value ?? 0, from: begin, to: end })
    at = end
  }
  return elements
}

/** A number whose leading zero bits tell its length; null where it is cut off. All ones is a length that isn’t known. */
function vint(view: DataView, at: number, isLength: boolean): { bytes: number; value: number | null } | null {
  if (at >= view.byteLength) return null
  const first = view.getUint8(at)
  const bytes = Math.clz32(first) - 23
  if (bytes > (isLength ? 8 : 4) || at + bytes > view.byteLength) return null
  let value = isLength ? first & ((1 << (8 - bytes)) - 1) : first
  let isUnknown = isLength && value === (1 << (8 - bytes)) - 1
  for (let i = 1; i < bytes; i++) {
    const byte = view.getUint8(at + i)
    value = value * 256 + byte
    isUnknown &&= byte === 255
  }
  return { bytes, value: isUnknown ? null : value }
}

function numberOf(view: DataView, elements: readonly Element[], wanted: number): number | null {
  const found = elements.find((each) => each.id === wanted)
  if (found === undefined || found.to - found.from > 8) return null
  let value = 0
  for (let at = found.from; at < found.to; at++) value = value * 256 + view.getUint8(at)
  return value
}

function textOf(view: DataView, [from, to]: [number, number]): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, from, Math.min(20, to - from))).replace(/\0+$/, '')
}

function find(elements: readonly Element[], wanted: number): [from: number, to: number] {
  const found = elements.find((each) => each.id === wanted)
  return found === undefined ? broken('is cut off, or damaged') : [found.from, found.to]
}

function broken(why: string): never {
  return refuse('broken', `The WebM file ${why}.`)
}
