import { samplesBefore } from '../../clock.ts'
import type { EncodeFormat } from '../presets.ts'
import type { FrameSource } from '../source.ts'
import { aacSamples } from './packet.ts'
import type { Origin } from './restamp.ts'

/** Frames of an encoder that died which the next one makes again, of the newest picture: one second's worth. More is left out. */
const remadeSeconds = 1

/** Where the very first encoder begins; the first packet of AAC comes before the first sample. */
export function firstOrigin({ fps, sampleRate }: EncodeFormat, firstFrame: number): Origin {
  return { frame: firstFrame, sample: samplesBefore(firstFrame, fps, sampleRate) - aacSamples }
}

/**
 * Where a new encoder begins: with the next frame, or at live pace a second ago where that is longer past; with sound on the same grid
 * as before.
 */
export function originAfter({ fps, sampleRate }: EncodeFormat, source: FrameSource, next: Origin): Origin {
  // Once the show is over nothing is late any more, and nothing ever is where nobody watches it meanwhile.
  const isLate = source.pace === 'live' && source.written < source.limit
  const oldest = !isLate ? 0 : source.written - Math.ceil((remadeSeconds * fps.num) / fps.den)
  const frame = Math.max(next.frame, oldest)
  const held = samplesBefore(Math.max(0, source.sound.firstHeld), fps, sampleRate)
  // The packet before the next one is made again, since an encoder needs it to begin without a click.
  const sample = Math.max(0, next.sample - aacSamples)
  return { frame, sample: sample >= held ? sample : samplesBefore(frame, fps, sampleRate) }
}
