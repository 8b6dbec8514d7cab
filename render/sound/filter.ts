import type { SoundFilter } from '../../game/index.ts'
import { within, type Mended } from './mend.ts'

/**
 * A state-variable filter in Vadim Zavalishin’s form (The Art of VA Filter Design, 4.4; coefficients as by Andrew Simper):
 * it stays stable and smooth while its corner moves, which a plain biquad does not.
 */
export class Filter {
  kind: SoundFilter['kind'] | null = null
  #hz = 0
  #q = 0
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

  reset(): void {
    this.#state.fill(0)
  }

  set(filter: SoundFilter | undefined, mended: Mended): void {
    if (filter === undefined) {
      this.kind = null
      return
    }
    const hz = within(filter.hz, 10, this.#sampleRate * 0.45, mended)
    const q = within(filter.q ?? Math.SQRT1_2, 0.3, 20, mended)
    if (filter.kind === this.kind && hz === this.#hz && q === this.#q) return
    this.kind = filter.kind
    this.#hz = hz
    this.#q = q
    const g = Math.tan((Math.PI * hz) / this.#sampleRate)
    this.#a1 = 1 / (1 + g * (g + 1 / q))
    this.#a2 = g * this.#a1
    this.#a3 = g * this.#a2
    this.#input = filter.kind === 'highpass' ? 1 : 0
    this.#band = filter.kind === 'highpass' ? -1 / q : filter.kind === 'bandpass' ? 1 / q : 0
    this.#low = filter.kind === 'highpass' ? -1 : filter.kind === 'lowpass' ? 1 : 0
  }

  run(samples: Float64Array, count: number): void {
    // All is reckoned twice as large, which rounds to the same bits: each sample waits for the one before, and for one step less.
    const a1 = 2 * this.#a1
    const a2 = 2 * this.#a2
    const a3 = 2 * this.#a3
    const input = this.#input
    const band = this.#band / 2
    const low = this.#low / 2
    let state1 = this.#state[0] as number
    let state2 = this.#state[1] as number
    for (let i = 0; i < count; i++) {
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
   * Does what `run` of each would do. A sample waits for the one before, which leaves a processor idle for most of the time: two filters
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
