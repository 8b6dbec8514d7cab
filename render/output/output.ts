import { frameNs, framesDue, samplesBefore, soundLeadFrames, type Fps } from '../clock.ts'
import type { RenderError } from '../error.ts'
import type { OutputSpec, PictureSpec } from './pictures.ts'
import type { OutletStatus } from './send/outlet.ts'
import type { Pace } from './source.ts'
import { createSoundTimeline, type SoundTimeline } from './timeline.ts'
import { PictureTrack, type FrameCounts, type TrackShow } from './track.ts'

/** `pending`: nothing goes out yet, or at the moment, and nothing is wrong with the show. */
export type OutputState = 'pending' | 'live' | 'recovering' | 'closing' | 'closed'

/** Both sums of the exactness rule, and how each picture and each output fares. */
export interface OutputStatus {
  readonly state: OutputState
  /** Of the first picture. */
  readonly frames: FrameCounts
  readonly samples: { readonly due: number; readonly written: number; readonly concealed: number }
  readonly pictures: readonly { readonly size: string; readonly frames: FrameCounts }[]
  readonly outputs: readonly OutletStatus[]
}

export interface OutputOptions {
  readonly ffmpeg: string
  /** At least one; all of the same fps and sample rate. */
  readonly pictures: readonly PictureSpec[]
  readonly pace: Pace
  /** Stop cleanly after so many frames; null to go on until `close`. */
  readonly frames: number | null
  /** Frames by which sound is added ahead of its picture: 3 in a show, the default; with 0 a frame waits for its own. */
  readonly soundLead?: number
  /** At live pace: `fill` repeats the last picture in the place of a late one, the default; `wait` lets the clock stand for it. */
  readonly gaps?: 'fill' | 'wait'
  /** A frame has left. What is due now may be added to `sound`, and to nothing else. */
  left?(): void
  /** Takes back the memory of a picture that is no longer needed, by the picture's number. */
  free(memory: ArrayBuffer, picture: number): void
  /** Every frame is written and every encoder has ended. */
  closed(): void
  /** No output is left that could go on. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** A picture may come this many frames late before the last one is repeated in its place. */
const graceFrames = 1

/** Time that encoders which are behind have to take the rest of their frames, once the show is over. */
const drainMs = 5000

/**
 * The frame clock, the sound, and a track for each picture. Frame `n` of a picture leaves when it is due and there; when it
 * is late the last one is repeated, so that after `t` seconds exactly `floor(t · fps)` frames of every picture have left,
 * and none waits for another. Sound runs ahead by a constant lead, and is replaced by silence only when that lead is used up.
 */
export class Output {
  readonly sound: SoundTimeline
  readonly tracks: PictureTrack[]
  readonly #options: OutputOptions
  readonly #fps: Fps
  readonly #sampleRate: number
  readonly #lead: number
  /** Outputs that came while the show ran. */
  readonly #joined = new Set<string>()
  #limit: number
  #startNs: bigint | null = null
  #timer: NodeJS.Timeout | undefined
  #closing: Promise<void> | null = null
  #closed = false
  #failure: RenderError | null = null

  constructor(options: OutputOptions) {
    const { fps, sampleRate } = (options.pictures[0] as PictureSpec).format
    this.#options = options
    this.#fps = fps
    this.#sampleRate = sampleRate
    this.#limit = options.frames ?? Infinity
    this.#lead = options.soundLead ?? soundLeadFrames
    this.sound = createSoundTimeline(fps, sampleRate, this.#lead)
    this.tracks = options.pictures.map((picture, number) => new PictureTrack(picture, this.#showFor(number, 0)))
  }

  get status(): OutputStatus {
    const outputs = this.tracks.flatMap((track) => track.statuses(this.#stateWithoutEncoder()))
    const pictures = this.tracks.map((track) => ({ size: track.size, frames: track.counts(this.#dueOf(track)) }))
    const { frames } = pictures[0] as (typeof pictures)[number]
    const samplesUntil = (frame: number) => samplesBefore(frame, this.#fps, this.#sampleRate)
    return {
      state: this.#state(outputs),
      frames,
      samples: {
        due: samplesUntil(frames.due),
        written: samplesUntil(Math.min(frames.written, this.sound.length)),
        concealed: this.sound.concealed,
      },
      pictures,
      outputs,
    }
  }

  /** Starts the clock. `startNs` is when frame 0 is due, on the clock of `process.hrtime`. */
  start(startNs: bigint): void {
    this.#startNs = startNs
    this.#pump()
  }

  /** Takes the sound that was made for chunk `index`; one that comes after its silence was written is dropped. */
  addSound(index: number, chunk: Buffer): void {
    if (index >= this.#limit) return
    if (index === this.sound.length) this.sound.append(chunk)
    else if (index > this.sound.length) throw new RangeError(`sound ${index} came before sound ${this.sound.length}`)
    this.#pump()
  }

  /** Takes frame `frame` of a picture, which is named by its number: its place in `pictures`, or that of `addTrack`. */
  addPicture(number: number, frame: number, memory: ArrayBuffer): void {
    this.#track(number)?.add(frame, memory)
    this.#pump()
  }

  /**
   * Takes one more output into the running show, on the picture of its size; a picture that isn't there yet has to be opened before
   * by `addTrack`. What goes out already notices nothing.
   */
  join(size: string, output: OutputSpec): void {
    this.#joined.add(output.target.id)
    this.tracks.find((track) => track.size === size)?.join(output)
  }

  /**
   * Opens one more picture, which is at the frame that the others are at.
   *
   * @param number by which its pictures will come; it is none that was there before
   * @param ready the first frame whose picture is there, which it waits for
   */
  addTrack(number: number, picture: PictureSpec, ready: number): void {
    const firstFrame = Math.max(ready, this.tracks[0]?.written ?? 0)
    this.tracks.push(new PictureTrack(picture, this.#showFor(number, firstFrame)))
  }

  /** Ends a picture that no output carries any more. */
  async dropTrack(number: number): Promise<void> {
    const track = this.#track(number)
    if (track === undefined) return
    this.tracks.splice(this.tracks.indexOf(track), 1)
    await track.close()
  }

  /** Ends one output: resolves when it has written its trailer or said goodbye. */
  async leave(id: string): Promise<void> {
    this.#joined.delete(id)
    await this.tracks.find((track) => track.has(id))?.leave(id)
  }

  /** Says that no more than so many frames will ever be: when they have left, each in its time, the show ends by itself. */
  end(frames: number): void {
    this.#limit = Math.min(this.#limit, frames)
    this.#pump()
  }

  /**
   * Ends the show. Sound has been written a little ahead, so the last pictures are repeated until all end together.
   * Resolves when every encoder has written its trailer.
   *
   * @param frames that there are to be at least, where it has begun: with the last pictures, and silence behind the sound
   */
  close(frames = 0): Promise<void> {
    if (this.#startNs !== null) while (this.sound.length < Math.min(frames, this.#limit)) this.sound.conceal()
    this.#limit = Math.min(this.#limit, this.#startNs === null ? 0 : this.sound.length)
    for (const track of this.tracks) track.writeRest()
    return this.#finish()
  }

  #track(number: number): PictureTrack | undefined {
    return this.tracks.find((track) => track.number === number)
  }

  #showFor(number: number, firstFrame: number): TrackShow {
    const { ffmpeg, pace, log } = this.#options
    return {
      ...{ number, firstFrame, ffmpeg, pace },
      sound: this.sound,
      limit: () => this.#limit,
      free: (memory) => this.#options.free(memory, number),
      ready: () => this.#pump(),
      failed: (error, id) => this.#outletFailed(error, id),
      log,
    }
  }

  /**
   * What one output can't do any more is told; only the last one ends the show. Not one that came while it ran: whoever added it
   * sees that it failed, and can mend it.
   */
  #outletFailed(error: RenderError, id: string): void {
    const outlets = this.tracks.flatMap((track) => track.outlets)
    // Told at the end of closing, so that the others have the time to end what they write.
    if (this.#closing) this.#failure ??= error
    else if (!this.#joined.has(id) && outlets.every(({ status }) => status.state === 'closed'))
      this.#options.failed(error)
    else this.#options.log('warn', error.message)
  }

  #due(): number {
    return this.#startNs === null ? 0 : framesDue(process.hrtime.bigint() - this.#startNs, this.#fps)
  }

  /** A fast show has no clock: what is written was due. */
  #dueOf(track: PictureTrack): number {
    return this.#options.pace === 'fast' ? track.written : Math.min(this.#due(), this.#limit)
  }

  #pump(): void {
    if (this.#startNs === null || this.#closing) return
    clearTimeout(this.#timer)
    for (const track of this.tracks) while (!track.isEnded && this.#isNext(track)) this.#write(track)
    if (this.tracks.every((track) => track.isEnded)) void this.#finish()
    else if (this.#options.pace === 'live') this.#wakeForNext()
  }

  #write(track: PictureTrack): void {
    // A clock that stood goes on from the frame that it waited for, so that nothing which follows is bunched.
    if (this.#isWaiting && this.#due() > track.written + 1 + graceFrames)
      this.#startNs = process.hrtime.bigint() - frameNs(track.written, this.#fps)
    track.writeFrame()
    this.#options.left?.()
  }

  /** Whether the clock stands for what is late. */
  get #isWaiting(): boolean {
    return this.#options.pace === 'live' && this.#options.gaps === 'wait'
  }

  /** Whether a picture's next frame leaves now, be it as its painter drew it or as the last one again. */
  #isNext(track: PictureTrack): boolean {
    const n = track.written
    if (this.#options.pace === 'fast') return track.hasNext && this.#hasSound(n + this.#lead) && track.hasRoom
    const due = this.#due()
    if (due <= n) return false
    return this.#isThere(track) || (!this.#isWaiting && due > n + graceFrames)
  }

  /** Whether nothing is to be waited for but the clock. Sound that has a lead has had its time. */
  #isThere(track: PictureTrack): boolean {
    return (track.hasNext || track.hasLater) && (this.#lead > 0 || this.#hasSound(track.written))
  }

  #hasSound(chunk: number): boolean {
    return Math.min(chunk, this.#limit - 1) < this.sound.length
  }

  /** Wakes when the next frame of any picture is due, and again when it may no longer be waited for. */
  #wakeForNext(): void {
    const now = process.hrtime.bigint() - (this.#startNs as bigint)
    // A clock that stands is woken by what it waits for.
    const timed = this.tracks.filter((track) => !track.isEnded && (!this.#isWaiting || this.#isThere(track)))
    if (timed.length === 0) return
    const waits = timed.map(({ written }) => this.#nsUntilNext(written, now))
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, Math.ceil(Math.min(...waits) / 1e6)))
  }

  #nsUntilNext(n: number, now: bigint): number {
    const dueNs = frameNs(n, this.#fps)
    return Number((dueNs > now ? dueNs : frameNs(n + graceFrames, this.#fps)) - now)
  }

  #finish(): Promise<void> {
    this.#closing ??= this.#closeTracks()
    return this.#closing
  }

  /** An encoder that is behind gets the rest of its frames first. */
  async #closeTracks(): Promise<void> {
    clearTimeout(this.#timer)
    const deadline = performance.now() + drainMs
    const behind = () => this.tracks.some((track) => !track.isEncoded)
    while (behind() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
    await Promise.allSettled(this.tracks.map((track) => track.close()))
    this.#closed = true
    if (this.#failure !== null) this.#options.failed(this.#failure)
    this.#options.closed()
  }

  #stateWithoutEncoder(): OutletStatus['state'] {
    if (this.#closed) return 'closed'
    return this.#startNs === null ? 'pending' : 'live'
  }

  /** The stream is live while any of its outputs is. A show that goes on while all are off or over is ready for the next one. */
  #state(outputs: readonly OutletStatus[]): OutputState {
    if (this.#closed) return 'closed'
    if (this.#closing) return 'closing'
    const best = (['live', 'recovering'] as const).find((state) => outputs.some((each) => each.state === state))
    return best ?? 'pending'
  }
}
