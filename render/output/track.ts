import type { RenderError } from '../error.ts'
import { Encoding } from './encode/encoding.ts'
import { blackPicture, createPictureBuffer, type PictureBuffer } from './picture-buffer.ts'
import { encodings, type LineSpec, type OutputSpec, type PictureSpec } from './pictures.ts'
import type { EncodeFormat } from './presets.ts'
import { Outlet, type OutletStatus } from './send/outlet.ts'
import { senderOf } from './send/start.ts'
import { formatSize } from './size.ts'
import type { FrameSource, Pace } from './source.ts'
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
  /** By which the picture is known as long as the show lasts; another one never has it. */
  readonly number: number
  readonly ffmpeg: string
  readonly pace: Pace
  readonly sound: SoundTimeline
  /** Frames there will ever be; Infinity while the end is not known. */
  limit(): number
  free(memory: ArrayBuffer): void
  /** Frame that the show is at: 0 before it begins. A picture that joins a running show begins with it. */
  readonly firstFrame: number
  /** An outlet has room again. */
  ready(): void
  /** The output of this id can't go on. */
  failed(error: RenderError, id: string): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** One encoding of a picture, and the outlets that send what comes of it. */
interface Line {
  readonly format: EncodeFormat
  readonly encoding: Encoding
  readonly outlets: Outlet[]
}

/** Whether what is encoded for one suits the other: a platform wants a constant rate, and whoever doesn't takes it all the same. */
function isEncodedAlike(there: EncodeFormat, wanted: EncodeFormat): boolean {
  return there.preset === wanted.preset && (there.constantRate || !wanted.constantRate)
}

/** Lets the encoder give its last packets, and then the outlets end what they write. */
async function closeLine({ encoding, outlets }: Line): Promise<void> {
  try {
    await encoding.close()
  } finally {
    await Promise.allSettled(outlets.map((outlet) => outlet.close()))
  }
}

/** One picture's row of frames, with the outlets that carry it. When each frame leaves is for the clock to say. */
export class PictureTrack implements FrameSource {
  /** Width and height, as `1280x720`. */
  readonly size: string
  readonly number: number
  readonly #show: TrackShow
  readonly #spec: Omit<PictureSpec, 'outputs'>
  readonly #lines: Line[]
  /** Of all outputs, also of those that make nothing. */
  #targets: readonly Target[]
  /** Pictures that came before their time, by frame. */
  readonly #early = new Map<number, PictureBuffer>()
  #picture: PictureBuffer
  #written: number
  #repeated = 0
  #closed = false

  constructor(picture: PictureSpec, show: TrackShow) {
    const { outputs, ...spec } = picture
    this.size = formatSize(spec.format)
    this.#spec = spec
    this.#show = show
    this.number = show.number
    this.#written = show.firstFrame
    this.#targets = outputs.map(({ target }) => target)
    this.#picture = blackPicture(spec.format.width, spec.format.height)
    this.#lines = encodings(picture).map((line) => this.#openLine(line))
  }

  get outlets(): readonly Outlet[] {
    return this.#lines.flatMap((line) => line.outlets)
  }

  has(id: string): boolean {
    return this.#targets.some((target) => target.id === id)
  }

  /** Takes one more output, which begins with the next frame, or with the next keyframe of an encoder that works already. */
  join(output: OutputSpec): void {
    this.#targets = [...this.#targets, output.target]
    const [line] = encodings({ ...this.#spec, outputs: [output] })
    if (line === undefined) return
    const same = this.#lines.find(({ format }) => isEncodedAlike(format, line.format))
    if (same === undefined) this.#lines.push(this.#openLine(line))
    else {
      const outlet = this.#openOutlet(output.target, same.format, same.encoding, true)
      same.outlets.push(outlet)
      if (same.encoding.config !== null) outlet.configure(same.encoding.config)
    }
  }

  /** Lets an output end what it writes, and the encoder with it where no other output has use of it. Others notice nothing. */
  async leave(id: string): Promise<void> {
    this.#targets = this.#targets.filter((target) => target.id !== id)
    const line = this.#lines.find(({ outlets }) => outlets.some(({ status }) => status.id === id))
    if (line === undefined) return
    if (line.outlets.length === 1) {
      this.#lines.splice(this.#lines.indexOf(line), 1)
      return closeLine(line)
    }
    const index = line.outlets.findIndex(({ status }) => status.id === id)
    await Promise.all(line.outlets.splice(index, 1).map((outlet) => outlet.close()))
  }

  /** Frames that have left; with `pace`, `picture`, `sound` and `limit` it is what the encoders read. */
  get written(): number {
    return this.#written
  }

  get pace(): Pace {
    return this.#show.pace
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
    await Promise.allSettled(this.#lines.map(closeLine))
    this.#closed = true
    for (const picture of [this.#picture, ...this.#early.values()]) picture.release()
    this.#early.clear()
  }

  #openLine({ format, outputs }: LineSpec): Line {
    const { ffmpeg, log } = this.#show
    const ready = () => this.#show.ready()
    const outlets: Outlet[] = []
    const encoding = new Encoding(
      { ffmpeg, format, source: this, firstFrame: this.#written },
      {
        config: (config) => outlets.forEach((outlet) => outlet.configure(config)),
        packet: (packet) => outlets.forEach((outlet) => outlet.take(packet)),
        failed: (reason) => outlets.forEach((outlet) => outlet.fail(reason)),
        ready,
        log: (level, line) => log(level, `${this.size}: ${line}`),
      },
    )
    for (const { target } of outputs) outlets.push(this.#openOutlet(target, format, encoding, this.#written > 0))
    return { format, encoding, outlets }
  }

  #openOutlet(target: Target, format: EncodeFormat, encoding: Encoding, joins: boolean): Outlet {
    const { ffmpeg, log } = this.#show
    return new Outlet(
      { target, size: format, joins, encoding, start: senderOf(ffmpeg, format) },
      { ready: () => this.#show.ready(), failed: (error) => this.#show.failed(error, target.id), log },
    )
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
