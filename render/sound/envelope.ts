import type { Envelope } from '../../game/index.ts'
import { within, type Mended } from './mend.ts'

const usual: Envelope = { attack: 0.005, decay: 0.12, sustain: 0.6, release: 0.25 }

/** Shorter ones would click. */
const shortest = { attack: 0.002, decay: 0.005, release: 0.005 }
const longest = 30

/**
 * How a note comes and goes, as a function of its age: it rises in a line, and falls in cubic curves, which sound
 * like the exponential ones of nature and do come to an end. So a note can be joined at any age.
 */
export class NoteEnvelope {
  /** Age in samples at which nothing is left. */
  end = 0
  #attack = 0
  #decay = 0
  #sustain = 0
  #held = 0
  #release = 0
  #top = 0

  set(envelope: Envelope | undefined, seconds: number, sampleRate: number, counts: Mended): void {
    const { attack, decay, sustain, release } = envelope ?? usual
    const samples = (value: number, min: number, max = longest) =>
      Math.round(within(value, min, max, counts) * sampleRate)
    this.#attack = samples(attack, shortest.attack)
    this.#decay = samples(decay, shortest.decay)
    this.#sustain = within(sustain, 0, 1, counts)
    this.#held = samples(seconds, 0, 60)
    this.#release = samples(release, shortest.release)
    this.#top = this.#heldAt(this.#held)
    this.end = this.#held + this.#release
  }

  /** The level, 0 to 1, at an age in samples. */
  at(age: number): number {
    if (age < this.#held) return this.#heldAt(age)
    return age >= this.end ? 0 : this.#top * (1 - (age - this.#held) / this.#release) ** 3
  }

  /** Writes the levels of ages `age` to `age + count`, each part of the curve in a loop of its own. */
  write(out: Float64Array, count: number, age: number): void {
    const until = (border: number) => Math.max(0, Math.min(count, border - age))
    const [attack, held, end] = [Math.min(this.#attack, this.#held), this.#held, this.end]
    let i = 0
    for (const to = until(attack); i < to; i++) out[i] = (age + i) / this.#attack
    const fall = 1 - this.#sustain
    for (const to = until(Math.min(this.#attack + this.#decay, held)); i < to; i++) {
      const left = 1 - (age + i - this.#attack) / this.#decay
      out[i] = this.#sustain + fall * left * left * left
    }
    for (const to = until(held); i < to; i++) out[i] = this.#sustain
    for (const to = until(end); i < to; i++) {
      const left = 1 - (age + i - held) / this.#release
      out[i] = this.#top * left * left * left
    }
    for (; i < count; i++) out[i] = 0
  }

  #heldAt(age: number): number {
    if (age < this.#attack) return age / this.#attack
    const since = age - this.#attack
    if (since >= this.#decay) return this.#sustain
    return this.#sustain + (1 - this.#sustain) * (1 - since / this.#decay) ** 3
  }
}
