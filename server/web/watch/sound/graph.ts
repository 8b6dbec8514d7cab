import { cleanSample } from '../../../../render/browser.ts'
import type { ClipNews, SoundNews } from './player.ts'
// oxlint-disable-next-line import/default -- Vite makes this module; its default is the address of the built worklet
import workletUrl from './worklet.ts?worker&url'

/** The running audio graph: worklet → lead → gain → meter → loudspeaker. */
export interface SoundGraph {
  readonly context: AudioContext
  post(news: SoundNews): void
  /** Makes a game known that is not built into the page, by its address. Rejects where it can't be had. */
  addGame(build: string): Promise<void>
  /**
   * Decodes a sound file of a game, under the name that the game gives it, at the rate of the graph. Gives the bytes that it
   * takes; rejects for what the browser can't decode, and for more than two channels.
   */
  addClip(game: string, name: string, file: ArrayBuffer): Promise<number>
  /** Fades to 0 or 1 within 50 ms, so that no switch clicks. */
  fade(gain: 0 | 1): void
  /** Peak of the last 20 ms or so, 0 to 1. */
  level(): number
}

/** Must be called from a click or key press: browsers keep a graph silent that nobody asked for. */
export async function openGraph(leadSeconds: number, failed: () => void): Promise<SoundGraph> {
  const context = new AudioContext()
  await context.audioWorklet.addModule(workletUrl)
  const source = new AudioWorkletNode(context, 'arcade-sound', { numberOfInputs: 0, outputChannelCount: [2] })
  source.onprocessorerror = failed
  const gain = new GainNode(context, { gain: 0 })
  const meter = new AnalyserNode(context, { fftSize: 1024 })
  const lead = new DelayNode(context, { delayTime: leadSeconds })
  source.connect(lead).connect(gain).connect(meter).connect(context.destination)
  const samples = new Float32Array(meter.fftSize)
  return {
    context,
    addGame: (build) => context.audioWorklet.addModule(`${build}sound.js`),
    post: (news) => source.port.postMessage(news),
    async addClip(game, clip, file) {
      const sound = await context.decodeAudioData(file)
      const channels = sound.numberOfChannels
      if (channels > 2) throw new Error(`it has ${channels} channels, and may have two`)
      const left = sound.getChannelData(0).map(cleanSample)
      const right = channels > 1 ? sound.getChannelData(1).map(cleanSample) : left
      const news: ClipNews = { game, clip, left, right }
      source.port.postMessage(news, [...new Set([left.buffer, right.buffer])])
      return channels * left.byteLength
    },
    fade: (target) => void gain.gain.setTargetAtTime(target, context.currentTime, 0.015),
    level() {
      meter.getFloatTimeDomainData(samples)
      return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
    },
  }
}
