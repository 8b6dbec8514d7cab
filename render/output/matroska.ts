import type { Fps } from '../clock.ts'
import { aacSamples } from './encode/packet.ts'

/**
 * The smallest Matroska stream that carries pictures and sound on one pipe with exact timestamps (RFC 9559), raw into an encoder
 * or encoded into a muxer: one track of each, one cluster a block.
 *
 * Timestamps count in 10 µs, and each cluster holds one block at offset 0, so the 16-bit block offset never limits the lead.
 */
export interface MatroskaFormat {
  readonly width: number
  readonly height: number
  readonly fps: Fps
  readonly sampleRate: number
}

const timestampScaleNs = 10_000n

/** EBML element ids (RFC 9559, section 5). */
const id = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  defaultDuration: 0x23e383,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  colourSpace: 0x2eb524,
  colour: 0x55b0,
  matrix: 0x55b1,
  range: 0x55b9,
  transfer: 0x55ba,
  primaries: 0x55bb,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  bitDepth: 0x6264,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const

export const videoTrack = 1
export const audioTrack = 2

/** Everything before the first frame of raw pictures and sound. */
export function rawHeader(format: MatroskaFormat): Buffer {
  const colourSpace = element(id.colourSpace, [Buffer.from('I420')])
  return header([
    pictureTrack(format, 'V_UNCOMPRESSED', [], [colourSpace]),
    soundTrack(format, 'A_PCM/INT/LIT', [uint(id.bitDepth, 16)], []),
  ])
}

/**
 * Everything before the first packet of H.264 and AAC or PCM. The time of each sound packet of AAC is written with
 * `aacDelay` added, which readers take off again: Matroska has no time before 0.
 *
 * @param video AVCDecoderConfigurationRecord
 * @param audio AudioSpecificConfig, or null for 16-bit PCM
 */
export function encodedHeader(format: MatroskaFormat, video: Buffer, audio: Buffer | null): Buffer {
  const avc = element(id.codecPrivate, [video])
  const pcm = () => soundTrack(format, 'A_PCM/INT/LIT', [uint(id.bitDepth, 16)], [])
  const delayNs = Math.round((aacSamples * 1e9) / format.sampleRate)
  const aac = (config: Buffer) =>
    soundTrack(format, 'A_AAC', [], [element(id.codecPrivate, [config]), uint(id.codecDelay, delayNs)])
  return header([pictureTrack(format, 'V_MPEG4/ISO/AVC', [avc], []), audio === null ? pcm() : aac(audio)])
}

function header(tracks: readonly Buffer[]): Buffer {
  return Buffer.concat([
    element(id.ebml, [text(id.docType, 'matroska'), uint(id.docTypeVersion, 4), uint(id.docTypeReadVersion, 2)]),
    idBytes(id.segment),
    unknownSize,
    element(id.info, [
      uint(id.timestampScale, Number(timestampScaleNs)),
      text(id.muxingApp, 'chatarcade'),
      text(id.writingApp, 'chatarcade'),
    ]),
    element(id.tracks, tracks),
  ])
}

function pictureTrack(
  format: MatroskaFormat,
  codec: string,
  more: readonly Buffer[],
  moreOfVideo: readonly Buffer[],
): Buffer {
  const frameDurationNs = Number((BigInt(format.fps.den) * 1_000_000_000n) / BigInt(format.fps.num))
  const video = element(id.video, [
    uint(id.pixelWidth, format.width),
    uint(id.pixelHeight, format.height),
    ...moreOfVideo,
    // 1 is BT.709 in each of the three, and range 1 is "broadcast": 16 to 235.
    element(id.colour, [uint(id.matrix, 1), uint(id.range, 1), uint(id.transfer, 1), uint(id.primaries, 1)]),
  ])
  return track(videoTrack, 1, codec, [uint(id.defaultDuration, frameDurationNs), ...more, video])
}

function soundTrack(
  { sampleRate }: MatroskaFormat,
  codec: string,
  moreOfAudio: readonly Buffer[],
  more: readonly Buffer[],
): Buffer {
  const audio = element(id.audio, [float(id.samplingFrequency, sampleRate), uint(id.channels, 2), ...moreOfAudio])
  return track(audioTrack, 2, codec, [...more, audio])
}

/**
 * What goes before the `bytes` bytes of one block: a cluster of known size that holds just this block. Written by hand and
 * of fixed length, since there is one for each frame and each packet of sound.
 */
export function blockHeader(trackNumber: number, timestamp: number, bytes: number, isKey = true): Buffer {
  const out = Buffer.allocUnsafe(blockHeaderBytes)
  out.writeUInt32BE(id.cluster, 0)
  out.writeUInt32BE(sized(blockHeaderBytes - 8 + bytes), 4)
  out[8] = id.timestamp
  out.writeUInt32BE(sized(8), 9)
  out.writeUInt32BE(Math.floor(timestamp / 2 ** 32), 13)
  out.writeUInt32BE(timestamp >>> 0, 17)
  out[21] = id.simpleBlock
  out.writeUInt32BE(sized(4 + bytes), 22)
  // Track number, offset 0 in two bytes, and the keyframe flag.
  out.writeUInt32BE((((0x80 | trackNumber) << 24) | (isKey ? 0x80 : 0)) >>> 0, 26)
  return out
}

const blockHeaderBytes = 30

/** Timestamp of frame `n` in units of 10 µs, rounded to the nearest. */
export function frameTimestamp(n: number, fps: Fps): number {
  const num = BigInt(fps.num)
  return Number((BigInt(n) * BigInt(fps.den) * 100_000n + num / 2n) / num)
}

/** Timestamp of sample `n` in units of 10 µs, rounded to the nearest. */
export function sampleTimestamp(n: number, sampleRate: number): number {
  return Number((BigInt(n) * 100_000n + BigInt(sampleRate) / 2n) / BigInt(sampleRate))
}

function track(number: number, type: number, codec: string, more: readonly Buffer[]): Buffer {
  return element(id.trackEntry, [
    uint(id.trackNumber, number),
    uint(id.trackUid, number),
    uint(id.trackType, type),
    uint(id.flagLacing, 0),
    text(id.codecId, codec),
    ...more,
  ])
}

function element(elementId: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([idBytes(elementId), size(body.length), body])
}

/** An id carries its own length marker, so it is written as it stands. */
function idBytes(elementId: number): Buffer {
  const hex = elementId.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
}

function size(bytes: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(sized(bytes))
  return out
}

/** A size of up to 2^28 in four bytes, marker bit first. */
function sized(bytes: number): number {
  return (0x10000000 | bytes) >>> 0
}

/** A live segment ends when the pipe does. */
const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])

function uint(elementId: number, value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value))
  const used = Math.max(1, Math.ceil(value.toString(2).length / 8))
  return element(elementId, [out.subarray(8 - used)])
}

function float(elementId: number, value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeDoubleBE(value)
  return element(elementId, [out])
}

function text(elementId: number, value: string): Buffer {
  return element(elementId, [Buffer.from(value)])
}
