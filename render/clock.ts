import { RenderError } from './error.ts'

/** Frames a second as an exact fraction: 30 is 30/1, NTSC's 29.97 is 30000/1001. */
export interface Fps {
  readonly num: number
  readonly den: number
}

/** Sound runs this many frames ahead of the picture in every output, since a muxer waits for it. */
export const soundLeadFrames = 3

/** Below 10 fps the sound's lead would pass what a Matroska block can express; above 120 no platform takes it. */
const fpsRange = { min: 10, max: 120 }

/** Reads `30` or `30000/1001`. @throws RenderError `bad-fps` */
export function parseFps(text: string): Fps {
  // Four digits below the line keep every product of `scale` exact, at any sample rate up to 192 kHz.
  const match = /^([0-9]{1,6})(?:\/([0-9]{1,4}))?$/.exec(text)
  const num = Number(match?.[1] ?? NaN)
  const den = Number(match?.[2] ?? 1)
  const value = num / den
  if (!(value >= fpsRange.min && value <= fpsRange.max))
    throw new RenderError(
      'bad-fps',
      `fps is ${JSON.stringify(text)}, and must be a number from ${fpsRange.min} to ${fpsRange.max} or a fraction of two: 24, 25, 30, 60, 30000/1001, 60000/1001`,
    )
  const common = divisor(num, den)
  return { num: num / common, den: den / common }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

export function formatFps({ num, den }: Fps): string {
  return den === 1 ? String(num) : `${num}/${den}`
}

/**
 * `floor(n · mul / div)` without ever multiplying large numbers: `n · 48000 · 1001` alone passes 2^53 after 36 days.
 * Whole periods are split off first, so the result is exact for as long as it is itself below 2^53.
 */
function scale(n: number, mul: number, div: number): number {
  const periods = Math.floor(n / div)
  return periods * mul + Math.floor(((n - periods * div) * mul) / div)
}

/** Samples before frame `n`: `S(n) = floor(n · rate · den / num)`. */
export function samplesBefore(n: number, fps: Fps, sampleRate: number): number {
  return scale(n, sampleRate * fps.den, fps.num)
}

/** Samples that belong to frame `n` alone: `S(n + 1) − S(n)`. */
export function samplesOf(n: number, fps: Fps, sampleRate: number): number {
  return samplesBefore(n + 1, fps, sampleRate) - samplesBefore(n, fps, sampleRate)
}

/** The last tick that is due at the time of frame `n`. */
export function tickAtFrame(n: number, fps: Fps, tickRate: number): number {
  return scale(n, tickRate * fps.den, fps.num)
}

/** The first nanosecond since the start at which frame `n` is due. */
export function frameNs(n: number, fps: Fps): bigint {
  const num = BigInt(fps.num)
  return (BigInt(n) * BigInt(fps.den) * 1_000_000_000n + num - 1n) / num
}

/** Frames that are due after a time, the first one at once: `floor(t · fps) + 1` frames have begun. */
export function framesDue(elapsedNs: bigint, fps: Fps): number {
  if (elapsedNs < 0n) return 0
  return Number((elapsedNs * BigInt(fps.num)) / (BigInt(fps.den) * 1_000_000_000n)) + 1
}
