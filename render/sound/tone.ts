import type { Bus, ToneOptions, Vibrato } from '../../game/index.ts'
import { addPiece, controlSize, leftOf, pieceSize, rightOf, type Gains, type Mix } from './bus.ts'
import { Filter } from './filter.ts'
import { gainOf, within, type Mended } from './mend.ts'
import { Oscillator } from './oscillator.ts'

/** Time for a gain to move from 0 to 1: short enough to feel at once, long enough that no ear hears a click. */
const rampSeconds = 0.02

const piece = new Float64Array(pieceSize)

/** A voice that sounds for as long as each frame names it. Pitch bends, gain and place slide; nothing jumps. */
export class Tone {
  bus: Bus = 'effects'
  readonly oscillator: Oscillator
  readonly filter: Filter
  readonly #sampleRate: number
  readonly #slew: number
  readonly #gain: Gains = { left: 0, right: 0 }
  readonly #target: Gains = { left: 0, right: 0 }
  #hz = 0
  #hzFrom = 0
  #hzTarget = 0
  /** Samples of the slide to `hzTarget`: all of them, and those that are left. */
  #slide = 0
  #slideLeft = 0
  #vibratoHz = 0
  #vibratoOctaves = 0
  /** Samples that were made before `add`, and whether there are any. */
  #ahead = new Float64Array(0)
  #isAhead = false

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#slew = 1 / (rampSeconds * sampleRate)
    this.oscillator = new Oscillator(sampleRate)
    this.filter = new Filter(sampleRate)
  }

  get isSilent(): boolean {
    const { left, right } = this.#gain
    return left === 0 && right === 0 && this.#target.left === 0 && this.#target.right === 0
  }

  /** @param isNew the voice was not heard before, and has no pitch to slide from */
  set(options: ToneOptions, isNew: boolean, counts: Mended): void {
    const gain = gainOf(options.gain, counts)
    const pan = within(options.pan ?? 0, -1, 1, counts)
    this.#target.left = gain * leftOf(pan)
    this.#target.right = gain * rightOf(pan)
    this.filter.set(options.filter, counts)
    this.#setVibrato(options.vibrato, counts)
    const hz = within(options.hz, 0, this.#sampleRate / 2, counts)
    const glide = within(options.glideSeconds ?? 0, 0, 10, counts)
    if (isNew || glide === 0 || this.#hz === 0) {
      this.#hz = this.#hzTarget = hz
      this.#slideLeft = 0
    } else if (hz !== this.#hzTarget) {
      this.#hzFrom = this.#hz
      this.#hzTarget = hz
      this.#slide = this.#slideLeft = Math.round(glide * this.#sampleRate)
    }
  }

  /** Fades to silence, unless it is set again before the next samples. */
  rest(): void {
    this.#target.left = this.#target.right = 0
  }

  /** Whether it has a filter, and nothing of it moves but its gain. */
  get isSteadyAndFiltered(): boolean {
    return this.filter.kind !== null && !this.filter.isMoving && !this.#isMoving
  }

  /** Makes what two steady, filtered voices are to `add`, which takes less time for both at once. */
  static makeTwo(one: Tone, other: Tone, samples: number): void {
    one.#makeAhead(samples)
    other.#makeAhead(samples)
    Filter.runTwo(one.filter, other.filter, one.#ahead, other.#ahead, samples)
  }

  /** @param position of the first sample in the show: where the vibrato stands is the same for all spectators */
  add(mix: Mix, samples: number, position: number): void {
    for (let at = 0; at < samples;) {
      const count = Math.min(samples - at, this.#isMoving ? toNextControl(position + at) : pieceSize)
      if (this.#isAhead) this.#addPiece(mix, 0, this.#ahead, at, count)
      else {
        this.oscillator.write(piece, count, this.#pitch(position + at))
        if (this.filter.kind !== null) this.filter.run(piece, count)
        this.#addPiece(mix, at, piece, 0, count)
      }
      this.#advance(count)
      at += count
    }
    this.#isAhead = false
  }

  get #isMoving(): boolean {
    return this.#slideLeft > 0 || this.#vibratoOctaves > 0
  }

  #makeAhead(samples: number): void {
    if (this.#ahead.length < samples) this.#ahead = new Float64Array(samples)
    this.oscillator.write(this.#ahead, samples, this.#hz)
    this.#isAhead = true
  }

  #setVibrato(vibrato: Vibrato | undefined, counts: Mended): void {
    this.#vibratoHz = vibrato === undefined ? 0 : within(vibrato.hz, 0, 20, counts)
    this.#vibratoOctaves = vibrato === undefined ? 0 : within(vibrato.cents, 0, 1200, counts) / 1200
  }

  #pitch(position: number): number {
    if (this.#vibratoOctaves === 0) return this.#hz
    const turn = Math.sin(2 * Math.PI * (((position * this.#vibratoHz) / this.#sampleRate) % 1))
    return Math.min(this.#sampleRate / 2, this.#hz * 2 ** (this.#vibratoOctaves * turn))
  }

  /** Slides in equal musical intervals; to and from 0 Hz there are none, so that is a jump of pitch. */
  #advance(count: number): void {
    if (this.#slideLeft === 0) return
    this.#slideLeft = Math.max(0, this.#slideLeft - count)
    const isDone = this.#slideLeft === 0 || this.#hzTarget === 0
    const left = this.#slideLeft / this.#slide
    this.#hz = isDone ? this.#hzTarget : this.#hzTarget * (this.#hzFrom / this.#hzTarget) ** left
  }

  /** Adds `count` samples of `from`, from `begin` on, to those of the mix that are `at` later. */
  #addPiece(mix: Mix, at: number, from: Float64Array, begin: number, count: number): void {
    const { left, right } = this.#gain
    const { left: targetLeft, right: targetRight } = this.#target
    const away = Math.max(Math.abs(targetLeft - left), Math.abs(targetRight - right))
    const ramp = Math.min(count, Math.ceil(away / this.#slew))
    if (ramp > 0) this.#addRamp(mix, at, from, begin, begin + ramp)
    if (ramp < count && !this.isSilent) addPiece(mix, at, from, begin + ramp, begin + count, this.#gain)
  }

  #addRamp(mix: Mix, at: number, from: Float64Array, begin: number, end: number): void {
    const slew = this.#slew
    let { left, right } = this.#gain
    for (let i = begin; i < end; i++) {
      left += Math.min(slew, Math.max(-slew, this.#target.left - left))
      right += Math.min(slew, Math.max(-slew, this.#target.right - right))
      const sample = from[i] as number
      mix.left[at + i] = (mix.left[at + i] as number) + left * sample
      mix.right[at + i] = (mix.right[at + i] as number) + right * sample
    }
    this.#gain.left = left
    this.#gain.right = right
  }
}

/** Samples to the next multiple of `controlSize`: a grid of the show, so that pieces may be cut anywhere. */
function toNextControl(position: number): number {
  const past = position % controlSize
  return controlSize - (past < 0 ? past + controlSize : past)
}
