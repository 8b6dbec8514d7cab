import { tickAtFrame, type Fps } from './clock.ts'

/**
 * A part of a show. Frames from `begin` on are made, and those from `first` on go out: what is made before it brings up the sound and
 * the flashes that the first frame has behind it. The state that is published first is that of the tick which frame `begin` shows.
 */
export interface Excerpt {
  readonly begin: number
  /** At or after `begin`, and where a period of the samples begins, as `excerptFrom` finds it. */
  readonly first: number
}

export const wholeShow: Excerpt = { begin: 0, first: 0 }

/** A voice that fades, a chord that dies away and the flashes of the last second: all of them are over in this time. */
const warmUpSeconds = 5

/**
 * The excerpt that begins at this time of the show, or a moment before it: at a fractional frame rate, frames have one sample more or
 * less in turns, and the excerpt has to begin where such a round does. That is up to 5 frames earlier at 48 kHz, and 100 at 44.1 kHz.
 */
export function excerptFrom(seconds: number, fps: Fps, sampleRate: number): Excerpt {
  const round = fps.num / divisor(sampleRate * fps.den, fps.num)
  const first = Math.floor(Math.floor((seconds * fps.num) / fps.den + 1e-6) / round) * round
  return { begin: Math.max(0, first - Math.ceil((warmUpSeconds * fps.num) / fps.den)), first }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** How many frames show the state as it was until before the tick after `tick`. */
export function framesUntil(tick: number, fps: Fps, tickRate: number): number {
  const about = Math.floor(((tick + 1) * fps.num) / (tickRate * fps.den))
  // The quotient may have been rounded to either side.
  let frames = Math.max(0, about - 1)
  while (tickAtFrame(frames, fps, tickRate) <= tick) frames += 1
  return frames
}
