import { frameTimestamp } from '../../render/output/matroska.ts'
import { aacSamples } from '../../render/output/encode/packet.ts'
import type { FlvTag } from '../../render/output/encode/flv.ts'
import type { PictureFormat } from '../../render/output/presets.ts'

/** What has come out. */
export interface Reading {
  readonly pictures: number
  /** Of sound, 1024 samples each. */
  readonly packets: number
  /** Pictures whose time was not after that of the one before. */
  readonly backwards: number
  /** Pictures and packets of sound that were not where their count says, by more than FLV's own rounding to ms. */
  readonly misplaced: number
}

/** Milliseconds that a time may be off: FLV rounds each, and the first packet of sound comes before 0. */
const roundingMs = 2

/** Follows the tags of a stream without keeping any. */
export function createReading({ fps, sampleRate }: PictureFormat): {
  take(tag: FlvTag): void
  readonly result: Reading
} {
  let [pictures, packets, backwards, misplaced] = [0, 0, 0, 0]
  let lastMs = -1
  let firstOf: { video: number | null; audio: number | null } = { video: null, audio: null }
  const check = (kind: FlvTag['kind'], ms: number, expected: number) => {
    firstOf = { ...firstOf, [kind]: firstOf[kind] ?? ms }
    if (Math.abs(ms - (firstOf[kind] ?? 0) - expected) > roundingMs) misplaced += 1
  }
  return {
    take({ kind, isConfig, ms }) {
      if (isConfig) return
      if (kind === 'audio') {
        check(kind, ms, (packets * aacSamples * 1000) / sampleRate)
        packets += 1
        return
      }
      check(kind, ms, frameTimestamp(pictures, fps) / 100)
      if (ms <= lastMs) backwards += 1
      lastMs = ms
      pictures += 1
    },
    get result() {
      return { pictures, packets, backwards, misplaced }
    },
  }
}
