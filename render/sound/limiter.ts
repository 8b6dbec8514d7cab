import type { Mix, Stereo } from './bus.ts'
import { mostOvershoot, peakDelay, raisePeaks } from './peak.ts'

/** −1.6 dBTP: what twelve weights miss of white noise, and what the moving gain adds, stays within the −1 dBTP that platforms ask for. */
const ceiling = 10 ** (-1.6 / 20)

/** Between samples that are no higher than this, no point is above the ceiling. */
const loud = ceiling / mostOvershoot

/** Samples that a limiter at 48 kHz looks ahead: 1.5 ms. */
const aheadSeconds = 0.0015
const releaseSeconds = 0.12

/** What is fed in one go. */
const blockSize = 64

/**
 * A limiter that looks ahead: its gain is down before the peak comes, so that nothing is clipped. Both sides get the same gain.
 *
 * The gain is the smallest that any peak in the window asks for, let go slowly, then averaged over the window. An average of numbers
 * of which each suits the peak suits it too, and it has no corners. Where nothing asks for less than 1, samples pass bit for bit.
 */
export class Limiter {
  /** Samples by which what comes out is behind what goes in: a constant of the show. */
  readonly delay: number
  /** Samples that were not finite, and became silence. */
  mended = 0
  readonly #ahead: number
  readonly #release: number
  /** The last samples that went in, oldest first; then the block that is being worked on. */
  readonly #left: Float64Array
  readonly #right: Float64Array
  readonly #peaks = new Float64Array(blockSize)
  /** Gains below 1 asked for within the window in ascending order, as a ring: the first is the smallest. */
  readonly #wanted: Float64Array
  readonly #wantedAt: Float64Array
  #first = 0
  #count = 0
  #position = 0
  /** Released gains of the last window, as a ring, and their sum. */
  readonly #window: Float64Array
  #sum: number
  #slot = 0
  #gain = 1
  /** Blocks until the window holds nothing but 1. */
  #busy = 0
  #highest = 0

  constructor(sampleRate: number) {
    const ahead = Math.round(aheadSeconds * sampleRate)
    this.#ahead = ahead
    // Averaging begins one window before the peak leaves.
    this.delay = ahead + peakDelay
    this.#release = 1 - Math.exp(-1 / (releaseSeconds * sampleRate))
    this.#left = new Float64Array(this.delay + peakDelay + blockSize)
    this.#right = new Float64Array(this.delay + peakDelay + blockSize)
    this.#wanted = new Float64Array(ahead + 2)
    this.#wantedAt = new Float64Array(ahead + 2)
    this.#window = new Float64Array(ahead).fill(1)
    this.#sum = ahead
  }

  /** Limits `samples` of `mix`, times `gain`, into `out`. */
  run(mix: Mix, out: Stereo, samples: number, gain: number): void {
    for (let at = 0; at < samples; at += blockSize) this.#block(mix, out, at, Math.min(blockSize, samples - at), gain)
  }

  #block(mix: Mix, out: Stereo, at: number, count: number, gain: number): void {
    const history = this.#left.length - blockSize
    const highest = Math.max(
      this.#feed(mix.left, this.#left, at, count, gain),
      this.#feed(mix.right, this.#right, at, count, gain),
    )
    // The points between samples reach back into the block before.
    const isLoud = Math.max(highest, this.#highest) > loud
    this.#highest = count < 2 * peakDelay ? Math.max(highest, this.#highest) : highest
    if (isLoud) this.#busy = this.#left.length
    if (this.#busy <= 0) return this.#pass(out, at, count, history)
    this.#peaks.fill(0)
    if (isLoud) {
      // Six samples before the newest is the last whose neighbours are all there.
      raisePeaks(this.#left, history - peakDelay, count, ceiling, this.#peaks)
      raisePeaks(this.#right, history - peakDelay, count, ceiling, this.#peaks)
    }
    this.#limit(out, at, count, history)
  }

  /** @returns the highest sample */
  #feed(from: Float64Array, into: Float64Array, at: number, count: number, gain: number): number {
    const history = into.length - blockSize
    let highest = 0
    for (let i = 0; i < count; i++) {
      let sample = (from[at + i] as number) * gain
      const size = Math.abs(sample)
      // Not finite, or so small that it costs more than it sounds.
      if (!(size < 1e6 && size > 1e-30)) {
        if (!(size < 1e6)) this.mended += 1
        sample = 0
      } else if (size > highest) highest = size
      into[history + i] = sample
    }
    return highest
  }

  #pass(out: Stereo, at: number, count: number, history: number): void {
    const begin = history - this.delay
    for (let i = 0; i < count; i++) {
      out.left[at + i] = this.#left[begin + i] as number
      out.right[at + i] = this.#right[begin + i] as number
    }
    this.#position += count
    this.#shift(count)
  }

  #limit(out: Stereo, at: number, count: number, history: number): void {
    const begin = history - this.delay
    const ahead = this.#ahead
    const window = this.#window
    const peaks = this.#peaks
    const { left: outLeft, right: outRight } = out
    let sum = this.#sum
    let slot = this.#slot
    let gain = this.#gain
    for (let i = 0; i < count; i++) {
      const peak = peaks[i] as number
      const wanted = this.#smallest(peak > ceiling ? ceiling / peak : 1)
      const risen = gain + (wanted - gain) * this.#release
      gain = wanted < gain ? wanted : risen > 0.999999 ? 1 : risen
      sum += gain - (window[slot] as number)
      window[slot] = gain
      slot = slot + 1 === ahead ? 0 : slot + 1
      const average = Math.min(1, sum / ahead)
      outLeft[at + i] = (this.#left[begin + i] as number) * average
      outRight[at + i] = (this.#right[begin + i] as number) * average
    }
    this.#sum = sum
    this.#slot = slot
    this.#gain = gain
    this.#shift(count)
    if (this.#gain < 1) this.#busy = this.#left.length
    else this.#busy -= count
    if (this.#busy <= 0) this.#idle()
  }

  /** Everything in the window is 1: rounding errors of the sum end here. */
  #idle(): void {
    this.#busy = 0
    this.#sum = this.#ahead
    this.#window.fill(1)
    this.#count = 0
  }

  /** The smallest gain asked for within the window, by a queue of ascending ones. */
  #smallest(gain: number): number {
    const now = (this.#position += 1)
    if (gain < 1) this.#ask(gain, now)
    else if (this.#count === 0) return 1
    if ((this.#wantedAt[this.#first] as number) < now - this.#ahead) {
      this.#first = this.#first + 1 === this.#wanted.length ? 0 : this.#first + 1
      this.#count -= 1
      if (this.#count === 0) return 1
    }
    return this.#wanted[this.#first] as number
  }

  /** What asks for no less than the newest, and goes before it, is never the smallest any more. */
  #ask(gain: number, now: number): void {
    const wanted = this.#wanted
    const size = wanted.length
    let count = this.#count
    let end = this.#first + count
    if (end >= size) end -= size
    for (; count > 0; count--) {
      const last = end === 0 ? size - 1 : end - 1
      if ((wanted[last] as number) < gain) break
      end = last
    }
    wanted[end] = gain
    this.#wantedAt[end] = now
    this.#count = count + 1
  }

  #shift(count: number): void {
    this.#left.copyWithin(0, count)
    this.#right.copyWithin(0, count)
  }
}
