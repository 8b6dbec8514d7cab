import type { Mix } from './bus.ts'

/** What music and effects are turned down to while somebody speaks: −10 dB. */
const ducked = 10 ** (-10 / 20)
/** −50 dBFS: what is below is a pause. */
const audible = 0.003
/** Pauses between words are shorter than this. */
const holdSeconds = 0.35
const attackSeconds = 0.04
const releaseSeconds = 0.3
/** The voice is looked at in steps of so many samples. */
const stepSize = 64

/** Turns the other buses down while the voice bus is heard. */
export class Duck {
  readonly #attack: number
  readonly #release: number
  readonly #hold: number
  #gain = 1
  #holdLeft = 0

  constructor(sampleRate: number) {
    const slew = (seconds: number) => (1 - ducked) / (seconds * sampleRate)
    this.#attack = slew(attackSeconds)
    this.#release = slew(releaseSeconds)
    this.#hold = Math.round(holdSeconds * sampleRate)
  }

  /** Adds `others`, turned down where `voice` is heard, to `voice`. */
  mix(voice: Mix, others: readonly Mix[], samples: number): void {
    for (let at = 0; at < samples; at += stepSize) {
      const to = Math.min(samples, at + stepSize)
      this.#holdLeft = isHeard(voice, at, to) ? this.#hold : Math.max(0, this.#holdLeft - (to - at))
      const gain = this.#gain
      const target = this.#holdLeft > 0 ? ducked : 1
      const slew = target < gain ? -this.#attack : this.#release
      let end = gain
      for (const other of others) end = addDucked(voice, other, at, to, gain, target, slew)
      this.#gain = end
    }
  }
}

function isHeard({ left, right }: Mix, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (Math.abs(left[i] as number) > audible || Math.abs(right[i] as number) > audible) return true
  return false
}

/** @returns the gain at the end */
function addDucked(
  into: Mix,
  other: Mix,
  from: number,
  to: number,
  begin: number,
  target: number,
  slew: number,
): number {
  let gain = begin
  const { left, right } = into
  if (gain === 1 && target === 1) {
    for (let i = from; i < to; i++) {
      left[i] = (left[i] as number) + (other.left[i] as number)
      right[i] = (right[i] as number) + (other.right[i] as number)
    }
    return 1
  }
  for (let i = from; i < to; i++) {
    gain = slew < 0 ? Math.max(target, gain + slew) : Math.min(target, gain + slew)
    left[i] = (left[i] as number) + (other.left[i] as number) * gain
    right[i] = (right[i] as number) + (other.right[i] as number) * gain
  }
  return gain
}
