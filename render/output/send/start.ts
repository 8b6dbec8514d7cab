import type { StreamConfig } from '../encode/packet.ts'
import { videoKbps, type EncodeFormat } from '../presets.ts'
import { startPublisher } from '../rtmp/publisher.ts'
import type { Target } from '../target.ts'
import { startMuxer } from './muxer.ts'
import type { Sender, SenderEvents } from './sender.ts'

/** What starts the sender that a target needs. */
export function senderOf(ffmpeg: string, format: EncodeFormat, target: Target) {
  return (config: StreamConfig, resumed: boolean, events: SenderEvents): Sender => {
    if (target.kind === 'rtmp') return startPublisher({ format, target, config, videoKbps: videoKbps(format) }, events)
    if (target.kind === 'null') throw new TypeError('null: has no sender')
    return startMuxer({ ffmpeg, format, target, config, resumed }, events)
  }
}
