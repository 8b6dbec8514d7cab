import type { RenderError } from '../error.ts'
import { Encoding } from './encode/encoding.ts'
import { blackPicture, createPictureBuffer, type PictureBuffer } from './picture-buffer.ts'
import { encodings, type LineSpec, type PictureSpec } from './pictures.ts'
import { Outlet, type OutletStatus } from './send/outlet.ts'
import { senderOf } from './send/start.ts'
import { formatSize } from './size.ts'
import type { FrameSource } from './source.ts'
import type { Target } from './target.ts'
import type { SoundTimeline } from './timeline.ts'

/** The frame sums of one picture: due by the clock, written, and written with the picture of the frame before. */
export interface FrameCounts {
  readonly due: number
  readonly written: number
  readonly repeated: number
}

/** What all pictures of a show have in common. */
export interface TrackShow {
  readonly ffmpeg: string
  /** Whether a second encoder stands by for each that works. */
  readonly hasSpares: boolean
  readonly sound: SoundTimeline
  /** Frames there will ever be; Infinity while the end is not known. */
  limit(): number
  free(memory: ArrayBuffer): void
  /** An outlet has room again. */
  ready(): void
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** One encoding of a picture, and the outlets that send what comes of it. */
interface Line {
  readonly encoding: Encoding
  readonly outlets: readonly Outlet[]
}

/** One picture's row of frames, with the outlets that carry it. When each frame leaves is for the clock to say. */
export class PictureTrack implements FrameSource {
  /** Width and height, as `1280x720`. */
  readonly size: string
  readonly outlets: readonly Outlet[]
  readonly #show: TrackShow
  readonly #lines: readonly Line[]
  readonly #targets: readonly Target[]
  /** Pictures that came before their time, by frame. */
  readonly #early = new Map<number, PictureBuffer>()
  #picture: PictureBuffer
  #written = 0
  #repeated = 0
  #closed = false

  constructor(picture: PictureSpec, show: TrackShow) {
    const { format, outputs } = picture
    this.size = formatSize(format)
    this.#show = show
    this.#targets = outputs.map(({ target }) => target)
    this.#picture = blackPicture(format.width, format.height)
    this.#lines = encodings(picture).map((line) => this.#openLine(line))
    this.outlets = this.#lines.flatMap((line) => line.outlets)
  }

  /** Frames that have left; with `picture`, `sound` and `limit` it is what the outlets read. */
  get written(): number {
    return this.#written
  }

  get limit(): number {
    return this.#show.limit()
  }

  get picture(): PictureBuffer {
    return this.#picture
  }

  get sound(): SoundTimeline {
    return this.#show.sound
  }

  get isEnded(): boolean {
    return this.#written >= this.limit
  }

  /** Whether no encoder would have to queue another picture in our memory. */
  get hasRoom(): boolean {
    return this.#lines.every(({ encoding }) => encoding.hasRoom) && this.outlets.every((outlet) => outlet.hasRoom)
  }

  /** Whether every frame that left is in an encoder, or never can be. */
  get isEncoded(): boolean {
    return this.#lines.every(({ encoding }) => encoding.isDone)
  }

  /** Whether the next frame's own picture is here. */
  get hasNext(): boolean {
    return this.#early.has(this.#written)
  }

  /** Whether a later picture is here: the painter leaves out one that would be too late, and so says that it won't come. */
  get hasLater(): boolean {
    return this.#early.keys().some((frame) => frame > this.#written)
  }

  counts(due: number): FrameCounts {
    return { due, written: this.#written, repeated: this.#repeated }
  }

  /** How each output of this picture fares. `without` is the state of those that have no encoder. */
  statuses(without: OutletStatus['state']): OutletStatus[] {
    const statuses = new Map(this.outlets.map(({ status }) => [status.id, status]))
    return this.#targets.map((target) => statuses.get(target.id) ?? this.#nullStatus(target, without))
  }

  /** Takes the picture of a frame. A late one is still the newest there is, and stands in for the next. */
  add(frame: number, memory: ArrayBuffer): void {
    if (this.#closed) return this.#show.free(memory)
    const picture = createPictureBuffer(memory, (freed) => this.#show.free(freed))
    if (frame < this.#written) this.#turnTo(picture)
    else this.#early.set(frame, picture)
  }

  /** Sends the next frame, with its own picture or with the last one again. */
  writeFrame(): void {
    const own = this.#early.get(this.#written)
    if (own) {
      this.#early.delete(this.#written)
      this.#turnTo(own)
    } else this.#repeated += 1
    this.#send()
  }

  /** Sends frames up to the limit, with whatever pictures there are: the end of a show is no repetition. */
  writeRest(): void {
    const repeated = this.#repeated
    while (!this.isEnded) this.writeFrame()
    this.#repeated = repeated
  }

  /** Lets the encoders end their files, and lets go of the pictures. */
  async close(): Promise<void> {
    await Promise.allSettled(
      this.#lines.map(async ({ encoding, outlets }) => {
        await encoding.close()
        await Promise.allSettled(outlets.map((outlet) => outlet.close()))
      }),
    )
    this.#closed = true
    for (const picture of [this.#picture, ...this.#early.values()]) picture.release()
    this.#early.clear()
  }

  #openLine({ format, outputs }: LineSpec): Line {
    const { ffmpeg, hasSpares, log } = this.#show
    const ready = () => this.#show.ready()
    const outlets: Outlet[] = []
    const encoding = new Encoding(
      { ffmpeg, format, source: this, hasSpare: hasSpares },
      {
        config: (config) => outlets.forEach((outlet) => outlet.configure(config)),
        packet: (packet) => outlets.forEach((outlet) => outlet.take(packet)),
        failed: (reason) => outlets.forEach((outlet) => outlet.fail(reason)),
        ready,
        log: (level, line) => log(level, `${this.size}: ${line}`),
      },
    )
    for (const { target } of outputs)
      outlets.push(
        new Outlet(
          { target, size: format, encoding, start: senderOf(ffmpeg, format, target) },
          { ready, failed: (error) => this.#show.failed(error), log },
        ),
      )
    return { encoding, outlets }
  }

  #send(): void {
    while (this.sound.length <= this.#written) this.sound.conceal()
    this.#written += 1
    for (const { encoding } of this.#lines) encoding.advance()
  }

  #turnTo(picture: PictureBuffer): void {
    this.#picture.release()
    this.#picture = picture
  }

  #nullStatus({ id, url }: Target, state: OutletStatus['state']): OutletStatus {
    const [size, frames] = [this.size, this.#written]
    const none = { lost: 0, behind: 0, reconnects: 0, replaced: 0, kbps: null, isCongested: false, problem: '' }
    return { id, url, size, state, frames, ...none }
  }
}
