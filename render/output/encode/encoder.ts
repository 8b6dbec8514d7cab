import type { Packet, StreamConfig } from './packet.ts'
import { samplesBefore } from '../../clock.ts'
import { startChild } from '../child.ts'
import { encoderArgs } from '../ffmpeg.ts'
import { audioTrack, blockHeader, frameTimestamp, rawHeader, sampleTimestamp, videoTrack } from '../matroska.ts'
import { hasAac, type EncodeFormat } from '../presets.ts'
import { createFlvReader } from './flv.ts'
import { createRestamp, type Origin } from './restamp.ts'

export interface EncoderEvents {
  /** Comes before the first packet. */
  config(config: StreamConfig): void
  packet(packet: Packet): void
  /** The child is gone; `reason` is the last thing it complained of, or how it ended. */
  ended(code: number | null, reason: string): void
  /** The pipe has room again. */
  drain(): void
}

/** One running ffmpeg that encodes: pictures and sound in by one Matroska pipe, packets out. */
export interface Encoder {
  readonly pid: number
  /** Bytes that wait in our memory for the pipe. */
  readonly queuedBytes: number
  /** Once so many bytes have waited, `drain` comes when they have left; with fewer it may not. */
  readonly drainBytes: number
  /** Says which frame and which sample come first. Called once, before the first of them. */
  begin(origin: Origin): void
  /** Writes the picture of a frame; `written` is called once its memory may be used again. */
  writePicture(frame: number, bytes: Uint8Array, written: () => void): void
  /** Writes 16-bit stereo samples, of which the first is number `sample` of the show. */
  writeSound(sample: number, bytes: Buffer): void
  /** Ends the input and waits for the last packet; kills the child when that takes too long. */
  close(): Promise<void>
  /** Ends it at once; `ended` follows. */
  kill(): void
}

/** Time that an encoder has to give its last packets. */
const closeMs = 8000

/** Starts an encoder, which then waits for its first frame. @throws Error when no process could be started */
export function startEncoder(ffmpeg: string, format: EncodeFormat, events: EncoderEvents): Encoder {
  const { fps, sampleRate } = format
  const child = startChild(
    ffmpeg,
    encoderArgs(format),
    {},
    { complained: () => {}, ended: (code, reason) => events.ended(code, reason) },
  )
  const pipe = child.stdin
  pipe.on('drain', () => events.drain())
  pipe.write(rawHeader(format))
  let origin: Origin = { frame: 0, sample: 0 }
  let soundDelay = 0
  const write = (track: number, at: number, bytes: Uint8Array, written: () => void) => {
    pipe.cork()
    pipe.write(blockHeader(track, at, bytes.length))
    pipe.write(bytes, () => written())
    pipe.uncork()
  }
  return {
    pid: child.pid,
    get queuedBytes() {
      return pipe.writableLength
    },
    drainBytes: pipe.writableHighWaterMark,
    begin(first) {
      origin = first
      soundDelay = Math.max(0, sampleTimestamp(first.sample - samplesBefore(first.frame, fps, sampleRate), sampleRate))
      child.stdout.on('data', readPackets(format, first, events))
    },
    writePicture: (frame, bytes, written) =>
      write(videoTrack, frameTimestamp(frame - origin.frame, fps), bytes, written),
    writeSound: (sample, bytes) =>
      write(audioTrack, soundDelay + sampleTimestamp(sample - origin.sample, sampleRate), bytes, () => {}),
    kill: () => child.kill(),
    close: () => child.close(closeMs),
  }
}

/** Puts the two configurations together, and each packet at its time in the show. */
function readPackets(format: EncodeFormat, first: Origin, events: EncoderEvents): (chunk: Buffer) => void {
  const restamp = createRestamp(format, first)
  const needed = hasAac(format) ? 2 : 1
  const configs = new Map<'video' | 'audio', Buffer>()
  return createFlvReader((tag) => {
    if (!tag.isConfig) {
      const packet = restamp(tag)
      if (packet !== null) events.packet(packet)
      return
    }
    configs.set(tag.kind, tag.data)
    const video = configs.get('video')
    if (video !== undefined && configs.size === needed) events.config({ video, audio: configs.get('audio') ?? null })
  })
}
