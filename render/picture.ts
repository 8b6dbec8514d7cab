import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker, type MessagePort } from 'node:worker_threads'
import { RenderError, type RenderErrorCode } from './error.ts'
import { wholeShow, type Excerpt } from './excerpt.ts'
import type { OutputOptions, OutputStatus } from './output/output.ts'
import type { OutputSpec, PictureSpec } from './output/pictures.ts'
import { formatSize, type Size } from './output/size.ts'
import type { FromOutput, OutputThreadData, ToOutput } from './output/thread.ts'
import type { HeldFile } from './media/held.ts'
import type { Patience } from './painter-faults.ts'
import type { Begin } from './painter-messages.ts'
import type { PainterEvents, SoundStatus } from './painter-thread.ts'
import { startPainters, type Painters } from './painters.ts'
import { createShown, type Shown } from './shown.ts'
import type { SpeechSettings } from './sound/speech-desk.ts'

export interface PictureOptions extends Patience, Pick<OutputOptions, 'ffmpeg' | 'pictures' | 'pace' | 'frames'> {
  readonly log: PainterEvents['log']
  /** Module whose default export is the game, as a file URL. */
  readonly gameUrl: string
  /** File of the streamer's image for the corner; null for none. */
  readonly branding: string | null
  /** Makes a part of a show, and not the whole of it; `frames` counts from its first one. */
  readonly excerpt?: Excerpt
  /** What is spoken, at live pace only: when a line is ready hangs on the machine, so a replay could not repeat it. Nothing by default. */
  readonly speech?: SpeechSettings
  /** Frame that shows tick 0, below 0 where the show goes on from a later tick; 0 by default. */
  readonly origin?: number
  /**
   * The whole state as it was published last. With it a painter that hangs in a game’s `draw`, or ends by it, is replaced;
   * without it the show ends.
   */
  readonly whole?: () => Uint8Array
  /**
   * Told, with the number of times within a minute and where it was, as an error’s stack has it, when a painter is replaced: what hangs
   * again had better not be drawn any more.
   */
  readonly stumbled?: (why: string, times: number, stack: string) => void
  /** Asks a painter that hangs where it is, as an error’s stack has it. */
  readonly stuckIn?: PainterEvents['stuckIn']
}

/**
 * The show as it is seen, in one size or several, with its outputs: the same bytes that spectators get go in, a broadcast
 * comes out. Each size has a drawing thread of its own, all outputs share one thread, and none can hold up the caller.
 */
export interface Picture extends AsyncDisposable {
  /** Counters of at most 200 ms ago. */
  readonly status: OutputStatus
  /** Of the one sound that all pictures share. */
  readonly sound: SoundStatus
  /** Brings the counters up to this moment; gives up after half a second. */
  refresh(): Promise<void>
  /** Whether frames have left within the last two seconds. */
  readonly isAdvancing: boolean
  /** Resolves when the output has ended by itself (`frames`); rejects with a RenderError when it can't go on. */
  readonly ended: Promise<void>
  /** Frame 0 is due now. */
  start(): void
  /** Hands over the state after a tick: the whole one first, then each tick's patch. */
  publish(tick: number, bytes: Uint8Array): void
  /** Makes another game ready while this one goes on. @throws RenderError `worker-failed` where it can't be drawn */
  load(gameUrl: string): Promise<void>
  /** Has these files of the streamer’s at hand, which the show may name from now on, and no others. Resolves when they are. */
  hold(files: readonly HeldFile[]): Promise<void>
  /** Goes on with another game, which is loaded, and its whole state after `tick`. No frame is missing, nor any sample. */
  begin(begin: Begin, tick: number, bytes: Uint8Array): void
  /**
   * Gives small JPEGs of the first picture, as it goes out, at most 640 pixels wide and five a second. They are made once
   * for all who watch, and none are while nobody does.
   * @returns stops watching
   */
  watch(see: (jpeg: Uint8Array) => void): () => void
  /** JPEGs that were made so far. */
  readonly stills: number
  /**
   * Takes one more output into the running show; what goes out already notices nothing. A stream begins with the next keyframe. For a size
   * that no picture has, another one is opened in a live show, and closed when its last output leaves.
   * @throws RenderError `bad-output` where there are as many pictures as there may be, `worker-failed` where the game can’t be drawn,
   * `unwritable` where another output of this process writes there
   */
  join(size: Size, output: OutputSpec): Promise<void>
  /** Ends one output in order: resolves when it has written its trailer or said goodbye. */
  leave(id: string): Promise<void>
  /** In a fast show: resolves once few enough ticks are waiting to be painted. */
  room(): Promise<void>
  /**
   * Lets the encoders finish their files; resolves when they have.
   * @param frames that there are to be at least: the last picture stands in for those that nothing came for
   */
  close(frames?: number): Promise<void>
}

/** Ticks that a fast show may be ahead of its painter. */
const maxAhead = 8

const advancingMs = 2000

/** Time in which all outputs can end, each with its own limits. */
const maxCloseMs = 30_000
const refreshMs = 500

function pendingStatus(pictures: readonly PictureSpec[]): OutputStatus {
  const frames = { due: 0, written: 0, repeated: 0 }
  return {
    state: 'pending',
    frames,
    samples: { due: 0, written: 0, concealed: 0 },
    pictures: pictures.map(({ format }) => ({ size: formatSize(format), frames })),
    outputs: [],
  }
}

/** Starts the threads and the encoders. Resolves when the first tick can be published. */
export async function openPicture(options: PictureOptions): Promise<Picture> {
  const picture = new PictureThreads(options)
  try {
    await picture.ready
    return picture
  } catch (cause) {
    await picture.close()
    throw new RenderError('worker-failed', `the game can't be drawn: ${String(cause)}`, { cause })
  }
}

class PictureThreads implements Picture {
  readonly ended: Promise<void>
  /** The output thread has nothing more to do, or is gone. */
  readonly #closed = Promise.withResolvers<void>()
  readonly ready: Promise<unknown>
  readonly #output: Worker
  readonly #painters: Painters
  readonly #shown: Shown
  #status: OutputStatus
  #advancedAt = -Infinity
  #roomFound: () => void = () => {}
  readonly #watching = new Set<(jpeg: Uint8Array) => void>()
  #stills = 0

  constructor(options: PictureOptions) {
    const { pictures, pace, frames, ffmpeg, log, excerpt = wholeShow } = options
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.ended = promise
    // Whoever waits for the end sees the error; until somebody does, it is no crash of the process.
    promise.catch(() => {})
    this.#status = pendingStatus(pictures)
    this.#shown = createShown({
      pictures,
      painters: () => this.#painters,
      tell: (message) => this.#tellOutput(message),
    })
    const ends: MessagePort[] = []
    let connect = (picture: number, painter: MessagePort): void => {
      ends[picture] = painter
    }
    const { speech } = options
    this.#painters = startPainters({
      ...{ ...options, excerpt, origin: options.origin ?? 0, failed: reject },
      formats: pictures.map(({ format }) => format),
      speech: pace === 'live' && speech && speech.of.length > 0 ? speech : null,
      connect: (picture, painter) => connect(picture, painter),
      still: (jpeg) => this.#seeStill(jpeg),
      painted: () => this.#roomFound(),
    })
    this.ready = this.#painters.ready
    this.#output = new Worker(new URL('./output/thread.ts', import.meta.url), {
      workerData: { ffmpeg, pictures, pace, frames, painters: ends, excerpt } satisfies OutputThreadData,
      transferList: ends,
    })
    connect = (picture, painter) =>
      this.#output.postMessage({ type: 'painter', picture, painter } satisfies ToOutput, [painter])
    const ended = (cause: unknown) =>
      reject(new RenderError('worker-failed', `a render thread ended: ${String(cause)}`, { cause }))
    this.#output.on('message', (message: FromOutput) => {
      if (message.type === 'log') log(message.level, message.line)
      else if (message.type === 'failed') reject(new RenderError(message.code as RenderErrorCode, message.message))
      else if ('status' in message) this.#learn(message.status)
      else this.#shown.hear(message)
      if (message.type !== 'closed') return
      resolve()
      this.#closed.resolve()
    })
    this.#output.once('error', ended)
    this.#output.once('exit', () => this.#closed.resolve())
  }

  get status(): OutputStatus {
    return this.#status
  }

  get sound(): SoundStatus {
    return this.#painters.sound
  }

  get isAdvancing(): boolean {
    return performance.now() - this.#advancedAt < advancingMs
  }

  async refresh(): Promise<void> {
    const signal = AbortSignal.timeout(refreshMs)
    const heard = once(this.#output, 'message', { signal }).catch(() => {})
    this.#tellOutput({ type: 'report' })
    await heard
  }

  start(): void {
    this.#tellOutput({ type: 'start', startNs: process.hrtime.bigint() })
  }

  publish(tick: number, bytes: Uint8Array): void {
    this.#painters.publish(tick, bytes)
  }

  load(gameUrl: string): Promise<void> {
    return this.#painters.load(gameUrl)
  }

  hold(files: readonly HeldFile[]): Promise<void> {
    return this.#painters.hold(files)
  }

  begin(begin: Begin, tick: number, bytes: Uint8Array): void {
    this.#painters.begin(begin, tick, bytes)
  }

  get stills(): number {
    return this.#stills
  }

  watch(see: (jpeg: Uint8Array) => void): () => void {
    this.#watching.add(see)
    if (this.#watching.size === 1) this.#painters.wantStills(true)
    return () => {
      if (this.#watching.delete(see) && this.#watching.size === 0) this.#painters.wantStills(false)
    }
  }

  #seeStill(jpeg: Uint8Array): void {
    this.#stills += 1
    for (const see of this.#watching) see(jpeg)
  }

  join(size: Size, output: OutputSpec): Promise<void> {
    return this.#shown.join(size, output)
  }

  leave(id: string): Promise<void> {
    return this.#shown.leave(id)
  }

  async room(): Promise<void> {
    while (this.#painters.waiting >= maxAhead) await new Promise<void>((resolve) => (this.#roomFound = resolve))
  }

  async close(frames = 0): Promise<void> {
    this.#shown.end()
    this.#tellOutput({ type: 'close', frames })
    // Not `ended`, which tells of a failure at once: other outputs may have files to end.
    await Promise.race([this.#closed.promise, sleep(maxCloseMs, undefined, { ref: false })])
    await Promise.all([this.#output.terminate(), this.#painters[Symbol.asyncDispose]()])
    this.#shown[Symbol.dispose]()
    this.#roomFound()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #learn(status: OutputStatus): void {
    if (status.frames.written > this.#status.frames.written) this.#advancedAt = performance.now()
    this.#status = status
  }

  #tellOutput(message: ToOutput): void {
    this.#output.postMessage(message)
  }
}
