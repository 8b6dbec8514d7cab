import type { ToneOptions } from '../../game/index.ts'
import { busNamed, waveNamed, type Buses } from './bus.ts'
import type { Mended } from './mend.ts'
import { hashOf } from './oscillator.ts'
import { Tone } from './tone.ts'

/** A game that names more voices than this has lost count of them; the further ones stay silent. */
const maxTones = 64

/** The voices that frames name. */
export class Tones {
  readonly #sampleRate: number
  readonly #counts: Mended
  readonly #byName = new Map<string, Tone>()
  /** Voices that became something else: they fade while the new one begins. */
  readonly #leaving: Tone[] = []
  /** Voices that have faded out serve again, so that a show of hours makes no garbage. */
  readonly #spare: Tone[] = []

  constructor(sampleRate: number, counts: Mended) {
    this.#sampleRate = sampleRate
    this.#counts = counts
  }

  set(name: string, options: ToneOptions): void {
    const wave = waveNamed(options.wave, this.#counts)
    const bus = busNamed(options.bus, this.#counts)
    const held = this.#byName.get(name)
    const kind = options.filter?.kind ?? null
    if (held && held.oscillator.wave === wave && held.bus === bus && held.filter.kind === kind)
      return held.set(options, false, this.#counts)
    if (this.#byName.size + this.#leaving.length >= maxTones) {
      if (held === undefined) return
      // There is no place for two of them, and a voice that is named is better than one that leaves.
      this.#leaving.shift()
    }
    const tone = this.#spare.pop() ?? new Tone(this.#sampleRate)
    tone.bus = bus
    tone.filter.reset()
    tone.oscillator.start(wave, held?.oscillator.phase ?? 0, hashOf(name))
    tone.set(options, true, this.#counts)
    if (held) this.#leaving.push(held)
    this.#byName.set(name, tone)
  }

  /** Adds `samples` of every voice, and lets those fade that are not set again. */
  add(buses: Buses, samples: number, position: number): void {
    this.#makePairs(samples)
    for (const [name, tone] of this.#byName) {
      tone.add(buses[tone.bus], samples, position)
      if (tone.isSilent) {
        this.#byName.delete(name)
        this.#spare.push(tone)
      }
      tone.rest()
    }
    for (let i = this.#leaving.length - 1; i >= 0; i--) {
      const tone = this.#leaving[i] as Tone
      tone.rest()
      tone.add(buses[tone.bus], samples, position)
      if (!tone.isSilent) continue
      this.#leaving.splice(i, 1)
      this.#spare.push(tone)
    }
  }

  #makePairs(samples: number): void {
    let first: Tone | null = null
    for (const tone of this.#byName.values()) {
      if (!tone.isSteadyAndFiltered) continue
      if (first === null) first = tone
      else {
        Tone.makeTwo(first, tone, samples)
        first = null
      }
    }
  }
}
