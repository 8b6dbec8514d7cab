import type { GameView } from '../../../../game/index.ts'
import { createSound, type Sound, type Stereo } from '../../../../render/browser.ts'
import { createFeeder, type ShowPlace } from './feeder.ts'

/** What the page posts after each patch: plain values, as `sound` reads nothing else. */
export interface SoundNews extends ShowPlace {
  readonly game: string
  /** A plain copy of the game's state: `sound` reads properties and calls nothing. */
  readonly state: object
}

/** A sound file of a game, decoded at the context's sample rate. */
export interface ClipNews extends Stereo {
  readonly game: string
  readonly clip: string
}

/** The sound of the game that plays, and what it was made for. */
interface Playing {
  readonly game: string
  readonly fps: string
  readonly view: GameView<any> | undefined
  readonly sound: Sound
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
  #playing: Playing | null = null
  /** Of one game, by their names: a page that stays open for weeks keeps nothing of the games before. */
  readonly #clips = new Map<string, ClipNews>()
  #feeder = createFeeder(sampleRate, ({ number, tick }) => {
    const news = this.#news as SoundNews
    const playing = (this.#playing ??= this.#begin(news))
    const frame = playing.sound.begin(number, tick)
    if (playing.game === news.game && playing.fps === fpsOf(news))
      playing.view?.sound(playing.sound.synth, news.state, frame)
    else {
      // The last frame of a game that is over: all of it fades.
      playing.sound.hush()
      this.#playing = null
    }
    return playing.sound.take()
  })

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<SoundNews | ClipNews>) => {
      if ('clip' in data) this.#addClip(data)
      else this.#news = data
    }
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? []
    if (this.#news && left && right) this.#feeder.read(left, right, this.#news)
    return true
  }

  #begin(news: SoundNews): Playing {
    const { game, fps, tickRate } = news
    const view = views[`../../../../game/bundled/${game}/view.ts`]
    const sound = createSound({ sampleRate, fps, tickRate, gainDb: view?.soundGainDb ?? 0 })
    for (const each of this.#clips.values()) if (each.game === game) sound.addClip(each.clip, each)
    return { game, fps: fpsOf(news), view, sound }
  }

  #addClip(news: ClipNews): void {
    for (const each of this.#clips.values()) if (each.game !== news.game) this.#clips.delete(each.clip)
    this.#clips.set(news.clip, news)
    if (this.#playing?.game === news.game) this.#playing.sound.addClip(news.clip, news)
  }
}

const fpsOf = ({ fps, tickRate }: SoundNews) => `${fps.num}/${fps.den} ${tickRate}`

registerProcessor('arcade-sound', ArcadeSound)
