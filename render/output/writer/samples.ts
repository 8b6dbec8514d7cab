import { RenderError } from '../../error.ts'
import { toPcm16 } from '../../sound/pcm.ts'
import { firstNotFinite } from './finite.ts'

/** Floats are −1 to 1, and what is beyond is clipped; 16-bit integers are −32768 to 32767. */
export type Samples = Float32Array | Float64Array | Int16Array

/** The sound that a program gives. */
export interface SoundLayout {
  /** Channels of a single array: 1 for mono, the default, or 2 for left and right in turn. */
  readonly channels?: 1 | 2
}

/** One array for both sides, or one a side. */
export type SoundGiven = Samples | readonly [Samples] | readonly [left: Samples, right: Samples]

/** Longest piece of sound that one write may give. */
const maxSeconds = 60

/**
 * Sound as it is given, as 16-bit stereo. Mono goes to both sides.
 * @throws RenderError `bad-samples`
 */
export function toStereo(given: SoundGiven, { channels = 1 }: SoundLayout, sampleRate: number): ArrayBuffer {
  const { left, right } = sides(given, channels)
  if (left.length > maxSeconds * sampleRate)
    throw new RenderError(
      'bad-samples',
      `${left.length} samples were given at once, and may be ${maxSeconds} s, ${maxSeconds * sampleRate}; give them in pieces`,
    )
  return toPcm16(left, right)
}

interface Sides {
  readonly left: Float32Array
  readonly right: Float32Array
}

function sides(given: SoundGiven, channels: number): Sides {
  if (channels !== 1 && channels !== 2)
    throw new RenderError('bad-samples', `channels is ${JSON.stringify(channels)}, and must be 1 or 2`)
  if (Array.isArray(given)) return planar(given as readonly Samples[])
  const samples = checked(given as Samples, 'samples')
  if (channels === 1) return mono(samples)
  if (samples.length % 2 === 1)
    throw new RenderError(
      'bad-samples',
      `samples are ${samples.length} values, and left and right in turn are an even number`,
    )
  return { left: toFloat(samples, 0, 2), right: toFloat(samples, 1, 2) }
}

function planar(given: readonly Samples[]): Sides {
  const [first, second] = given
  if (first === undefined || given.length > 2)
    throw new RenderError('bad-samples', `${given.length} channels were given, and must be 1 or 2`)
  const left = checked(first, given.length === 1 ? 'samples' : 'the left channel')
  if (second === undefined) return mono(left)
  const right = checked(second, 'the right channel')
  if (left.length !== right.length)
    throw new RenderError(
      'bad-samples',
      `the left channel has ${left.length} samples and the right ${right.length}, and must have as many`,
    )
  return { left: toFloat(left, 0, 1), right: toFloat(right, 0, 1) }
}

function mono(samples: Samples): Sides {
  const both = toFloat(samples, 0, 1)
  return { left: both, right: both }
}

function checked(samples: Samples, what: string): Samples {
  const kind = samples?.constructor?.name ?? String(samples)
  if (!(samples instanceof Float32Array || samples instanceof Float64Array || samples instanceof Int16Array))
    throw new RenderError('bad-samples', `${what} are ${kind}, and must be a Float32Array, Float64Array or Int16Array`)
  const at = samples instanceof Int16Array ? -1 : firstNotFinite(samples)
  if (at >= 0)
    throw new RenderError('bad-samples', `${what} have ${samples[at]} at ${at}, and must be numbers from −1 to 1`)
  return samples
}

/** Every so many values from the first one on. An integer comes out of 16-bit PCM as it went in. */
function toFloat(samples: Samples, first: number, step: number): Float32Array {
  const scale = samples instanceof Int16Array ? 1 / 32_767 : 1
  const least = samples instanceof Int16Array ? -Infinity : -1
  const out = new Float32Array(samples.length / step)
  for (let i = 0; i < out.length; i++)
    out[i] = Math.min(1, Math.max(least, (samples[first + i * step] as number) * scale))
  return out
}
