import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { HeldFile } from './media/held.ts'
import { createHolds } from './media/holds.ts'
import { createPainterCallMemory, painterCallsIn, type PainterCalls, type PainterPart } from './painter-calls.ts'
import { createPainterLoads, type PainterLoads } from './painter-loads.ts'
import type { Begin, FromPainterToMain, PainterData, StillsWanted, ToLoad, ToPainter } from './painter-messages.ts'
import { openSpeechDesk, silent, type SpeechSettings, type SpeechStatus } from './sound/speech-desk.ts'
import type { SpokenLine } from './sound/speaker.ts'
import { watchedHeap, watchThread, type ThreadWatch } from './thread-watch.ts'

export interface PainterEvents {
  /** A tick that waited has been painted. */
  painted(): void
  /** A still of the picture, while they are wanted. */
  still(jpeg: Uint8Array): void
  /** The thread has ended, which it never does by itself. */
  ended(cause: unknown): void
  /** `gameUrl` names the version of the game that a line of the painter is about: it may play no more by then. */
  readonly log: (level: 'info' | 'warn', line: string, gameUrl?: string) => void
  /** Asks a thread where it is, as an error’s stack has it; empty where it can’t be told. */
  readonly stuckIn: ((thread: Worker) => Promise<string>) | undefined
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
  /** What of the game it calls, or was calling when it ended. */
  readonly part: PainterPart
  /** Where it is, as an error’s stack has it; empty where it can’t be told. */
  where(): Promise<string>
  /**
   * How long it has owed a tick and given no sign of life, and computed all the while, in ms; both 0 where it owes nothing. A call of the
   * game that begins or ends is such a sign.
   */
  readonly silence: { readonly ms: number; readonly cpuMs: number }
  /** All frames before it are made, as far as is known. */
  readonly frame: number
  readonly sound: SoundStatus
  publish(tick: number, bytes: Uint8Array, begin?: Begin): void
  /** Makes a game ready to begin. @throws RenderError `worker-failed` where it can't be */
  load(url: string): Promise<void>
  /** Has these files at hand from now on, and no others. Resolves when they are, or can’t be. */
  hold(files: readonly HeldFile[]): Promise<void>
  /** Says whether stills are wanted, which they are not to begin with. */
  wantStills(wanted: boolean): void
}

/** Starts a painter and, where it is to speak, what makes its lines. */
export function startPainter(
  { speech, ...data }: Omit<PainterData, 'speech' | 'calls'> & { readonly speech: SpeechSettings | null },
  events: PainterEvents,
): PainterThread {
  const send = (line: SpokenLine) => {
    const { left, right } = line.clip
    thread.postMessage(line, [left.buffer as ArrayBuffer, right.buffer as ArrayBuffer])
  }
  const { sampleRate } = data.format
  const desk = speech && openSpeechDesk({ sampleRate, language: speech.language, log: events.log, send })
  const memory = createPainterCallMemory()
  const calls = painterCallsIn(memory)
  const thread = startThread({ ...data, calls: memory, speech: desk && speech ? speech.of : [] })
  const loads = createPainterLoads()
  const holds = createHolds((message) => thread.postMessage(message))
  const end = watchEnd(thread, (cause) => {
    loads.fail(String(cause))
    holds.end()
    events.ended(cause)
  })
  const signs = createSigns(end.watch, calls)
  const told = { frame: data.resumeFrame ?? data.excerpt?.begin ?? 0, mended: 0 }
  thread.on('message', (message: FromPainterToMain) => hear(message, { told, signs, loads, holds, desk, events }))
  return {
    ready: once(thread, 'message'),
    get waiting() {
      return signs.waiting
    },
    get part() {
      return calls.part
    },
    where: async () => (await events.stuckIn?.(thread)) ?? '',
    get silence() {
      return signs.silence
    },
    get frame() {
      return told.frame
    },
    get sound() {
      return { mended: told.mended, speech: desk?.status ?? silent }
    },
    publish(tick, bytes, begin) {
      // Time in which nothing was asked of it is no silence.
      if (signs.waiting === 0) signs.give()
      signs.waiting += 1
      thread.postMessage({ tick, bytes, ...(begin ? { begin } : {}) } satisfies ToPainter)
    },
    load(url) {
      thread.postMessage({ load: url } satisfies ToLoad)
      return loads.wait(url)
    },
    hold: (files) => holds.ask(files),
    wantStills: (stills) => thread.postMessage({ stills } satisfies StillsWanted),
    async [Symbol.asyncDispose]() {
      end[Symbol.dispose]()
      loads.fail('the show has ended')
      holds.end()
      await Promise.all([desk?.[Symbol.asyncDispose](), thread.terminate()])
    },
  }
}

interface Hearing {
  readonly told: { frame: number; mended: number }
  readonly signs: ReturnType<typeof createSigns>
  readonly loads: PainterLoads
  readonly holds: ReturnType<typeof createHolds>
  readonly desk: ReturnType<typeof openSpeechDesk> | null
  readonly events: PainterEvents
}

function hear(message: FromPainterToMain, { told, signs, loads, holds, desk, events }: Hearing): void {
  signs.give()
  if (message.type === 'ready') return
  if (message.type === 'painted') {
    signs.waiting -= 1
    told.frame = message.frame
    events.painted()
  } else if (message.type === 'log') events.log(message.level, message.line, message.gameUrl)
  else if (message.type === 'still') events.still(message.jpeg)
  else if (message.type === 'mended') told.mended = message.mended
  else if (message.type === 'held') holds.settle(message.number)
  else if (message.type === 'loaded') loads.settle(message.url, message.problem)
  else desk?.hear(message)
}

function startThread(data: PainterData): Worker {
  return new Worker(new URL('./painter.ts', import.meta.url), {
    workerData: data,
    transferList: [data.output],
    resourceLimits: watchedHeap,
  })
}

/** When a painter was last heard of, and what it owes. */
function createSigns(watch: ThreadWatch, calls: PainterCalls) {
  let sign = { atMs: performance.now(), cpuMs: 0, calls: 0 }
  return {
    waiting: 0,
    give: () => void (sign = { atMs: performance.now(), cpuMs: watch.cpuMs, calls: calls.count }),
    get silence() {
      if (this.waiting === 0) return { ms: 0, cpuMs: 0 }
      if (calls.count !== sign.calls) this.give()
      return { ms: performance.now() - sign.atMs, cpuMs: watch.cpuMs - sign.cpuMs }
    },
  }
}

/** Tells once why a thread ended that nobody ended, until it is disposed of. */
function watchEnd(thread: Worker, ended: (cause: unknown) => void): Disposable & { readonly watch: ThreadWatch } {
  let hasEnded = false
  const end = (cause: unknown) => {
    // A thread that ends by an error exits as well.
    if (hasEnded) return
    hasEnded = true
    ended(cause)
  }
  const watch = watchThread(thread, () => {
    end(new Error('it took more memory than a game may have'))
    void thread.terminate()
  })
  thread.once('error', end)
  thread.once('exit', () => end(new Error('it left by itself')))
  return {
    watch,
    [Symbol.dispose]() {
      hasEnded = true
      watch[Symbol.dispose]()
    },
  }
}
