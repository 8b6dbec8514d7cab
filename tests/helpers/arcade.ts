import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

export interface RunResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Record<string, string>

function launch(args: readonly string[], env: Environment, program = main): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    // A test that kills its show must not have the next one go on with it.
    env: { ...process.env, NO_COLOR: '1', CHATARCADE_RESUME: 'never', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const text = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()))
  return text
}

/** Runs the program to its end. */
export async function runArcade(args: readonly string[], env: Environment = {}): Promise<RunResult> {
  const child = launch(args, env)
  const text = collect(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...text }
}

export interface Arcade extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  readonly text: { stdout: string; stderr: string }
  status(): Promise<Status>
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface Status {
  game: string
  tick: number
  uptimeSeconds: number
  stream: {
    state: string
    frames: { due: number; written: number; repeated: number }
    samples: { due: number; written: number }
    sound: { mended: number; speech: { state: string; waiting: number; dropped: number } }
    pictures: { size: string; frames: { due: number; written: number; repeated: number } }[]
    outputs: { id: string; size: string; state: string; reconnects: number; url: string; problem: string }[]
  }
  tickLatenessMs: { p50: number; p99: number }
  chat: { received: number; accepted: number; rejected: Record<string, number> }
  spectators: number
}

/** Starts the program on a free port and waits until its page can be opened. */
export async function startArcade(args: readonly string[], env: Environment = {}, program = main): Promise<Arcade> {
  const port = args.includes('--port') ? [] : ['--port', '0']
  const child = launch([...port, '--host', '127.0.0.1', ...args], env, program)
  const text = collect(child)
  const closed = once(child, 'close') as Promise<[number | null]>
  const url = await until(() => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${text.stderr}`)
    return /http:\/\/localhost:\d+\//.exec(text.stdout)?.[0].replace('localhost', '127.0.0.1')
  }, 60_000)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return (await closed)[0]
  }
  return {
    url,
    pid: child.pid as number,
    text,
    status: async () => (await (await fetch(new URL('/api/status', url))).json()) as Status,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  }
}

/** Asks again until the answer is something; fails with what was last seen. */
export async function until<T>(
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${ask.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): Disposable & { readonly path: string; file(name: string): string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-test-'))
  return {
    path: folder,
    file: (name) => path.join(folder, name),
    // The encoder of a show that was killed ends by itself, a moment after it, and may still write its last segment.
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
  }
}
