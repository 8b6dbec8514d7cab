import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { childEnv } from './ffmpeg.ts'

export interface ChildEvents {
  /** A line of the child's log that tells of an error. */
  complained(text: string): void
  /** The child is gone; `reason` is the last thing it complained of, or how it ended. */
  ended(code: number | null, reason: string): void
}

export interface ChildOptions {
  /** A descriptor that the child reads as its number 3, which is closed here. */
  readonly secret?: number
  /** Where it works; where we do if it is left out. */
  readonly directory?: string | undefined
  /** What must never be told, as it may stand in a complaint. */
  readonly redact?: (line: string) => string
}

/** One running ffmpeg, fed by its standard input. */
export interface Child {
  /** 0 where the program could not be run. */
  readonly pid: number
  readonly stdin: Writable
  readonly stdout: Readable
  /** Ends its input and waits until it has written what it has; kills it when that takes longer than `graceMs`. */
  close(graceMs: number): Promise<void>
  /** Ends it at once; `ended` follows. */
  kill(): void
}

/**
 * Starts ffmpeg. Its process group is its own, so that Ctrl-C at the terminal reaches us alone.
 * @throws Error when the system can't make a process, for want of descriptors or memory
 */
export function startChild(
  ffmpeg: string,
  args: readonly string[],
  { secret, directory, redact = (line) => line }: ChildOptions,
  events: ChildEvents,
): Child {
  // From another directory a relative path would name another program.
  const program = ffmpeg.includes(path.sep) ? path.resolve(ffmpeg) : ffmpeg
  const child = spawn(program, args, {
    ...(directory === undefined ? {} : { cwd: directory }),
    stdio: ['pipe', 'pipe', 'pipe', ...(secret === undefined ? [] : [secret])],
    env: childEnv(),
    detached: true,
  })
  if (secret !== undefined) closeSync(secret)
  child.on('error', () => {})
  const { stdin, stdout, stderr } = child
  // For want of descriptors there are no pipes; a program that isn't there has them, and ends at once.
  if (!stdin || !stdout || !stderr) throw new Error('no process could be started')
  const exited = watchEnd(child, stderr, redact, events)
  // EPIPE comes before the end is known; the end says why.
  stdin.on('error', () => {})
  stdout.on('error', () => {})
  return {
    pid: child.pid ?? 0,
    stdin,
    stdout,
    kill: () => void child.kill('SIGKILL'),
    async close(graceMs) {
      stdin.end()
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(kill)
    },
  }
}

/** Longest line of a log that is kept. */
const maxLine = 1000

/** Follows the child's log and its end. Resolves when both are over. */
function watchEnd(
  child: ChildProcess,
  stderr: Readable,
  redact: (line: string) => string,
  events: ChildEvents,
): Promise<void> {
  let lastLine = ''
  const log = createInterface({ input: stderr })
  log.on('line', (raw) => {
    const text = redact(raw).slice(0, maxLine)
    if (!/\[(?:error|fatal|panic)\]/.test(text)) return
    lastLine = plainLine(text)
    events.complained(lastLine)
  })
  // A program that can't be started gives `error` and then `close`, so the end is told once.
  child.on('error', (error) => (lastLine = error.message))
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      const how = signal === null ? `ffmpeg ended with code ${code}` : `ffmpeg was ended by ${signal}`
      events.ended(code, lastLine || how)
      resolve()
    })
  })
}

/** ffmpeg's `[libx264 @ 0x55…] [error] message` as a person wants to read it. */
function plainLine(line: string): string {
  return line.replace(/^(?:\[[^\]]*\] ?)+/, '').trim()
}
