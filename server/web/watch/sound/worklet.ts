import type { GameView } from '../../../../game/index.ts'
import { createSynth } from '../../../../render/browser.ts'
import { createFeeder, type ShowPlace } from './feeder.ts'

/** What the page posts after each patch: plain values, as `sound` reads nothing else. */
export interface SoundNews extends ShowPlace {
  readonly game: string
  /** A plain copy of the game's state: `sound` reads properties and calls nothing. */
  readonly state: object
}

// TypeScript's DOM library doesn't know the scope of an AudioWorklet (Web Audio API, 1.32).
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

// A worklet can't import later on, so it holds the sound of every bundled game.
const views = import.meta.glob<GameView<any>>('../../../../game/bundled/*/view.ts', { import: 'view', eager: true })

/** Runs the game's `sound` on the audio thread, where a busy page can't make it stutter. */
class ArcadeSound extends AudioWorkletProcessor {
  #news: SoundNews | null = null
  #synth = createSynth(sampleRate)
  #feeder = createFeeder(sampleRate, (frame) => {
    if (this.#news)
      views[`../../../../game/bundled/${this.#news.game}/view.ts`]?.sound(this.#synth, this.#news.state, frame)
    return this.#synth.take(frame.samples)
  })

  constructor() {
    super()
    this.port.onmessage = (event: MessageEvent<SoundNews>) => {
      this.#news = event.data
    }
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? []
    if (this.#news && left && right) this.#feeder.read(left, right, this.#news)
    return true
  }
}

registerProcessor('arcade-sound', ArcadeSound)
