import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FromPainterToMain, PainterData, ToPainter } from './painter.ts'

export interface PainterEvents {
  /** A tick that waited has been painted. */
  painted(): void
  /** The thread has ended, which it never does by itself. */
  ended(cause: unknown): void
  readonly log: (level: 'warn', line: string) => void
}

/** The thread of one painter, as seen from the thread of the game. */
export interface PainterThread extends AsyncDisposable {
  /** Resolves when the game is loaded; rejects when it can't be. */
  readonly ready: Promise<unknown>
  /** Ticks handed over that it has not painted yet. */
  readonly waiting: number
  publish(tick: number, bytes: Uint8Array): void
}

export function startPainter(data: PainterData, events: PainterEvents): PainterThread {
  const thread = new Worker(new URL('./painter.ts', import.meta.url), {
    workerData: data,
    transferList: [data.output],
  })
  let waiting = 0
  thread.on('message', (message: FromPainterToMain) => {
    if (message.type === 'log') events.log(message.level, message.line)
    if (message.type !== 'painted') return
    waiting -= 1
    events.painted()
  })
  thread.once('error', (cause) => events.ended(cause))
  return {
    ready: once(thread, 'message'),
    get waiting() {
      return waiting
    },
    publish(tick, bytes) {
      waiting += 1
      thread.postMessage({ tick, bytes } satisfies ToPainter)
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate()
    },
  }
}
