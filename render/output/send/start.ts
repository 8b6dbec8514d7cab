import type { StreamConfig } from '../encode/packet.ts'
import { videoKbps, type EncodeFormat } from '../presets.ts'
import { startListener } from '../rtmp/listener.ts'
import { startPublisher } from '../rtmp/publisher.ts'
import type { Target } from '../target.ts'
import { startMuxer } from './muxer.ts'
import type { Sender, SenderEvents } from './sender.ts'
import { startWindow } from './window.ts'

/** What starts the sender that a target needs. */
export function senderOf(ffmpeg: string, format: EncodeFormat) {
  return (target: Target, config: StreamConfig, resumed: boolean, events: SenderEvents): Sender => {
    switch (target.kind) {
      case 'rtmp':
        return startPublisher({ format, target, config, videoKbps: videoKbps(format) }, events)
      case 'rtmp-listen':
        return startListener({ format, target, config, videoKbps: videoKbps(format) }, events)
      case 'preview':
        return startWindow({ ffmpeg, format, config }, events)
      case 'null':
        throw new TypeError('null: has no sender')
      default:
        return startMuxer({ ffmpeg, format, target, config, resumed }, events)
    }
  }
}
