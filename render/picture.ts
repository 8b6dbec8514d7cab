import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { RenderError, type RenderErrorCode } from './error.ts'
import type { OutputOptions, OutputStatus } from './output/output.ts'
import type { FromOutput, OutputThreadData, ToOutput } from './output/thread.ts'
import type { FromPainterToMain, PainterData, ToPainter } from './painter.ts'

export interface PictureOptions extends Pick<
  OutputOptions,
  'ffmpeg' | 'format' | 'targets' | 'pace' | 'frames' | 'log'
> {
  /** Module whose default export is the game, as a file URL. */
  readonly gameUrl: string
}

/**
 * One picture of the show with its outputs: the same bytes that spectators get go in, a broadcast comes out.
 * Drawing has a thread of its own and so has the output, and neither can hold up the caller.
 */
export interface Picture extends AsyncDisposable {
  /** Counters of at most 200 ms ago. */
  readonly status: OutputStatus
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
  /** In a fast show: resolves once few enough ticks are waiting to be painted. */
  room(): Promise<void>
  /** Lets the encoders finish their files; resolves when they have. */
  close(): Promise<void>
}

/** Ticks that a fast show may be ahead of its painter. */
const maxAhead = 8

/**
 * Ticks that a live painter may be behind: 20 s at 30 ticks a second. A painter that far behind hangs in a game's
 * `draw`, and every further patch would be memory that nobody reads.
 */
const maxBehind = 600

const advancingMs = 2000
const refreshMs = 500

const pendingStatus: OutputStatus = {
  state: 'pending',
  frames: { due: 0, written: 0, repeated: 0 },
  samples: { due: 0, written: 0, concealed: 0 },
  outputs: [],
}

/** Starts the two threads and the encoders. Resolves when the first tick can be published. */
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
  readonly ready: Promise<unknown>
  readonly #output: Worker
  readonly #painter: Worker
  readonly #fail: (error: RenderError) => void
  #status = pendingStatus
  #advancedAt = -Infinity
  #published = 0
  #painted = 0
  #roomFound: () => void = () => {}

  constructor({ gameUrl, format, pace, frames, ffmpeg, targets, log }: PictureOptions) {
    const { port1, port2 } = new MessageChannel()
    const outputData: OutputThreadData = { ffmpeg, format, targets, pace, frames, painter: port1 }
    const painterData: PainterData = { gameUrl, format, pace, frames, output: port2 }
    this.#output = new Worker(new URL('./output/thread.ts', import.meta.url), {
      workerData: outputData,
      transferList: [port1],
    })
    this.#painter = new Worker(new URL('./painter.ts', import.meta.url), {
      workerData: painterData,
      transferList: [port2],
    })
    this.ready = once(this.#painter, 'message')
    this.#painter.on('message', (message: FromPainterToMain) => {
      if (message.type === 'painted') this.#paintedTick()
      else if (message.type === 'log') log(message.level, message.line)
    })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.ended = promise
    this.#fail = reject
    // Whoever waits for the end sees the error; until somebody does, it is no crash of the process.
    promise.catch(() => {})
    this.#output.on('message', (message: FromOutput) => {
      if (message.type === 'log') log(message.level, message.line)
      else if (message.type === 'failed') reject(new RenderError(message.code as RenderErrorCode, message.message))
      else this.#learn(message.status)
      if (message.type === 'closed') resolve()
    })
    for (const thread of [this.#output, this.#painter])
      thread.once('error', (cause) =>
        reject(new RenderError('worker-failed', `a render thread ended: ${String(cause)}`, { cause })),
      )
  }

  get status(): OutputStatus {
    return this.#status
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
    if (this.#published - this.#painted > maxBehind)
      return this.#fail(
        new RenderError('worker-failed', `the game's draw has not come to an end for ${maxBehind} ticks`),
      )
    this.#published += 1
    this.#painter.postMessage({ tick, bytes } satisfies ToPainter)
  }

  async room(): Promise<void> {
    while (this.#published - this.#painted >= maxAhead)
      await new Promise<void>((resolve) => (this.#roomFound = resolve))
  }

  async close(): Promise<void> {
    this.#tellOutput({ type: 'close' })
    await this.ended.catch(() => {})
    await Promise.all([this.#output.terminate(), this.#painter.terminate()])
    this.#roomFound()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #learn(status: OutputStatus): void {
    if (status.frames.written > this.#status.frames.written) this.#advancedAt = performance.now()
    this.#status = status
  }

  #paintedTick(): void {
    this.#painted += 1
    this.#roomFound()
  }

  #tellOutput(message: ToOutput): void {
    this.#output.postMessage(message)
  }
}
