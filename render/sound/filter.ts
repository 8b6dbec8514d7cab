import type { SoundFilter } from '../../game/index.ts'
import { within, type Mended } from './mend.ts'

/** Time for a corner to move: it would click if it jumped, since what the filter holds fits the corner that was. */
const moveSeconds = 0.02

/**
 * A state-variable filter in Vadim Zavalishin’s form (The Art of VA Filter Design, 4.4; coefficients as by Andrew Simper):
 * it stays stable and smooth while its corner moves, which a plain biquad does not.
 */
export class Filter {
  kind: SoundFilter['kind'] | null = null
  #hz = 0
  #q = 0
  /** The corner as tan(π·hz ÷ sample rate), and the damping 1 ÷ q: as they are, and as they shall be. */
  #corner = 0
  #damping = 0
  #cornerTarget = 0
  #dampingTarget = 0
  #cornerRatio = 1
  #dampingStep = 0
  #moveLeft = 0
  #isFresh = true
  #a1 = 0
  #a2 = 0
  #a3 = 0
  #input = 0
  #band = 0
  #low = 0
  /** In an array, since numbers in fields are boxed anew each time. */
  readonly #state = new Float64Array(2)
  readonly #sampleRate: number

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
  }

  /** Forgets what it heard; the next corner is there at once. */
  reset(): void {
    this.#state.fill(0)
    this.#isFresh = true
  }

  get isMoving(): boolean {
    return this.#moveLeft > 0
  }

  /** The corner and q slide there; another kind is there at once, and only a filter that has been reset takes it without a click. */
  set(filter: SoundFilter | undefined, mended: Mended): void {
    if (filter === undefined) {
      this.kind = null
      return
    }
    const hz = within(filter.hz, 10, this.#sampleRate * 0.45, mended)
    const q = within(filter.q ?? Math.SQRT1_2, 0.3, 20, mended)
    if (!this.#isFresh && filter.kind === this.kind && hz === this.#hz && q === this.#q) return
    this.kind = filter.kind
    this.#hz = hz
    this.#q = q
    this.#cornerTarget = Math.tan((Math.PI * hz) / this.#sampleRate)
    this.#dampingTarget = 1 / q
    if (this.#isFresh) this.#arrive()
    else this.#depart()
    this.#isFresh = false
  }

  #depart(): void {
    this.#moveLeft = Math.round(moveSeconds * this.#sampleRate)
    this.#cornerRatio = (this.#cornerTarget / this.#corner) ** (1 / this.#moveLeft)
    this.#dampingStep = (this.#dampingTarget - this.#damping) / this.#moveLeft
  }

  #arrive(): void {
    this.#moveLeft = 0
    this.#corner = this.#cornerTarget
    this.#damping = this.#dampingTarget
    this.#reckon()
  }

  #move(): void {
    if (--this.#moveLeft === 0) return this.#arrive()
    this.#corner *= this.#cornerRatio
    this.#damping += this.#dampingStep
    this.#reckon()
  }

  #reckon(): void {
    const [g, k] = [this.#corner, this.#damping]
    this.#a1 = 1 / (1 + g * (g + k))
    this.#a2 = g * this.#a1
    this.#a3 = g * this.#a2
    this.#input = this.kind === 'highpass' ? 1 : 0
    this.#band = this.kind === 'highpass' ? -k : this.kind === 'bandpass' ? k : 0
    this.#low = this.kind === 'highpass' ? -1 : this.kind === 'lowpass' ? 1 : 0
  }

  run(samples: Float64Array, count: number): void {
    const moving = Math.min(count, this.#moveLeft)
    for (let i = 0; i < moving; i++) {
      this.#move()
      this.#runSteady(samples, i, i + 1)
    }
    if (moving < count) this.#runSteady(samples, moving, count)
  }

  #runSteady(samples: Float64Array, begin: number, end: number): void {
    // All is reckoned twice as large, which rounds to the same bits: each sample waits for the one before, and for one step less.
    const a1 = 2 * this.#a1
    const a2 = 2 * this.#a2
    const a3 = 2 * this.#a3
    const input = this.#input
    const band = this.#band / 2
    const low = this.#low / 2
    let state1 = this.#state[0] as number
    let state2 = this.#state[1] as number
    for (let i = begin; i < end; i++) {
      const x = samples[i] as number
      const rest = x - state2
      const v1 = a1 * state1 + a2 * rest
      const v2 = 2 * state2 + a2 * state1 + a3 * rest
      state1 = v1 - state1
      state2 = v2 - state2
      samples[i] = input * x + band * v1 + low * v2
    }
    this.#keep(state1, state2)
  }

  /**
   * Does what `run` of each would do while neither moves. A sample waits for the one before, which leaves a processor idle for most of the time: two filters
   * in one loop take hardly more of it than one.
   */
  static runTwo(one: Filter, other: Filter, samples: Float64Array, otherSamples: Float64Array, count: number): void {
    const [a1, a2, a3] = [2 * one.#a1, 2 * one.#a2, 2 * one.#a3]
    const [b1, b2, b3] = [2 * other.#a1, 2 * other.#a2, 2 * other.#a3]
    const [input, band, low] = [one.#input, one.#band / 2, one.#low / 2]
    const [otherInput, otherBand, otherLow] = [other.#input, other.#band / 2, other.#low / 2]
    let [s1, s2] = [one.#state[0] as number, one.#state[1] as number]
    let [t1, t2] = [other.#state[0] as number, other.#state[1] as number]
    for (let i = 0; i < count; i++) {
      const x = samples[i] as number
      const y = otherSamples[i] as number
      const v1 = a1 * s1 + a2 * (x - s2)
      const w1 = b1 * t1 + b2 * (y - t2)
      const v2 = 2 * s2 + a2 * s1 + a3 * (x - s2)
      const w2 = 2 * t2 + b2 * t1 + b3 * (y - t2)
      s1 = v1 - s1
      t1 = w1 - t1
      s2 = v2 - s2
      t2 = w2 - t2
      samples[i] = input * x + band * v1 + low * v2
      otherSamples[i] = otherInput * y + otherBand * w1 + otherLow * w2
    }
    one.#keep(s1, s2)
    other.#keep(t1, t2)
  }

  #keep(state1: number, state2: number): void {
    // Numbers near zero would turn denormal in the end, and those cost a hundred times as much.
    this.#state[0] = Math.abs(state1) < 1e-20 ? 0 : state1
    this.#state[1] = Math.abs(state2) < 1e-20 ? 0 : state2
  }
}
