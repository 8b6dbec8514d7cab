import type { Wave } from '../../game/index.ts'
import { period, phaseShift, placeMask, placeScale, tableOf } from './tables.ts'

/** Samples over which one table takes over from another: long enough that no overtone comes or goes with a click. */
const tableFade = 64

/** Makes one wave, sample after sample. Its phase goes on wherever the pitch goes. */
export class Oscillator {
  wave: Wave = 'sine'
  /** A whole number of 32 bits that wraps at one period. */
  phase = 0
  #table: Float32Array | null = null
  #noise = 1
  #pink0 = 0
  #pink1 = 0
  #pink2 = 0
  readonly #sampleRate: number

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
  }

  /** @param seed what noise is made from: the same seed gives the same noise */
  start(wave: Wave, phase: number, seed: number): void {
    this.wave = wave
    this.phase = phase | 0
    this.#table = null
    // Neighbouring seeds would begin alike, and 0 would stay 0.
    this.#noise = Math.imul(seed | 1, 0x9e3779b1) | 1
    this.#pink0 = this.#pink1 = this.#pink2 = 0
  }

  /** Writes `count` samples to the beginning of `out`. `hz` is 0 to half the sample rate. */
  write(out: Float64Array, count: number, hz: number): void {
    const { wave } = this
    if (wave === 'white') return this.#fillWhite(out, count)
    if (wave === 'pink') return this.#fillPink(out, count)
    const step = Math.round((hz / this.#sampleRate) * period) | 0
    const before = this.#table
    const table = tableOf(wave, hz, this.#sampleRate)
    this.#table = table
    const begin = this.phase
    this.phase = readTable(out, 0, count, table, begin, step)
    if (before !== null && before !== table) fadeFrom(out, Math.min(tableFade, count), before, begin, step)
  }

  /** xorshift32 by George Marsaglia: good enough for the ear, and three operations long. */
  #fillWhite(out: Float64Array, count: number): void {
    let noise = this.#noise
    for (let i = 0; i < count; i++) {
      noise ^= noise << 13
      noise ^= noise >>> 17
      noise ^= noise << 5
      out[i] = noise * 2 ** -31
    }
    this.#noise = noise
  }

  /** Paul Kellet’s economy filter: −3 dB an octave, within 0.5 dB above 10 Hz at 44.1 kHz. */
  #fillPink(out: Float64Array, count: number): void {
    this.#fillWhite(out, count)
    let slow = this.#pink0
    let middle = this.#pink1
    let fast = this.#pink2
    for (let i = 0; i < count; i++) {
      const white = out[i] as number
      slow = 0.99765 * slow + white * 0.099046
      middle = 0.963 * middle + white * 0.2965164
      fast = 0.57 * fast + white * 1.0526913
      out[i] = (slow + middle + fast + white * 0.1848) * 0.25
    }
    this.#pink0 = slow
    this.#pink1 = middle
    this.#pink2 = fast
  }
}

function readTable(
  out: Float64Array,
  from: number,
  to: number,
  table: Float32Array,
  begin: number,
  step: number,
): number {
  let phase = begin
  for (let i = from; i < to; i++) {
    const index = phase >>> phaseShift
    const left = table[index] as number
    out[i] = left + ((table[index + 1] as number) - left) * (phase & placeMask) * placeScale
    phase = (phase + step) | 0
  }
  return phase
}

/** Cross-fades from the table of the last pitch to what was just written. */
function fadeFrom(out: Float64Array, count: number, before: Float32Array, begin: number, step: number): void {
  let phase = begin
  for (let i = 0; i < count; i++) {
    const index = phase >>> phaseShift
    const left = before[index] as number
    const old = left + ((before[index + 1] as number) - left) * (phase & placeMask) * placeScale
    out[i] = old + ((out[i] as number) - old) * (i / count)
    phase = (phase + step) | 0
  }
}

/** As the game’s `hashOf`, and not that one: in a page this runs in an audio worklet, which loads nothing else of `game`. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash | 0
}
