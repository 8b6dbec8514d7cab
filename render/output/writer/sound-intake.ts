import { samplesBefore, samplesOf, soundLeadFrames } from '../../clock.ts'
import type { PictureFormat } from '../presets.ts'
import type { SoundTimeline } from '../timeline.ts'
import { createPcmQueue } from './pcm-queue.ts'

export interface SoundIntakeOptions extends Pick<PictureFormat, 'fps' | 'sampleRate'> {
  readonly timeline: SoundTimeline
  /** Frames that have left. */
  readonly written: () => number
  /** Whether sound is written at all; else the stream is silent. */
  readonly hasSound: boolean
}

/** Sound as it was written, of any length, which is cut into the chunks that belong to frames. */
export interface SoundIntake {
  /** Samples of each channel that have come, and those of them that wait. */
  readonly came: number
  readonly waiting: number
  take(pcm: Buffer): void
  /** Cuts what is there and near enough its frame, and hands on each chunk. */
  cut(add: (chunk: Buffer) => void): void
  /** The next chunk with silence for what isn't there; that is left out when it comes. */
  pad(): Buffer
  /** No more comes. @returns the number of chunks, the last one made whole with silence */
  end(least: number): number
}

/** Chunks that are cut ahead of their frames; the rest waits uncut, since a timeline holds only so much. */
const aheadChunks = 2 * soundLeadFrames

export function createSoundIntake({ fps, sampleRate, timeline, ...options }: SoundIntakeOptions): SoundIntake {
  const { written, hasSound } = options
  const pcm = createPcmQueue()
  const samplesUntil = (chunk: number) => samplesBefore(chunk, fps, sampleRate)
  const nextSamples = () => samplesOf(timeline.length, fps, sampleRate)
  let came = 0
  /** Samples that are still to come for places that were filled. */
  let late = 0
  let total = Infinity

  return {
    get came() {
      return came
    },
    get waiting() {
      return hasSound ? pcm.samples + Math.max(0, timeline.samples - samplesUntil(written())) : 0
    },
    take(bytes) {
      const samples = bytes.length / 4
      const tooLate = Math.min(late, samples)
      came += samples
      late -= tooLate
      pcm.push(bytes.subarray(tooLate * 4))
    },
    cut(add) {
      while (timeline.length < Math.min(total, written() + aheadChunks)) {
        if (hasSound && total === Infinity && pcm.samples < nextSamples()) return
        add(pcm.take(nextSamples()))
      }
    },
    pad() {
      late += nextSamples() - pcm.samples
      return pcm.take(nextSamples())
    },
    end(least) {
      const samples = hasSound ? timeline.samples + pcm.samples : 0
      total = least
      while (samplesUntil(total) < samples) total += 1
      return total
    },
  }
}
