import { samplesBefore, soundLeadFrames } from '../../clock.ts'
import type { EncodeFormat } from '../presets.ts'
import type { FrameSource } from '../source.ts'
import type { Encoder } from './encoder.ts'
import type { Origin } from './restamp.ts'

/** Bytes of a stereo sample of 16 bits. */
const sampleBytes = 4

/** What one encoder gets: every frame from the first one on, each with the sound that leads it. */
export interface Feed {
  /** The next frame. */
  readonly frames: number
  /** Writes the next frame, with the newest picture of the source. */
  writeFrame(): void
  /** Leaves out frames up to this one, and none of the sound. */
  skipTo(frame: number): void
}

/** Begins to feed an encoder; it gets no sound where the format's sound isn't encoded. */
export function createFeed(
  encoder: Encoder,
  format: EncodeFormat,
  source: FrameSource,
  origin: Origin,
  hasSound: boolean,
): Feed {
  const { fps, sampleRate } = format
  let frames = origin.frame
  let sample = origin.sample
  let chunk = chunkOf(sample)
  encoder.begin(origin)

  /** The chunk that holds a sample. */
  function chunkOf(number: number): number {
    let index = Math.floor((number * fps.num) / (sampleRate * fps.den))
    while (samplesBefore(index + 1, fps, sampleRate) <= number) index += 1
    while (index > 0 && samplesBefore(index, fps, sampleRate) > number) index -= 1
    return index
  }

  function writeSound(): void {
    const until = Math.min(frames + soundLeadFrames + 1, source.sound.length, source.limit)
    for (; chunk < until; chunk++) {
      const bytes = source.sound.read(chunk).subarray((sample - samplesBefore(chunk, fps, sampleRate)) * sampleBytes)
      encoder.writeSound(sample, bytes)
      sample += bytes.length / sampleBytes
    }
  }

  return {
    get frames() {
      return frames
    },
    /** Sound first, then the picture: the muxer must never wait for a sample. */
    writeFrame() {
      if (hasSound) writeSound()
      const { picture } = source
      picture.hold()
      encoder.writePicture(frames, picture.bytes, () => picture.release())
      frames += 1
    },
    skipTo(frame) {
      frames = Math.max(frames, frame)
    },
  }
}
