import { createPlayer, type ClipNews, type Sounding, type SoundNews } from './player.ts'

// TypeScript's DOM library doesn't know the scope of an AudioWorklet (Web Audio API, 1.32).
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** What this place lacks of a page, and packages ask for as soon as they are loaded; nothing of it is used in sound. */
const lacking = {
  TextEncoder: class {
    encode = () => new Uint8Array()
  },
  TextDecoder: class {
    decode = () => ''
  },
  URL: class {
    href = ''
  },
  performance: { now: () => 0 },
}
for (const [name, value] of Object.entries(lacking)) if (!(name in globalThis)) Reflect.set(globalThis, name, value)

/** Games that are not built into the page, by their addresses: their own modules put them there. */
const others = new Map<string, Sounding>()
Reflect.set(globalThis, 'chatarcadeGames', others)

// A worklet can't import later on, so it holds the sound of every bundled game, and nothing of their pictures.
const sounds = import.meta.glob<Sounding>('../../../../game/bundled/*/sound.ts', { eager: true })

/** Runs the game's `sound` on the audio thread, where a busy page can't make it stutter. */
class ArcadeSound extends AudioWorkletProcessor {
  readonly #player = createPlayer(
    sampleRate,
    (game) => others.get(game) ?? sounds[`../../../../game/bundled/${game}/sound.ts`],
  )

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
