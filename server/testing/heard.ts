import { matchGolden } from './golden-file.ts'
import { decodeWav, encodeWav } from './wav.ts'

/** What the viewers hear for a while. */
export interface Heard {
  /** −1 to 1. */
  readonly left: Float32Array
  readonly right: Float32Array
  /** Samples a second. */
  readonly sampleRate: number
  /** The same as a WAV file. */
  readonly wav: Uint8Array
  /** The loudest sample, 0 to 1; 0 is silence. */
  readonly peak: number
  /**
   * How loud one pitch is, 0 to 1, at the moment when it is loudest: the amplitude of that sine in a tenth of a second, the mean of both
   * sides. Pitches within 20 Hz of it are heard as well.
   */
  level(hz: number): number
  /**
   * Compares with a WAV file that somebody has listened to; differences below −50 dB are let pass. Written as a picture's is.
   *
   * @throws Error where they differ, with the new one beside it as `NAME.actual.wav`
   */
  shouldMatch(file: string | URL): Promise<void>
}

/** Of the difference: what is 50 dB below full scale is not heard beside a game. */
const toleratedRms = 10 ** (-50 / 20)

export function createHeard(left: Float32Array, right: Float32Array, sampleRate: number): Heard {
  const wav = encodeWav(left, right, sampleRate)
  return {
    ...{ left, right, sampleRate, wav },
    peak: Math.max(peakOf(left), peakOf(right)),
    level: (hz) => loudest(left, hz, sampleRate) / 2 + loudest(right, hz, sampleRate) / 2,
    shouldMatch: (file) =>
      matchGolden(file, { kind: 'sound', bytes: wav, compare: (golden) => differenceOf(wav, golden) }),
  }
}

function peakOf(samples: Float32Array): number {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
}

const momentSeconds = 0.1

function loudest(samples: Float32Array, hz: number, sampleRate: number): number {
  const block = Math.min(samples.length, Math.round(momentSeconds * sampleRate))
  if (block === 0) return 0
  const hop = Math.ceil(block / 2)
  const moments = Array.from({ length: 1 + Math.floor((samples.length - block) / hop) }, (_, i) => i * hop)
  return Math.max(...moments.map((at) => levelOf(samples.subarray(at, at + block), hz / sampleRate)))
}

/** The amplitude of one sine within samples, by Goertzel's algorithm, under a Hann window that keeps other pitches out. */
function levelOf(samples: Float32Array, turnsPerSample: number): number {
  const { length } = samples
  const factor = 2 * Math.cos(2 * Math.PI * turnsPerSample)
  let [last, before] = [0, 0]
  for (const [i, sample] of samples.entries()) {
    const window = 1 - Math.cos((2 * Math.PI * i) / length)
    ;[last, before] = [sample * window + factor * last - before, last]
  }
  const power = last * last + before * before - factor * last * before
  return length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / length
}

function differenceOf(wav: Uint8Array, golden: Uint8Array): string | null {
  const [now, was] = [decodeWav(wav), decodeWav(golden)]
  if (now === null || was === null) return 'the file is not one that was written by this'
  if (now.sampleRate !== was.sampleRate || now.samples.length !== was.samples.length)
    return `it has ${now.samples.length / 2} samples at ${now.sampleRate} Hz, and had ${was.samples.length / 2} at ${was.sampleRate} Hz`
  const sum = now.samples.reduce((total, sample, i) => total + (sample - (was.samples[i] as number)) ** 2, 0)
  const rms = Math.sqrt(sum / Math.max(1, now.samples.length))
  if (rms <= toleratedRms) return null
  return `they differ by ${(20 * Math.log10(rms)).toFixed(1)} dB of full scale`
}
