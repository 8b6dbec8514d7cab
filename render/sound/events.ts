import type { ChordOptions, NoteOptions, PatternOptions, SampleOptions } from '../../game/index.ts'
import type { Stereo } from './bus.ts'
import { within, type Mended } from './mend.ts'
import type { Shots } from './shots.ts'

/** An event that the game still names, or named in the last frame. */
interface Held {
  atTick: number
  /** The last frame that named it. */
  frame: number
  /** The first sample for which a pattern has not begun its steps. */
  scheduled: number
}

/** Where the show's sound is: the samples from `start` to `end` are being made. */
export interface SoundPlace {
  start: number
  end: number
  tickRate: number
  sampleRate: number
}

/** Beyond this a tick’s sample is no exact number. It is the tick of a thousand years. */
const lastTick = 2 ** 40

/** Events that are remembered at once. Further ones take the place of those that are named no more; without such, they are silent. */
const maxHeld = 256

/** Frames for which an event is known that is no longer named, where there is room: a game may leave it out for a moment. */
const heldFrames = 300

/**
 * A patch may come late to a spectator's page. What is no later than this sounds from its beginning, all the same;
 * what is later is joined where it would be. In the broadcast nothing is ever late.
 */
const lateSeconds = 0.25

/** Starts notes and samples at the samples of their ticks, each once. */
export class Events {
  readonly #place: SoundPlace
  readonly #shots: Shots
  readonly #counts: Mended
  readonly #held = new Map<string, Held>()
  #frame = 0
  /** The last frame in which places were freed, which takes a walk over all of them. */
  #freed = -1

  constructor(place: SoundPlace, shots: Shots, counts: Mended) {
    this.#place = place
    this.#shots = shots
    this.#counts = counts
  }

  note(key: string, options: NoteOptions): void {
    const begin = this.#isNews(key, options.atTick)
    if (begin !== null) this.#startNote(key, options, options.hz, this.#ageAt(begin))
  }

  chord(key: string, options: ChordOptions): void {
    const begin = this.#isNews(key, options.atTick)
    if (begin === null) return
    for (let i = 0; i < Math.min(8, options.hz.length); i++)
      this.#startNote(key, options, options.hz[i] as number, this.#ageAt(begin))
  }

  sample(key: string, options: SampleOptions, clip: Stereo | undefined): void {
    const begin = this.#isNews(key, options.atTick)
    if (begin === null || clip === undefined) return
    const age = this.#ageAt(begin)
    if (age < clip.left.length / (options.rate ?? 1)) this.#shots.take()?.startClip(clip, options, age, this.#counts)
  }

  pattern(key: string, options: PatternOptions): void {
    const begin = this.#sampleOf(options.atTick)
    const length = Math.min(256, options.steps.length)
    if (begin === null || length === 0) return
    const held = this.#hold(key, options.atTick, begin)
    if (held === null) return
    const { start, end, sampleRate } = this.#place
    const beats = within(options.bpm, 20, 400, this.#counts)
    const stepsPerBeat = within(options.stepsPerBeat ?? 4, 1, 16, this.#counts)
    const stepSamples = (sampleRate * 60) / beats / stepsPerBeat
    // After a pause or a jump, steps that are long past stay past.
    const from = Math.max(begin, held.scheduled, start - lateSeconds * sampleRate)
    for (let step = Math.max(0, Math.ceil((from - begin) / stepSamples - 1e-6)); ; step++) {
      const at = begin + Math.round(step * stepSamples)
      if (at >= end || (options.loop === false && step >= length)) break
      const hz = options.steps[step % length] ?? null
      if (at >= held.scheduled && hz !== null) this.#startNote(key, options, hz, start - at)
    }
    held.scheduled = end
  }

  /** Forgets what the game has not named for long. */
  endFrame(): void {
    this.#frame += 1
    if (this.#held.size > 0) this.#forgetOlder(heldFrames)
  }

  forget(): void {
    this.#held.clear()
  }

  /** The sample at which the event begins, if this is the frame in which it does; null otherwise. */
  #isNews(key: string, atTick: number): number | null {
    const begin = this.#sampleOf(atTick)
    if (begin === null || begin >= this.#place.end || this.#held.get(key)?.atTick === atTick) {
      const held = this.#held.get(key)
      if (held) held.frame = this.#frame
      return null
    }
    return this.#hold(key, atTick, begin) === null ? null : begin
  }

  #hold(key: string, atTick: number, begin: number): Held | null {
    let held = this.#held.get(key)
    if (held === undefined) {
      if (!this.#hasRoom()) {
        // It is named again and again, and lost once: in the frame that it would have begun in.
        if (begin >= this.#place.start) this.#shots.stolen += 1
        return null
      }
      this.#held.set(key, (held = { atTick, frame: this.#frame, scheduled: -Infinity }))
    } else if (held.atTick !== atTick) {
      held.atTick = atTick
      held.scheduled = -Infinity
    }
    held.frame = this.#frame
    return held
  }

  /** What was named in this frame or the last one keeps its place: it may be named again, and must not begin anew. */
  #hasRoom(): boolean {
    if (this.#held.size >= maxHeld && this.#freed !== this.#frame) {
      this.#freed = this.#frame
      this.#forgetOlder(1)
    }
    return this.#held.size < maxHeld
  }

  #forgetOlder(frames: number): void {
    for (const [key, held] of this.#held) if (this.#frame - held.frame > frames) this.#held.delete(key)
  }

  /** Null for a tick that has not been. */
  #sampleOf(atTick: number): number | null {
    const { sampleRate, tickRate } = this.#place
    return atTick >= 1 && atTick < lastTick ? Math.floor((atTick * sampleRate) / tickRate) : null
  }

  #ageAt(begin: number): number {
    const age = this.#place.start - begin
    return age > 0 && age <= lateSeconds * this.#place.sampleRate ? 0 : age
  }

  #startNote(key: string, options: Omit<NoteOptions, 'atTick' | 'hz'>, hz: number, age: number): void {
    // What is over by now takes nobody's place.
    if (age > 0 && age >= (options.seconds + (options.envelope?.release ?? 0.25)) * this.#place.sampleRate) return
    this.#shots.take()?.startNote(key, options, hz, age, this.#counts)
  }
}
