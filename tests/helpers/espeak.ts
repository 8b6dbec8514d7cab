import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { temporaryFolder } from './arcade.ts'

export interface FakeEspeak extends Disposable {
  readonly program: string
  /** Folder of the program, for the front of a PATH. */
  readonly folder: string
  /** Processes that were started, in order. */
  pids(): readonly number[]
}

/** A program that is called espeak-ng, leaves its process id, and then hangs. */
export function fakeEspeak(): FakeEspeak {
  const folder = temporaryFolder()
  const program = folder.file('espeak-ng')
  // `exec`, so that the process that hangs is the one that was started; a file each, since two may start at once.
  writeFileSync(program, `#!/bin/sh\n: > '${folder.path}/pid.'$(date +%s%N).$$\nexec sleep 600\n`)
  chmodSync(program, 0o755)
  const pidOf = (name: string) => Number(name.split('.').at(-1))
  return {
    program,
    folder: folder.path,
    pids: () =>
      readdirSync(folder.path)
        .filter((name) => name.startsWith('pid.'))
        .sort()
        .map(pidOf),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** Whether the process is there at all, be it as one that has ended and was not waited for. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
