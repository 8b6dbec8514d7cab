import type { Writable } from 'node:stream'
import { aacSamples, type Packet, type StreamConfig } from '../encode/packet.ts'
import {
  audioTrack,
  blockHeader,
  encodedHeader,
  sampleTimestamp,
  videoTrack,
  type MatroskaFormat,
} from '../matroska.ts'

/** Packets as one Matroska stream into a child. */
export interface PacketPipe {
  /** Bytes that wait in our memory. */
  readonly queuedBytes: number
  send(packet: Packet): void
}

/** Writes the header at once. */
export function createPacketPipe(pipe: Writable, format: MatroskaFormat, config: StreamConfig): PacketPipe {
  const delay = config.audio === null ? 0 : sampleTimestamp(aacSamples, format.sampleRate)
  pipe.write(encodedHeader(format, config.video, config.audio))
  return {
    get queuedBytes() {
      return pipe.writableLength
    },
    send({ kind, isKey, at, data }) {
      const [track, time] = kind === 'video' ? [videoTrack, at] : [audioTrack, at + delay]
      pipe.cork()
      pipe.write(blockHeader(track, time, data.length, isKey))
      pipe.write(data)
      pipe.uncork()
    },
  }
}
