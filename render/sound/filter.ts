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
    const a1 = this.#a1
    const a2 = this.#a2
    const a3 = this.#a3
    const input = this.#input
    const band = this.#band
    const low = this.#low
    let state1 = this.#state[0] as number
    let state2 = this.#state[1] as number
    for (let i = 0; i < count; i++) {
      const x = samples[i] as number
      const rest = x - state2
      const v1 = a1 * state1 + a2 * rest
      const v2 = state2 + a2 * state1 + a3 * rest
      state1 = 2 * v1 - state1
      state2 = 2 * v2 - state2
      samples[i] = input * x + band * v1 + low * v2
    }
    // Numbers near zero would turn denormal in the end, and those cost a hundred times as much.
    this.#state[0] = Math.abs(state1) < 1e-20 ? 0 : state1
    this.#state[1] = Math.abs(state2) < 1e-20 ? 0 : state2
  }
}
