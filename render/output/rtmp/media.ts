import type { Packet, StreamConfig } from '../encode/packet.ts'
import type { PictureFormat } from '../presets.ts'
import type { AmfValue } from './amf.ts'

export interface MediaOptions {
  readonly format: PictureFormat
  readonly config: StreamConfig
  /** kbit/s of video, for the other end's information. */
  readonly videoKbps: number
}

/** What players may show before the first picture: the members of `onMetaData` of FLV (annex E.5). */
export function metadata({ format, config, videoKbps }: MediaOptions): { readonly [name: string]: AmfValue } {
  return {
    width: format.width,
    height: format.height,
    framerate: format.fps.num / format.fps.den,
    videocodecid: 7,
    videodatarate: videoKbps,
    ...(config.audio === null ? {} : { audiocodecid: 10, audiosamplerate: format.sampleRate, stereo: true }),
    encoder: 'chatarcade',
  }
}

/** What decoders must know, as the first messages of video and of sound. */
export function configBodies({ video, audio }: StreamConfig): readonly { kind: Packet['kind']; body: Buffer }[] {
  return [
    { kind: 'video', body: Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), video]) },
    ...(audio === null ? [] : [{ kind: 'audio' as const, body: Buffer.concat([Buffer.from([0xaf, 0]), audio]) }]),
  ]
}

/** A packet as FLV has it (annex E.4): H.264 without B-frames, AAC. */
export function packetBody({ kind, isKey, data }: Packet): Buffer {
  return Buffer.concat([Buffer.from(kind === 'video' ? [isKey ? 0x17 : 0x27, 1, 0, 0, 0] : [0xaf, 1]), data])
}

const unitsPerMs = 100

/** Times of a session, which counts in ms from its first packet. @returns null for what belongs before it */
export function createSessionTime(): (packet: Packet) => number | null {
  let base: number | null = null
  return ({ at }) => {
    base ??= at
    const time = Math.round((at - base) / unitsPerMs)
    return time < 0 ? null : time
  }
}
