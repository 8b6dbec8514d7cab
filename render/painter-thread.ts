import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FromPainterToMain, PainterData, StillsWanted, ToPainter } from './painter.ts'
import { openSpeechDesk, silent, type SpeechSettings, type SpeechStatus } from './sound/speech-desk.ts'
import type { SpokenLine } from './sound/speaker.ts'

export interface PainterEvents {
  /** A tick that waited has been painted. */
  painted(): void
  /** A still of the picture, while they are wanted. */
  still(jpeg: Uint8Array): void
  /** The thread has ended, which it never does by itself. */
  ended(cause: unknown): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** How the sound fares. */
export interface SoundStatus {
  /** Numbers of the game that were none and became silence, as they were at most a second ago. */
  readonly mended: number
  readonly speech: SpeechStatus
}

/** The thread of one painter, as seen from the thread of the game. */
export interface PainterThread extends AsyncDisposable {
  /** Resolves when the game is loaded; rejects when it can't be. */
  readonly ready: Promise<unknown>
  /** Ticks handed over that it has not painted yet. */
  readonly waiting: number
  readonly sound: SoundStatus
  publish(tick: number, bytes: Uint8Array): void
  /** Says whether stills are wanted, which they are not to begin with. */
  wantStills(wanted: boolean): void
}

/** Starts a painter and, where it is to speak, what makes its lines. */
export function startPainter(
  { speech, ...data }: Omit<PainterData, 'speech'> & { readonly speech: SpeechSettings | null },
  events: PainterEvents,
): PainterThread {
  const send = (line: SpokenLine) => {
    const { left, right } = line.clip
    thread.postMessage(line, [left.buffer as ArrayBuffer, right.buffer as ArrayBuffer])
  }
  const { sampleRate } = data.format
  const desk = speech && openSpeechDesk({ sampleRate, language: speech.language, log: events.log, send })
  const thread = new Worker(new URL('./painter.ts', import.meta.url), {
    workerData: { ...data, speech: desk && speech ? speech.of : [] } satisfies PainterData,
    transferList: [data.output],
  })
  let waiting = 0
  let mended = 0
  thread.on('message', (message: FromPainterToMain) => {
    if (message.type === 'painted') {
      waiting -= 1
      events.painted()
    } else if (message.type === 'log') events.log(message.level, message.line)
    else if (message.type === 'still') events.still(message.jpeg)
    else if (message.type === 'mended') mended = message.mended
    else if (message.type !== 'ready') desk?.hear(message)
  })
  thread.once('error', (cause) => events.ended(cause))
  return {
    ready: once(thread, 'message'),
    get waiting() {
      return waiting
    },
    get sound() {
      return { mended, speech: desk?.status ?? silent }
    },
    publish(tick, bytes) {
      waiting += 1
      thread.postMessage({ tick, bytes } satisfies ToPainter)
    },
    wantStills: (stills) => thread.postMessage({ stills } satisfies StillsWanted),
    async [Symbol.asyncDispose]() {
      await Promise.all([desk?.[Symbol.asyncDispose](), thread.terminate()])
    },
  }
}
