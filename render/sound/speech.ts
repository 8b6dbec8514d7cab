import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { childEnv } from '../output/ffmpeg.ts'
import type { Stereo } from './bus.ts'
import { decodeBytes, type DecodeOptions } from './decode.ts'
import { speakable } from './speech-text.ts'

export interface SpeechOptions extends DecodeOptions {
  /** Gets each line as sound when it is ready, in the order in which lines were said. Where it gives a promise, the next line waits for it. */
  spoken(clip: Stereo): void | Promise<void>
  readonly log: (level: 'info' | 'warn', line: string) => void
  /** Path of espeak-ng; what `findEspeak` finds where it is left out, and null for none. */
  readonly program?: string | null
  /** Language as espeak-ng names it: `en`, `de`, `fr`. `en` where it is left out. */
  readonly language?: string
}

/** `off` where there is no program to speak, or it has failed too often. */
export type SpeechState = 'ready' | 'speaking' | 'off'

export interface Speech extends AsyncDisposable {
  readonly state: SpeechState
  /** Lines that wait. */
  readonly waiting: number
  /** Lines that were never spoken, since too many waited or the program failed. */
  readonly dropped: number
  /** Queues a line. @returns whether it will be tried: false where nothing is spoken or nothing in it can be said */
  say(text: string): boolean
  /** Forgets what waits and what is being made; nothing of it is spoken any more, nor counted as dropped. */
  hush(): void
}

/** More would be spoken long after they mattered; the oldest goes. */
const maxWaiting = 8
const timeLimitMs = 5000
/** A minute of 16-bit mono at 22,050 Hz. */
const maxBytes = 2_646_000
/** After so many failures in a row nothing more is tried. */
const maxFailures = 3

/** espeak-ng on the path; null where it is not installed. */
export function findEspeak(env: NodeJS.ProcessEnv): string | null {
  for (const directory of (env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(directory, 'espeak-ng')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this one.
    }
  }
  return null
}

/**
 * Speaks lines one after the other in a child, and hands each over as samples when it is ready. The stream never waits for it.
 * When a line is ready hangs on the machine, so speech is no part of the samples that a replay repeats.
 */
export function createSpeech(options: SpeechOptions): Speech {
  const program = options.program === undefined ? findEspeak(process.env) : options.program
  const lines: string[] = []
  const worker = createWorker(lines, program, options)
  let isEnded = false
  const hush = () => {
    lines.length = 0
    worker.stop()
  }
  return {
    hush,
    get state() {
      return worker.isOff ? 'off' : worker.working ? 'speaking' : 'ready'
    },
    get waiting() {
      return lines.length
    },
    get dropped() {
      return worker.dropped
    },
    say(text) {
      const line = speakable(text)
      if (line === '' || worker.isOff || isEnded) return false
      lines.push(line)
      if (lines.length > maxWaiting) {
        lines.shift()
        worker.dropped += 1
      }
      worker.start()
      return true
    },
    async [Symbol.asyncDispose]() {
      isEnded = true
      hush()
      await worker.working
    },
  }
}

/** Takes the lines that wait, one after the other. */
interface SpeechWorker {
  dropped: number
  /** Nothing is spoken any more. */
  readonly isOff: boolean
  /** Settles when no line is left; null while none is worked on. */
  readonly working: Promise<void> | null
  start(): void
  /** Gives up the line that is being made. */
  stop(): void
}

function createWorker(lines: string[], program: string | null, options: SpeechOptions): SpeechWorker {
  /** Of the line that is being made. */
  let turn = new AbortController()
  let failures = 0
  let working: Promise<void> | null = null

  async function speakNext(espeak: string): Promise<void> {
    turn = new AbortController()
    const { signal } = turn
    try {
      const clip = await clipOf(lines.shift() as string, espeak, options, signal)
      failures = 0
      await Promise.race([options.spoken(clip), aborted(signal)])
    } catch (error) {
      if (signal.aborted) return
      worker.dropped += 1
      failures += 1
      options.log('warn', `a line was not spoken: ${String(error)}`)
    }
  }
  async function work(espeak: string): Promise<void> {
    while (lines.length > 0 && failures < maxFailures) await speakNext(espeak)
    worker.dropped += lines.splice(0).length
    working = null
  }
  const worker: SpeechWorker = {
    dropped: 0,
    get isOff() {
      return program === null || failures >= maxFailures
    },
    get working() {
      return working
    },
    start() {
      if (program !== null) working ??= work(program)
    },
    stop: () => turn.abort(),
  }
  return worker
}

/** @throws where the program fails, and where the signal came meanwhile */
async function clipOf(line: string, espeak: string, options: SpeechOptions, signal: AbortSignal): Promise<Stereo> {
  const wav = await speak(espeak, line, options.language ?? 'en', signal)
  const clip = await decodeBytes(wav, 'speech', options)
  signal.throwIfAborted()
  return clip
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** The line goes in by the pipe and not as an argument, where it could be an option and everybody could read it. */
function speak(espeak: string, line: string, language: string, signal: AbortSignal): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const child = spawn(espeak, ['--stdin', '--stdout', '-b', '1', '-s', '155', '-v', language], {
    ...{ env: childEnv(), stdio: ['pipe', 'pipe', 'ignore'], timeout: timeLimitMs, killSignal: 'SIGKILL', signal },
  })
  const chunks: Buffer[] = []
  let length = 0
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length > maxBytes) child.kill('SIGKILL')
  })
  child.on('error', reject)
  child.on('close', (code, ended) =>
    code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`espeak-ng ended by ${ended ?? `code ${code}`}`)),
  )
  child.stdin.on('error', () => {})
  child.stdin.end(`${line}\n`)
  return promise
}
