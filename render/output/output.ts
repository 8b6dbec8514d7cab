import { frameNs, framesDue, samplesBefore, soundLeadFrames } from '../clock.ts'
import type { RenderError } from '../error.ts'
import { Outlet, type OutletStatus } from './outlet.ts'
import { blackPicture, createPictureBuffer, type PictureBuffer } from './picture-buffer.ts'
import type { EncodeFormat } from './presets.ts'
import type { Target } from './target.ts'
import { createSoundTimeline, type SoundTimeline } from './timeline.ts'

export type OutputState = 'pending' | 'live' | 'recovering' | 'closing' | 'closed'

/** Both sums of the exactness rule, and how each output fares. */
export interface OutputStatus {
  readonly state: OutputState
  readonly frames: { readonly due: number; readonly written: number; readonly repeated: number }
  readonly samples: { readonly due: number; readonly written: number; readonly concealed: number }
  readonly outputs: readonly OutletStatus[]
}

export interface OutputOptions {
  readonly ffmpeg: string
  readonly format: EncodeFormat
  readonly targets: readonly Target[]
  /** `live` keeps the clock; `fast` writes as quickly as the encoders take it. */
  readonly pace: 'live' | 'fast'
  /** Stop cleanly after so many frames; null to go on until `close`. */
  readonly frames: number | null
  /** Takes back the memory of a picture that is no longer needed. */
  free(memory: ArrayBuffer): void
  /** Every frame is written and every encoder has ended. */
  closed(): void
  /** No output is left that could go on. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** A picture may come this many frames late before the last one is repeated in its place. */
const graceFrames = 1

/**
 * The frame clock and its encoders. Frame `n` leaves when it is due and its picture is there; when the picture
 * is late the last one is repeated, so that after `t` seconds exactly `floor(t · fps)` frames have left.
 * Sound runs ahead of the picture by a constant lead, and is replaced by silence only when that lead is used up.
 */
export class Output {
  readonly sound: SoundTimeline
  readonly #options: OutputOptions
  readonly #outlets: Outlet[]
  /** Pictures that came before their time, by frame. */
  readonly #early = new Map<number, PictureBuffer>()
  #picture: PictureBuffer
  #written = 0
  #repeated = 0
  #ending = false
  #limit: number
  #startNs: bigint | null = null
  #timer: NodeJS.Timeout | undefined
  #closing: Promise<void> | null = null
  #closed = false

  constructor(options: OutputOptions) {
    const { ffmpeg, format, targets } = options
    this.#options = options
    this.#limit = options.frames ?? Infinity
    this.sound = createSoundTimeline(format.fps, format.sampleRate)
    this.#picture = blackPicture(format.width, format.height)
    this.#outlets = targets
      .filter((target) => target.kind !== 'null')
      .map((target) => new Outlet(ffmpeg, format, target, this, this.#outletEvents()))
  }

  /** Frames that have left; with `picture` and `sound` it is what the outlets read. */
  get written(): number {
    return this.#written
  }

  get limit(): number {
    return this.#limit
  }

  get picture(): PictureBuffer {
    return this.#picture
  }

  get status(): OutputStatus {
    const { fps, sampleRate } = this.#options.format
    const outputs = this.#options.targets.map((target) => this.#statusOf(target))
    const due = Math.min(this.#due(), this.#limit)
    return {
      state: this.#state(outputs),
      frames: { due, written: this.#written, repeated: this.#repeated },
      samples: {
        due: samplesBefore(due, fps, sampleRate),
        written: samplesBefore(Math.min(this.#written, this.sound.length), fps, sampleRate),
        concealed: this.sound.concealed,
      },
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

  /** Takes the picture of frame `number`. A late one is still the newest there is, and stands in for the next. */
  addPicture(number: number, memory: ArrayBuffer): void {
    if (this.#closed) return this.#options.free(memory)
    const picture = createPictureBuffer(memory, (freed) => this.#options.free(freed))
    if (number < this.#written) this.#show(picture)
    else this.#early.set(number, picture)
    this.#pump()
  }

  /**
   * Ends the show. Sound has been written a little ahead, so the last picture is repeated until both end together.
   * Resolves when every encoder has written its trailer.
   */
  close(): Promise<void> {
    this.#limit = Math.min(this.#limit, this.#startNs === null ? 0 : this.sound.length)
    this.#ending = true
    while (this.#written < this.#limit) this.#writeFrame()
    return this.#finish()
  }

  #outletEvents() {
    return {
      ready: () => this.#pump(),
      failed: (error: RenderError) => {
        if (this.#closing || this.#outlets.every((outlet) => outlet.status.state === 'closed'))
          this.#options.failed(error)
        else this.#options.log('warn', error.message)
      },
      log: this.#options.log,
    }
  }

  #due(): number {
    if (this.#startNs === null) return 0
    if (this.#options.pace === 'fast') return this.#written
    return framesDue(process.hrtime.bigint() - this.#startNs, this.#options.format.fps)
  }

  #pump(): void {
    if (this.#startNs === null || this.#closing) return
    clearTimeout(this.#timer)
    while (this.#written < this.#limit && this.#isNext()) this.#writeFrame()
    if (this.#written >= this.#limit) void this.#finish()
    else if (this.#options.pace === 'live') this.#wakeForNext()
  }

  /** Whether the next frame leaves now, be it with its own picture or with the last one. */
  #isNext(): boolean {
    const n = this.#written
    if (this.#options.pace === 'fast')
      return (
        this.#early.has(n) && this.#hasSound(n + soundLeadFrames) && this.#outlets.every((outlet) => outlet.hasRoom)
      )
    const due = this.#due()
    return due > n && (this.#hasPicture(n) || due > n + graceFrames)
  }

  #hasSound(chunk: number): boolean {
    return Math.min(chunk, this.#limit - 1) < this.sound.length
  }

  /** The renderer leaves out a picture that would be too late; the one after it says so. */
  #hasPicture(n: number): boolean {
    return this.#early.has(n) || this.#early.keys().some((number) => number > n)
  }

  #writeFrame(): void {
    const own = this.#early.get(this.#written)
    if (own) {
      this.#early.delete(this.#written)
      this.#show(own)
    } else if (!this.#ending) this.#repeated += 1
    while (this.sound.length <= this.#written) this.sound.conceal()
    this.#written += 1
    for (const outlet of this.#outlets) outlet.advance()
  }

  #show(picture: PictureBuffer): void {
    this.#picture.release()
    this.#picture = picture
  }

  /** Wakes when the next frame is due, and again when it may no longer be waited for. */
  #wakeForNext(): void {
    const { fps } = this.#options.format
    const now = process.hrtime.bigint() - (this.#startNs as bigint)
    const dueNs = frameNs(this.#written, fps)
    const wakeNs = dueNs > now ? dueNs : frameNs(this.#written + graceFrames, fps)
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, Math.ceil(Number(wakeNs - now) / 1e6)))
  }

  #finish(): Promise<void> {
    this.#closing ??= this.#closeOutlets()
    return this.#closing
  }

  /** An outlet that is behind gets the rest of its frames first. */
  async #closeOutlets(): Promise<void> {
    clearTimeout(this.#timer)
    const deadline = performance.now() + 5000
    const behind = () => this.#outlets.some((outlet) => !outlet.isDone)
    while (behind() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
    await Promise.all(this.#outlets.map((outlet) => outlet.close()))
    this.#closed = true
    for (const picture of [this.#picture, ...this.#early.values()]) picture.release()
    this.#early.clear()
    this.#options.closed()
  }

  #statusOf(target: Target): OutletStatus {
    const outlet = this.#outlets.find(({ status }) => status.id === target.id)
    if (outlet) return outlet.status
    const state = this.#closed ? 'closed' : this.#startNs === null ? 'pending' : 'live'
    return {
      id: target.id,
      url: target.url,
      state,
      frames: this.#written,
      lost: 0,
      behind: 0,
      reconnects: 0,
      kbps: null,
      problem: '',
    }
  }

  /** The stream is live while any of its outputs is. */
  #state(outputs: readonly OutletStatus[]): OutputState {
    if (this.#closed) return 'closed'
    if (this.#closing) return 'closing'
    const best = (['live', 'recovering', 'pending'] as const).find((state) =>
      outputs.some((each) => each.state === state),
    )
    return best ?? 'recovering'
  }
}
