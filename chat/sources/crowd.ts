import { createRandom, type CommandSpecs, type Random } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import { badgesOf, nameOf } from './crowd-names.ts'
import { createTalk, type CrowdTalk } from './crowd-talk.ts'
import type { ChatSource } from './source.ts'

/** Simulated time goes in steps, so that what is said doesn't depend on how often it is asked for. */
const stepMs = 20
/** How often each viewer speaks, on average. */
const everyMs = 8000

/** A simulated crowd: everything it says follows from the seed, the number of viewers and the show's time. */
export class CrowdSource implements ChatSource {
  readonly id: string
  readonly dropped = 0
  readonly #viewers: number
  readonly #random: Random
  readonly #talk: CrowdTalk
  #steps = 0
  #closed = false

  constructor(id: string, options: { viewers: number; seed: number; specs: CommandSpecs }) {
    this.id = id
    this.#viewers = options.viewers
    this.#random = createRandom(options.seed, 'crowd')
    this.#talk = createTalk(options.specs, this.#random)
  }

  get state(): ChatSource['state'] {
    return this.#closed ? 'closed' : 'live'
  }

  *drain(showMs: number): Iterable<ChatMessage> {
    const dueSteps = Math.floor(showMs / stepMs)
    while (!this.#closed && this.#steps < dueSteps) {
      this.#steps += 1
      for (let left = this.#speakers(); left > 0; left--) yield this.#speak(this.#steps * stepMs)
    }
  }

  /** How many speak in one step: the average, rounded up or down by chance. */
  #speakers(): number {
    const average = (this.#viewers * stepMs) / everyMs
    return Math.floor(average + this.#random.next())
  }

  #speak(atMs: number): ChatMessage {
    const viewer = this.#random.integer(this.#viewers)
    const text = this.#talk(atMs)
    return {
      source: this.id,
      id: null,
      userId: `crowd:${viewer}`,
      user: nameOf(viewer),
      text,
      badges: badgesOf(viewer),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
  }
}
