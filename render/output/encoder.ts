import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { RenderError } from '../error.ts'
import { childEnv, escapeOption, ffmpegArgs, openSecret } from './ffmpeg.ts'
import { matroskaHeader } from './matroska.ts'
import type { EncodeFormat } from './presets.ts'
import type { Target } from './target.ts'

/** What one ffmpeg says of itself, as it says it. */
export interface EncoderEvents {
  /** Frames encoded so far, and the bitrate in kbit/s where ffmpeg knows it. */
  progress(frames: number, kbps: number | null): void
  /** One line of ffmpeg's log, its level first (`[info] …`), with the key removed. */
  line(text: string): void
  /** The child is gone; `reason` is the last thing it complained of, or how it ended. */
  exit(code: number | null, reason: string): void
  /** The pipe has room again. */
  drain(): void
}

/** One running ffmpeg: raw Matroska in, the target's format out. */
export interface Encoder {
  /** Bytes that wait in our memory for the pipe. */
  readonly queuedBytes: number
  /** Once so many bytes have waited, `drain` comes when they have left; with fewer it may not. */
  readonly drainBytes: number
  /** Writes one block; `written` is called once its memory may be used again. */
  write(header: Buffer, payload: Uint8Array, written: () => void): void
  /** Ends the input and waits for the trailer to be written; kills the child when that takes longer than `graceMs`. */
  close(graceMs: number): Promise<void>
  /** Ends it at once; `exit` follows. */
  kill(): void
}

/** Starts ffmpeg for one target. Its process group is its own, so that Ctrl-C at the terminal reaches us alone. */
export function startEncoder(
  ffmpeg: string,
  format: EncodeFormat,
  target: Target,
  resumed: boolean,
  events: EncoderEvents,
): Encoder {
  const secret = target.kind === 'rtmp' ? openSecret(target.key) : null
  const child = spawn(ffmpeg, ffmpegArgs(format, target, resumed), {
    stdio: ['pipe', 'pipe', 'pipe', ...(secret === null ? [] : [secret])],
    env: childEnv(),
    detached: true,
  })
  if (secret !== null) closeSync(secret)
  child.on('error', () => {})
  const exited = watchExit(child, target, events)
  const pipe = child.stdin
  // A process that the system can't make, for want of descriptors or memory, has no pipes.
  if (!pipe) throw new Error('no process could be started')
  // EPIPE comes before the exit is known; the exit says why.
  pipe.on('error', () => {})
  pipe.on('drain', () => events.drain())
  pipe.write(matroskaHeader(format))
  readProgress(child.stdout as Readable, events)
  return {
    get queuedBytes() {
      return pipe.writableLength
    },
    drainBytes: pipe.writableHighWaterMark,
    write(header, payload, written) {
      pipe.cork()
      pipe.write(header)
      pipe.write(payload, () => written())
      pipe.uncork()
    },
    kill: () => void child.kill('SIGKILL'),
    async close(graceMs) {
      pipe.end()
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(kill)
    },
  }
}

/** Follows the child's log and its end. Resolves when both are over. */
function watchExit(child: ChildProcess, target: Target, events: EncoderEvents): Promise<void> {
  let lastLine = ''
  const log = createInterface({ input: child.stderr as Readable })
  log.on('line', (raw) => {
    const text = redact(raw, target)
    if (/\[(error|fatal|panic)\]/.test(text)) lastLine = text
    events.line(text)
  })
  // A program that can't be started gives `error` and then `close`, so the end is told once.
  child.on('error', (error) => (lastLine = error.message))
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      const how = signal === null ? `ffmpeg ended with code ${code}` : `ffmpeg was ended by ${signal}`
      events.exit(code, plainLine(lastLine) || how)
      resolve()
    })
  })
}

/** ffmpeg's `[libx264 @ 0x55…] [error] message` as a person wants to read it. */
function plainLine(line: string): string {
  return line.replace(/^(?:\[[^\]]*\] ?)+/, '').trim()
}

/** Whatever a server or ffmpeg makes of the key, it is not passed on: whole, escaped, or without its query. */
function redact(line: string, target: Target): string {
  if (target.kind !== 'rtmp') return line.slice(0, 1000)
  const forms = [
    escapeOption(target.key),
    target.key,
    encodeURIComponent(target.key),
    target.key.split('?', 1)[0] ?? '',
  ]
  const clean = forms.filter((form) => form !== '').reduce((text, form) => text.replaceAll(form, '[key]'), line)
  return clean.slice(0, 1000)
}

/** Reads `-progress`: `name=value` lines, a block every half second that ends with `progress=`. */
function readProgress(output: Readable, events: EncoderEvents): void {
  const seen = new Map<string, string>()
  createInterface({ input: output }).on('line', (line) => {
    const [name = '', value = ''] = line.split('=', 2)
    seen.set(name, value.trim())
    if (name !== 'progress') return
    const kbps = Number.parseFloat(seen.get('bitrate') ?? '')
    events.progress(Number(seen.get('frame') ?? 0), Number.isFinite(kbps) ? kbps : null)
    seen.clear()
  })
}

/** The error for an encoder that never got going. */
export function refused(target: Target, why: string): RenderError {
  return new RenderError('ffmpeg-refused', `ffmpeg could not write output ${target.id}: ${why}`)
}
