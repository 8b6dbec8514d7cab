import type { GameView } from '../../../../game/index.ts'
import { createPlayer, type ClipNews, type SoundNews } from './player.ts'

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
  readonly #player = createPlayer(sampleRate, (game) => views[`../../../../game/bundled/${game}/view.ts`])

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<SoundNews | ClipNews>) => this.#player.hear(data)
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? []
    if (left && right) this.#player.read(left, right)
    return true
  }
}

registerProcessor('arcade-sound', ArcadeSound)
