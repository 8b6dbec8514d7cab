import { frameTimestamp, sampleTimestamp } from '../matroska.ts'
import type { PictureFormat } from '../presets.ts'
import type { FlvTag } from './flv.ts'
import { aacSamples, type Packet } from './packet.ts'

/** The first frame that an encoder gets, and the first sample, by their numbers in the show. */
export interface Origin {
  readonly frame: number
  readonly sample: number
}

/**
 * Gives each tag of an encoder its place in the show. FLV counts in ms and begins anew with each encoder, so frames and samples
 * are counted: an AAC packet is 1024 samples, and a frame is as many after the last as their times are apart.
 */
export function createRestamp({ fps, sampleRate }: PictureFormat, origin: Origin): (tag: FlvTag) => Packet {
  let frame = origin.frame
  let lastMs: number | null = null
  // The first packet of AAC comes before the first sample.
  let sample = origin.sample - aacSamples
  return ({ kind, isKey, ms, data }) => {
    if (kind === 'audio') {
      const number = sample
      sample += aacSamples
      const at = Math.sign(number) * sampleTimestamp(Math.abs(number), sampleRate)
      return { kind, isKey, number, at, data }
    }
    if (lastMs !== null) frame += Math.max(1, Math.round((((ms - lastMs) & 0x7fffffff) * fps.num) / (1000 * fps.den)))
    lastMs = ms
    return { kind, isKey, number: frame, at: frameTimestamp(frame, fps), data }
  }
}
