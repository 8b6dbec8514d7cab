import { samplesBefore, soundLeadFrames } from '../clock.ts'
import type { RenderError } from '../error.ts'
import { refused, startEncoder, type Encoder } from './encoder.ts'
import { audioTrack, blockHeader, frameTimestamp, sampleTimestamp, videoTrack } from './matroska.ts'
import type { PictureBuffer } from './picture-buffer.ts'
import type { EncodeFormat } from './presets.ts'
import { formatSize } from './size.ts'
import type { Target } from './target.ts'
import type { SoundTimeline } from './timeline.ts'

export type OutletState = 'pending' | 'live' | 'recovering' | 'closing' | 'closed'

/** One output's own account, as `/api/status` shows it. */
export interface OutletStatus {
  readonly id: string
  readonly url: string
  /** The size of its picture, `1280x720`. */
  readonly size: string
  readonly state: OutletState
  readonly frames: number
  /** Frames that this output alone missed, while it had no encoder. */
  readonly lost: number
  /** Frames that are due and not yet in its pipe. */
  readonly behind: number
  readonly reconnects: number
  readonly kbps: number | null
  /** What went wrong last; empty when nothing has. */
  readonly problem: string
}

/** What the outlets of one picture read: every frame up to `written` is due to them. */
export interface FrameSource {
  readonly written: number
  /** Frames there will ever be; Infinity while the end is not known. */
  readonly limit: number
  readonly picture: PictureBuffer
  readonly sound: SoundTimeline
}

export interface OutletEvents {
  /** There is room for more frames. */
  ready(): void
  /** The output can't go on, and trying again would not help. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** First wait before an encoder is started again, the longest one, and how long it must last to begin anew, in ms. */
const backoff = { firstMs: 500, longestMs: 15_000, stableMs: 30_000 }

/**
 * How far an encoder may fall behind before it is taken for hung or too slow, unless it is catching up. Until then it
 * loses nothing, since the sound timeline holds more; beyond, its backlog would come out as old sound under new pictures.
 */
const maxBehindSeconds = 5

/** Time in which an encoder that is too far behind must come nearer. A machine that stood still itself leaves it a backlog too. */
const catchUpMs = 2000

/** Time that an encoder has to end its file once the last frame is in. */
const closeMs = 8000

/**
 * One target with its encoder: takes the frames of the source at its own pace, repeats the newest picture
 * for those that it is late with, and starts a new encoder when the old one dies.
 */
export class Outlet {
  readonly #ffmpeg: string
  readonly #format: EncodeFormat
  readonly #target: Target
  readonly #source: FrameSource
  readonly #events: OutletEvents
  readonly #pictureBytes: number
  #encoder: Encoder | null = null
  #state: OutletState = 'pending'
  #frames = 0
  #chunks = 0
  #lost = 0
  #reconnects = 0
  #attempts = 0
  #startedAtMs = 0
  #kbps: number | null = null
  #hung = false
  #problem = ''
  #retry: NodeJS.Timeout | undefined
  #backlogCheck: NodeJS.Timeout | undefined

  constructor(ffmpeg: string, format: EncodeFormat, target: Target, source: FrameSource, events: OutletEvents) {
    this.#ffmpeg = ffmpeg
    this.#format = format
    this.#target = target
    this.#source = source
    this.#events = events
    this.#pictureBytes = (format.width * format.height * 3) / 2
    this.#start(false)
  }

  get status(): OutletStatus {
    const { id, url } = this.#target
    const [state, frames, lost, reconnects] = [this.#state, this.#frames, this.#lost, this.#reconnects]
    const [size, behind] = [formatSize(this.#format), this.#behind]
    return { id, url, size, state, frames, lost, behind, reconnects, kbps: this.#kbps, problem: this.#problem }
  }

  /**
   * Whether the pipe has room: at most one picture is being written and one waits behind it, more of very small ones,
   * since `drain` must be sure to come. An outlet without an encoder never holds the others up.
   */
  get hasRoom(): boolean {
    if (this.#encoder === null) return true
    return this.#encoder.queuedBytes < Math.max(this.#pictureBytes, this.#encoder.drainBytes)
  }

  /** Whether every frame that is due has gone into the pipe, or never can. */
  get isDone(): boolean {
    return this.#encoder === null || this.#frames >= this.#source.written
  }

  /** Writes what is due, as far as there is room. */
  advance(): void {
    if (this.#encoder === null) {
      if (this.#state !== 'closed') this.#lost += this.#source.written - this.#frames
      this.#frames = this.#source.written
      return
    }
    while (this.#frames < this.#source.written && this.hasRoom) this.#writeFrame(this.#encoder)
    if (this.#isTooFarBehind) this.#watchBacklog(this.#encoder)
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    clearTimeout(this.#backlogCheck)
    if (this.#state === 'closed') return
    this.#state = 'closing'
    await this.#encoder?.close(closeMs)
    this.#state = 'closed'
  }

  get #behind(): number {
    return this.#source.written - this.#frames
  }

  get #isTooFarBehind(): boolean {
    const { num, den } = this.#format.fps
    return this.#behind * den > maxBehindSeconds * num
  }

  /** Looks again after a while whether the encoder gains on its backlog, and so on until it has caught up. */
  #watchBacklog(encoder: Encoder): void {
    const before = this.#behind
    this.#backlogCheck ??= setTimeout(() => {
      this.#backlogCheck = undefined
      if (encoder !== this.#encoder || !this.#isTooFarBehind) return
      if (this.#behind >= before) this.#giveUp(encoder)
      else this.#watchBacklog(encoder)
    }, catchUpMs)
  }

  /** A file can't be taken up again, so it ends here, whole; a stream begins anew at the present moment. */
  #giveUp(encoder: Encoder): void {
    this.#problem = `the encoder is more than ${maxBehindSeconds} s behind; if the machine is too slow, a smaller --size helps`
    this.#hung = true
    encoder.kill()
  }

  /** What keeps an encoder from starting now, such as a full disk or too many open files, may be over later. */
  #restart(): void {
    this.advance()
    this.#state = 'pending'
    try {
      this.#start(true)
    } catch (error) {
      this.#recovering(String(error))
      this.#retryLater()
    }
  }

  #start(resumed: boolean): void {
    this.#chunks = this.#frames
    this.#hung = false
    this.#startedAtMs = performance.now()
    this.#encoder = startEncoder(this.#ffmpeg, this.#format, this.#target, resumed, {
      progress: (frames, kbps) => this.#progressed(frames, kbps),
      line: (text) => this.#read(text),
      exit: (code, reason) => this.#exited(code, reason),
      drain: () => {
        this.advance()
        this.#events.ready()
      },
    })
  }

  /** Sound first, then the picture: the muxer must never wait for a sample. */
  #writeFrame(encoder: Encoder): void {
    const { fps, sampleRate } = this.#format
    const { picture, sound, limit } = this.#source
    const soundUntil = Math.min(this.#frames + soundLeadFrames + 1, sound.length, limit)
    for (; this.#chunks < soundUntil; this.#chunks++) {
      const chunk = sound.read(this.#chunks)
      const at = sampleTimestamp(samplesBefore(this.#chunks, fps, sampleRate), sampleRate)
      encoder.write(blockHeader(audioTrack, at, chunk.length), chunk, () => {})
    }
    picture.hold()
    const header = blockHeader(videoTrack, frameTimestamp(this.#frames, fps), picture.bytes.length)
    encoder.write(header, picture.bytes, () => picture.release())
    this.#frames += 1
  }

  #progressed(frames: number, kbps: number | null): void {
    this.#kbps = kbps
    if (this.#state !== 'pending' || frames === 0) return
    if (this.#attempts > 0) return this.#recovered()
    this.#state = 'live'
  }

  /**
   * The `fifo` muxer reconnects on its own and says so in its log alone, again at every try.
   * What the layers below it complain of comes first and says more.
   */
  #read(text: string): void {
    if (/\[fifo.*Recovery successful/.test(text)) return this.#recovered()
    const fault = /\[(?:error|fatal)\] (.*)|\[fifo.*\[info\] (Recovery failed: .*)/.exec(text)
    const problem = fault?.[1] ?? fault?.[2]
    if (problem === undefined || this.#state === 'recovering') return
    this.#problem = problem
    const isLost = text.startsWith('[fifo')
    if (this.#target.kind === 'rtmp' && !isLost) return
    const outlook = isLost ? '; the show goes on, and it is tried again until it works' : ''
    this.#events.log('warn', `output ${this.#target.id}: ${problem}${outlook}`)
    if (isLost) this.#recovering(problem)
  }

  #recovering(problem: string): void {
    this.#problem = problem
    if (this.#state === 'pending' || this.#state === 'live') this.#state = 'recovering'
  }

  #recovered(): void {
    this.#state = 'live'
    this.#problem = ''
    this.#reconnects += 1
    this.#events.log('info', `output ${this.#target.id}: back on the air`)
  }

  #exited(code: number | null, reason: string): void {
    const started = this.#state !== 'pending' || this.#attempts > 0
    const problem = this.#hung ? this.#problem : reason
    this.#encoder = null
    if (this.#state === 'closed') return
    const isFile = this.#target.kind === 'file'
    if (this.#state === 'closing' && (code === 0 || !isFile)) return
    // A second encoder would write over the file that the first one left.
    if (!started || isFile) {
      this.#state = 'closed'
      this.#problem = problem
      this.#events.failed(refused(this.#target, problem))
      return
    }
    if (performance.now() - this.#startedAtMs > backoff.stableMs) this.#attempts = 0
    this.#recovering(problem)
    this.#retryLater()
  }

  #retryLater(): void {
    const waitMs = Math.min(backoff.longestMs, backoff.firstMs * 2 ** this.#attempts)
    this.#attempts += 1
    this.#events.log('warn', `output ${this.#target.id}: ${this.#problem}; trying again in ${waitMs} ms`)
    this.#retry = setTimeout(() => this.#restart(), waitMs)
    this.#events.ready()
  }
}
