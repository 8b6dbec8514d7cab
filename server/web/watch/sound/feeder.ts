import type { SoundFrame } from '../../../../game/index.ts'
import { samplesOf, type Fps, type Stereo } from '../../../../render/browser.ts'

/** Where the show is, as the page last heard it. */
export interface ShowPlace {
  readonly tick: number
  readonly tickRate: number
  /** Of the broadcast. */
  readonly fps: Fps
}

/** Serves a stream of frames, each of an exact number of samples, in pieces of any other size. */
export interface Feeder {
  read(left: Float32Array, right: Float32Array, place: ShowPlace): void
}

/** @param play makes the samples of one frame: exactly `frame.samples` of them */
export function createFeeder(sampleRate: number, play: (frame: SoundFrame) => Stereo): Feeder {
  let number = -1
  let made: Stereo = { left: new Float32Array(0), right: new Float32Array(0) }
  let used = 0

  const next = ({ tick, tickRate, fps }: ShowPlace) => {
    const rate = fps.num / fps.den
    const due = Math.floor((tick / tickRate) * rate)
    number += 1
    // The sound card's clock is its own, and drifts from the show's; a restart jumps. Half a second apart is too far.
    if (Math.abs(due - number) > rate / 2) number = due
    made = play({ number, tick, tickRate, samples: samplesOf(number, fps, sampleRate), sampleRate })
    used = 0
  }

  return {
    read(left, right, place) {
      for (let at = 0; at < left.length;) {
        if (used >= made.left.length) next(place)
        const count = Math.min(left.length - at, made.left.length - used)
        left.set(made.left.subarray(used, used + count), at)
        right.set(made.right.subarray(used, used + count), at)
        used += count
        at += count
      }
    },
  }
}
