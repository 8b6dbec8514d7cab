import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { RenderError } from '../error.ts'
import { refuseHeld } from './places.ts'
import { playlistName, segmentPattern } from './send/muxer-args.ts'
import type { FileTarget, RtmpListenTarget, Target } from './target.ts'

/**
 * Makes the place of a target ready before anything starts: its directory exists and can be written,
 * and the segments of an earlier run are gone (only files that we name so; whatever else is there stays).
 * @throws RenderError `unwritable`
 */
export function prepareTarget(target: Target): void {
  refuseHeld(target)
  if (target.kind === 'file') prepareFile(target)
  if (target.kind !== 'hls') return
  makeDirectory(target.directory, target)
  claim(target.directory)
  for (const name of readdirSync(target.directory))
    if (name === playlistName || segmentPattern.test(name)) rmSync(path.join(target.directory, name))
}

/**
 * Tries the ports that are to be listened at. Later one that is taken would be tried again for ever, as a server may come back.
 * @throws RenderError `unwritable`
 */
export async function checkPorts(targets: readonly Target[]): Promise<void> {
  for (const target of targets) {
    const problem = target.kind === 'rtmp-listen' ? await portProblem(target) : null
    if (problem !== null) throw new RenderError('unwritable', `output ${target.url} can't be listened at: ${problem}`)
  }
}

/** Why nothing can be listened for there; null where it can. Nobody who comes in that moment is let in. */
export async function portProblem({ host, port }: Pick<RtmpListenTarget, 'host' | 'port'>): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const server = createServer((socket) => socket.destroy())
  server.once('error', ({ code, message }: NodeJS.ErrnoException) =>
    resolve(code === 'EADDRINUSE' ? `port ${port} is in use` : message),
  )
  server.listen(port, host, () => server.close(() => resolve(null)))
  return promise
}

/** A file that is there will be written over, so it must be one, and ours to write. */
function prepareFile(target: FileTarget): void {
  makeDirectory(path.dirname(target.url), target)
  const there = statSync(target.url, { throwIfNoEntry: false })
  if (target.segment !== null || there === undefined) return
  if (there.isDirectory()) throw new RenderError('unwritable', `output ${target.url} is a directory; name a file in it`)
  try {
    accessSync(target.url, constants.W_OK)
  } catch (cause) {
    throw new RenderError('unwritable', `output ${target.url} can't be written`, { cause })
  }
}

/** One by one, since Node's own `recursive` never returns where the file system refuses with ENOENT, as /proc does. */
function makeEach(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
  makeEach(path.dirname(directory))
  mkdirSync(directory)
}

function makeDirectory(directory: string, target: Target): void {
  try {
    makeEach(directory)
    accessSync(directory, constants.W_OK)
  } catch (cause) {
    throw new RenderError('unwritable', `output ${target.url}: ${directory} can't be written`, { cause })
  }
}

/** Two streams in one directory would write over each other's segments. The claim of a process that is gone counts for nothing. */
function claim(directory: string): void {
  const file = path.join(directory, 'show.pid')
  const [pid = '', start = ''] = readOr(file, '').trim().split(' ')
  if (Number(pid) !== process.pid && isRunning(Number(pid), start))
    throw new RenderError(
      'unwritable',
      `${directory} is in use by another show; name another directory with --data or hls:DIR`,
    )
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`)
}

/** Process ids are given anew, so the time at which the process was started has to be the same where the system tells it. */
function isRunning(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  if (start !== '') return startOf(pid) === start
  try {
    process.kill(pid, 0)
    // Without a time a process counts by its name, as earlier versions left it.
    return readOr(`/proc/${pid}/comm`, 'chatarcade').trim() === 'chatarcade'
  } catch {
    return false
  }
}

/** When a process was started, in ticks since the machine was; empty where there is no such process, or no /proc. See proc(5), field 22. */
function startOf(pid: number): string {
  const stat = readOr(`/proc/${pid}/stat`, '')
  // The second field is a name in brackets, which may hold blanks and brackets itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
