import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { startChild } from '../child.ts'
import { aacSamples, type Packet, type StreamConfig } from '../encode/packet.ts'
import { muxerArgs, type MuxerTarget } from '../ffmpeg.ts'
import {
  audioTrack,
  blockHeader,
  encodedHeader,
  sampleTimestamp,
  videoTrack,
  type MatroskaFormat,
} from '../matroska.ts'
import type { Sender, SenderEvents } from './sender.ts'

export interface MuxerOptions {
  readonly ffmpeg: string
  readonly format: MatroskaFormat
  readonly target: MuxerTarget
  readonly config: StreamConfig
  /** Whether an earlier muxer has written to this target. */
  readonly resumed: boolean
}

/** An ffmpeg that puts packets into the target's format and encodes nothing. @throws Error when no process could be started */
export function startMuxer({ ffmpeg, format, target, config, resumed }: MuxerOptions, events: SenderEvents): Sender {
  let killedFor: string | null = null
  const child = startChild(
    ffmpeg,
    muxerArgs(target, resumed),
    {},
    {
      complained: () => {},
      ended: (code, reason) => events.ended(killedFor ?? reason, code === 0),
    },
  )
  const pipe = child.stdin
  const delay = config.audio === null ? 0 : sampleTimestamp(aacSamples, format.sampleRate)
  pipe.on('drain', () => events.drain())
  pipe.write(encodedHeader(format, config.video, config.audio))
  whenWorking(child.stdout, () => events.working())
  queueMicrotask(() => events.open())
  return {
    get queuedBytes() {
      return pipe.writableLength
    },
    send({ kind, isKey, at, data }: Packet) {
      const [track, time] = kind === 'video' ? [videoTrack, at] : [audioTrack, at + delay]
      pipe.cork()
      pipe.write(blockHeader(track, time, data.length, isKey))
      pipe.write(data)
      pipe.uncork()
    },
    close: (graceMs) => child.close(graceMs),
    kill(reason) {
      killedFor = reason
      child.kill()
    },
  }
}

/** Reads `-progress`: `name=value` lines, of which `out_time_us` is how much was written, or `N/A`. */
function whenWorking(output: Readable, working: () => void): void {
  let isWorking = false
  createInterface({ input: output }).on('line', (line) => {
    const [name = '', value = ''] = line.split('=', 2)
    if (isWorking || name !== 'out_time_us' || !(Number(value) > 0)) return
    isWorking = true
    working()
  })
}
