import { setImmediate as nextTurn } from 'node:timers/promises'
import { samplesBefore } from '../../clock.ts'
import { RenderError } from '../../error.ts'
import { checkFfmpeg, findFfmpeg } from '../ffmpeg.ts'
import type { OutputStatus } from '../output.ts'
import { holdPlaces } from '../places.ts'
import { checkPorts, prepareTarget } from '../prepare.ts'
import type { PictureFormat } from '../presets.ts'
import { findFfplay } from '../send/window.ts'
import { formatSize } from '../size.ts'
import { createFrameMaker, type FrameMaker, type PictureLayout } from './frames.ts'
import { createGate, type Gate } from './gate.ts'
import type { WriterBounds } from './intake.ts'
import { openLink, type Link } from './link.ts'
import { planWriter, type WriterOptions, type WriterPlan } from './options.ts'
import type { Pixels } from './pixels.ts'
import { toStereo, type SoundGiven, type SoundLayout } from './samples.ts'

/** What has been written and has not left yet. */
export interface Buffered {
  readonly frames: number
  readonly seconds: number
}

/** Pictures that the encoder may hold at once, beside those that wait. */
const heldPictures = 4

/**
 * A stream that a program writes, frame by frame and sample by sample. The clock and the encoders have a thread of their own,
 * so what is buffered goes out on time however busy the program is.
 *
 * Frame `n` begins with sample `⌊n · sampleRate / fps⌋`, whenever either was written: picture and sound are in step by count.
 * Without `repeat` the stream waits for what isn't there, and nothing is added to it or lost. With `repeat` its clock never
 * waits: the last picture and silence stand in, and what is written then comes next.
 *
 * @example
 * await using writer = await StreamWriter.open({ width: 640, height: 480, fps: 30, outputs: 'noise.mkv' })
 * const picture = Buffer.alloc(640 * 480)
 * for (let n = 0; n < 300; n++) await writer.writeVideo(randomFillSync(picture), { format: 'gray' })
 */
export class StreamWriter implements AsyncDisposable {
  /** Size and rates of the stream. `fps` is a fraction. */
  readonly format: PictureFormat
  /** Resolves when the stream has ended; rejects with a RenderError when no output is left that could go on. */
  readonly ended: Promise<void>
  readonly #end = Promise.withResolvers<void>()
  readonly #frames: FrameMaker
  readonly #bounds: WriterBounds
  readonly #link: Link
  readonly #video: Gate
  readonly #audio: Gate
  #status: OutputStatus
  #failure: RenderError | null = null
  #isFailureTold = false
  #isClosing = false

  private constructor({ picture, pace, gaps, bounds, targets }: WriterPlan, ffmpeg: string, log: WriterOptions['log']) {
    const { format } = picture
    const held = holdPlaces(targets)
    this.format = format
    this.#bounds = bounds
    this.#status = pendingStatus(formatSize(format))
    this.#frames = createFrameMaker(format, bounds.frames + heldPictures)
    this.#video = createGate(bounds.frames)
    this.#audio = createGate(bounds.samples)
    const data = { ffmpeg, pictures: [picture], pace, gaps, writer: bounds }
    this.#link = openLink(data, {
      level: ({ pictures, samples }) => {
        this.#video.tell(pictures.came, pictures.wait)
        this.#audio.tell(samples.came, samples.wait)
      },
      freed: (memory) => this.#frames.free(memory),
      status: (status) => (this.#status = status),
      failed: (error) => this.#fail(error),
      log: log ?? (() => {}),
    })
    // A failure comes before the end of the thread, and is what counts.
    void this.#link.over.finally(() => held[Symbol.dispose]()).then(() => this.#end.resolve())
    this.ended = this.#end.promise
    // Whoever waits for the end sees the error; until somebody does, it is no crash of the process.
    this.ended.catch(() => {})
  }

  /**
   * Starts an encoder, which waits for the first picture. Directories of files are made.
   *
   * @throws RenderError that names the option and its value: `bad-size`, `bad-fps`, `bad-output`, `bad-preset`, `bad-option`;
   * `unwritable` where a file can't be, a port is taken, or another stream of this program writes there; `no-ffmpeg`. `preview:` without a desktop or ffplay is a `bad-output`
   */
  static async open(options: WriterOptions): Promise<StreamWriter> {
    const plan = planWriter(options, process.env)
    const ffmpeg = findFfmpeg(process.env)
    await checkFfmpeg(ffmpeg)
    if (plan.targets.some(({ kind }) => kind === 'preview')) findFfplay(ffmpeg, process.env)
    for (const target of plan.targets) prepareTarget(target)
    await checkPorts(plan.targets)
    return new StreamWriter(plan, ffmpeg, options.log)
  }

  /**
   * Writes the next picture. It has been read when the call returns, so its array may be used again at once.
   *
   * @returns resolves when there is room for another. A picture that is written while there is none is refused.
   * @throws RenderError `bad-pixels`, `buffer-full`, `writer-closed`: this picture is left out, and the stream goes on;
   * or the error for which no output could go on
   */
  async writeVideo(pixels: Pixels, layout: PictureLayout = {}): Promise<void> {
    this.#check('writeVideo')
    const { wait } = this.#video
    if (wait >= this.#bounds.frames)
      throw full(`${wait} pictures wait`, this.#bounds.frames, 'await each writeVideo, or look at videoBuffered')
    const memory = this.#frames.make(pixels, layout)
    this.#video.add(1)
    this.#link.send({ type: 'picture', memory })
    // The canvas that resizes lets go of its memory when the thread has a turn to itself, and only then.
    if (layout.resize) await nextTurn()
    await this.#room(this.#video)
  }

  /**
   * Writes sound, of any length up to a minute; it goes on where the last ended.
   *
   * @param samples one array a channel (`[left, right]`, or `[mono]`), or a single one, mono or with `channels: 2` left and right in turn
   * @returns resolves when there is room for more. Sound that is written while there is none is refused.
   * @throws RenderError `bad-samples`, `buffer-full`, `writer-closed`: this sound is left out, and the stream goes on;
   * or the error for which no output could go on
   */
  async writeAudio(samples: SoundGiven, layout: SoundLayout = {}): Promise<void> {
    this.#check('writeAudio')
    if (!this.#bounds.hasSound)
      throw new RenderError(
        'bad-samples',
        'the stream was opened without sound; give sampleRate: 48000 or 44100 to open',
      )
    const { wait } = this.#audio
    if (wait >= this.#bounds.samples)
      throw full(`${wait} samples wait`, this.#bounds.samples, 'await each writeAudio, or look at audioBuffered')
    const pcm = toStereo(samples, layout, this.format.sampleRate)
    this.#audio.add(pcm.byteLength / 4)
    this.#link.send({ type: 'sound', pcm })
    await this.#room(this.#audio)
  }

  /** Pictures that were written and have not left. */
  get videoBuffered(): Buffered {
    this.#link.hear()
    const { num, den } = this.format.fps
    const frames = this.#video.wait
    return { frames, seconds: (frames * den) / num }
  }

  /** Sound that was written and has not left; `frames` counts whole ones. */
  get audioBuffered(): Buffered & { readonly samples: number } {
    this.#link.hear()
    const { fps, sampleRate } = this.format
    const samples = this.#audio.wait
    let frames = Math.floor((samples * fps.num) / (sampleRate * fps.den))
    while (samplesBefore(frames + 1, fps, sampleRate) <= samples) frames += 1
    return { samples, frames, seconds: samples / sampleRate }
  }

  /** Counters of the stream and of each of its outputs, of at most 200 ms ago. */
  get status(): OutputStatus {
    return this.#status
  }

  /**
   * Lets what is buffered leave in its time, then ends the files. The longer of picture and sound says where the stream ends.
   * @throws the RenderError for which no output could go on, unless a write has thrown it before
   */
  async close(): Promise<void> {
    if (!this.#isClosing && !this.#failure) this.#link.send({ type: 'end' })
    this.#isClosing = true
    await this.#link.over
    this.#video.open()
    this.#audio.open()
    if (this.#failure && !this.#isFailureTold) throw this.#told(this.#failure)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #check(what: string): void {
    if (this.#failure) throw this.#told(this.#failure)
    if (this.#isClosing) throw new RenderError('writer-closed', `${what} was called after close`)
    this.#link.hear()
  }

  async #room(gate: Gate): Promise<void> {
    await gate.room()
    if (this.#failure) throw this.#told(this.#failure)
  }

  #told(failure: RenderError): RenderError {
    this.#isFailureTold = true
    return failure
  }

  #fail(error: RenderError): void {
    if (this.#failure) return
    this.#failure = error
    this.#video.open()
    this.#audio.open()
    // The clock and the encoder would go on for nobody.
    if (!this.#isClosing) this.#link.send({ type: 'end' })
    this.#end.reject(error)
  }
}

function full(what: string, bound: number, way: string): RenderError {
  return new RenderError('buffer-full', `${what}, and the buffer holds ${bound}; ${way}`)
}

function pendingStatus(size: string): OutputStatus {
  const frames = { due: 0, written: 0, repeated: 0 }
  const samples = { due: 0, written: 0, concealed: 0 }
  return { state: 'pending', frames, samples, pictures: [{ size, frames }], outputs: [] }
}
