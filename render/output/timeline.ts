import { samplesBefore, soundLeadFrames, type Fps } from '../clock.ts'

/** Bytes of one stereo sample of 16 bits. */
const sampleBytes = 4

/** The sound of one frame: 16-bit stereo. */
export type Chunk = Buffer

/**
 * The sound of the show as a row of chunks, one a frame, of exactly `S(n + 1) − S(n)` samples each.
 * The renderer appends; each encoder reads at its own place. Holds the last 10 s, so that an encoder
 * which was stopped for a while loses no sample; outlets give up long before they need what is older.
 */
export interface SoundTimeline {
  /** Chunks written; the next one has this index. */
  readonly length: number
  /** Samples in them, `S(length)`. */
  readonly samples: number
  /** Samples that had to be replaced by silence. */
  readonly concealed: number
  /** Index of the oldest chunk that is held. */
  readonly firstHeld: number
  append(chunk: Chunk): void
  /** Writes silence for the next chunk, since what is due must not wait. */
  conceal(): void
  /** The chunk at an index below `length`, or silence of the same length when it is no longer held. */
  read(index: number): Chunk
}

/** @param lead chunks of silence that it begins with */
export function createSoundTimeline(fps: Fps, sampleRate: number, lead = soundLeadFrames): SoundTimeline {
  const held = new Map<number, Chunk>()
  const maxHeld = Math.ceil((10 * fps.num) / fps.den)
  let length = 0
  let concealed = 0
  const bytesOf = (n: number) =>
    (samplesBefore(n + 1, fps, sampleRate) - samplesBefore(n, fps, sampleRate)) * sampleBytes
  const put = (chunk: Chunk) => {
    if (chunk.length !== bytesOf(length))
      throw new RangeError(`sound of frame ${length} has ${chunk.length} bytes, and must have ${bytesOf(length)}`)
    held.set(length, chunk)
    held.delete(length - maxHeld)
    length += 1
  }
  const timeline: SoundTimeline = {
    get length() {
      return length
    },
    get samples() {
      return samplesBefore(length, fps, sampleRate)
    },
    get firstHeld() {
      return Math.max(0, length - maxHeld)
    },
    get concealed() {
      return concealed
    },
    append: put,
    conceal() {
      concealed += bytesOf(length) / sampleBytes
      put(Buffer.alloc(bytesOf(length)))
    },
    read: (index) => held.get(index) ?? Buffer.alloc(bytesOf(index)),
  }
  // The lead: what the first tick sounds like is heard this many frames after it is seen.
  for (let n = 0; n < lead; n++) put(Buffer.alloc(bytesOf(n)))
  return timeline
}
