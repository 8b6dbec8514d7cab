import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/**
 * CPU seconds (user and system) of a command and of all that it starts, by the shell's own account.
 *
 * @throws Error with what it complained of when the command fails: one that ends early would look cheap
 */
export async function cpuSeconds(command: readonly string[]): Promise<number> {
  const shell = spawn('bash', ['-c', `TIMEFORMAT='%U %S'; time "$@" >/dev/null`, 'bash', ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const closed = once(shell, 'close') as Promise<[number | null]>
  const lines = (await text(shell.stderr)).trim().split('\n')
  const [code] = await closed
  // The times come last; before them is what the command itself said.
  const times = lines.pop() ?? ''
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${lines.join('\n') || 'it told no reason'}`)
  return times.split(' ').reduce((sum, seconds) => sum + Number(seconds), 0)
}

/** Frames of a beginning, whose cost is taken off. */
const beginning = 150

/** ms of CPU for a frame, once all is running: by the difference of two lengths, so that the start cancels out. */
export async function steadyMs(command: (frames: number) => readonly string[], frames: number): Promise<number> {
  const [whole, start] = [await cpuSeconds(command(beginning + frames)), await cpuSeconds(command(beginning))]
  return ((whole - start) * 1000) / frames
}
