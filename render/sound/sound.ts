import type { SoundFrame, Synth } from '../../game/index.ts'
import { samplesBefore, type Fps } from '../clock.ts'
import type { Stereo } from './bus.ts'
import { Limiter } from './limiter.ts'
import { createSynth } from './synth.ts'

export interface SoundOptions {
  readonly sampleRate: number
  readonly fps: Fps
  readonly tickRate: number
  /** The game's `soundGainDb`. */
  readonly gainDb?: number
  /** Samples are counted from this frame's: `soundLeadFrames` in the broadcast, whose first frames are silent; 0 on the page. */
  readonly firstFrame?: number
}

/** The whole sound of a show: what a game plays on, the buses, and the master that keeps it within bounds. */
export interface Sound {
  /** What the game's `sound` gets, between `begin` and `take`. */
  readonly synth: Synth
  /** Numbers from the game that were none, and samples that became silence for it. */
  readonly mended: number
  /** Which was the first of them: `hz of "tone"`; empty where that is not known. */
  readonly firstMended: string
  /** Notes and samples that lost their place to later ones. */
  readonly stolen: number
  /** The moment of the next `take`. `number` counts frames from 0. */
  begin(number: number, tick: number): SoundFrame
  /** Exactly the samples of the frame, −0.84 to 0.84. Valid until the next call. */
  take(): Stereo
  /** A sound of the game at this show's sample rate, under the name that the game gives it. */
  addClip(name: string, clip: Stereo): void
  /** Speaks a clip from the next frame on. It depends on when it comes, so it is no part of what a replay repeats. */
  speak(clip: Stereo): void
  /** Whether what was spoken last is still heard. */
  readonly isSpeaking: boolean
  /** What is spoken fades at once, without a click; all else goes on. */
  stopSpeaking(): void
  /**
   * Lets all that sounds fade within 20 ms, without a click, and forgets that it was played: behind a slate, and when another game
   * begins. What the game names after it is heard as by who joins then. Called in place of the game's `sound`, for as many frames as it takes.
   */
  hush(): void
}

/**
 * A tick is heard at its own sample, whatever the frame rate. Where frames and ticks do not fall together, a frame shows a tick that
 * was due a part of a frame before it. All sound is later by the largest such part, so that no tick is ever in the past.
 */
export function tickDelay({
  fps,
  tickRate,
  sampleRate,
}: Pick<SoundOptions, 'fps' | 'tickRate' | 'sampleRate'>): number {
  // fps / tickRate in lowest terms has this below the line.
  const below = (tickRate * fps.den) / divisor(fps.num, tickRate * fps.den)
  if (below === 1) return sampleRate % tickRate === 0 ? 0 : 1
  return Math.ceil(((1 - 1 / below) * sampleRate * fps.den) / fps.num) + 1
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/**
 * Makes the sound of a show. What is played in a frame leaves with that frame, `Limiter.delay` samples (1.6 ms) later: no more than a
 * constant of the show, the same in the broadcast and on every page, to which each of them adds `soundLeadFrames`.
 */
export function createSound(options: SoundOptions): Sound {
  const { sampleRate, fps, tickRate, firstFrame = 0 } = options
  const synth = createSynth(sampleRate)
  const limiter = new Limiter(sampleRate)
  const gain = 10 ** (Math.min(24, Math.max(-24, options.gainDb ?? 0)) / 20)
  const begins = (number: number) =>
    samplesBefore(number + firstFrame, fps, sampleRate) - samplesBefore(firstFrame, fps, sampleRate)
  const delay = tickDelay(options)
  let samples = 0
  let out: Stereo = { left: new Float32Array(0), right: new Float32Array(0) }

  return {
    synth,
    get mended() {
      return synth.mended + limiter.mended
    },
    get firstMended() {
      return synth.firstMended
    },
    get stolen() {
      return synth.stolen
    },
    begin(number, tick) {
      samples = begins(number + 1) - begins(number)
      synth.begin(begins(number) - delay, samples, tickRate)
      return { number, tick, tickRate, samples, sampleRate }
    },
    take() {
      // Frames of a fractional rate differ by one sample, and take turns.
      if (out.left.length !== samples) out = { left: new Float32Array(samples), right: new Float32Array(samples) }
      limiter.run(synth.mix(samples), out, samples, gain)
      samples = 0
      return out
    },
    addClip: (name, clip) => synth.addClip(name, clip),
    speak: (clip) => synth.speak(clip),
    get isSpeaking() {
      return synth.isSpeaking
    },
    stopSpeaking: () => synth.stopSpeaking(),
    hush: () => synth.hush(),
  }
}
