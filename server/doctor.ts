import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../chat/index.ts'
import { findEspeak, findFfmpeg, probeFfmpeg, type Capabilities } from '../render/index.ts'
import type { Config } from './config.ts'

/** `lacking` is what a show can't do without; `absent` is what some shows would like to have. */
export type FindingState = 'fine' | 'absent' | 'lacking'

export interface Finding {
  readonly about: string
  readonly state: FindingState
  readonly text: string
}

/** Free space that a day of recording at 3 Mbit/s and the page's files need. */
const enoughDiskBytes = 35e9
const littleDiskBytes = 1e9

/** Looks at what this machine can do for a show, and changes nothing on it. */
export async function examine(config: Config, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  return [
    machine(),
    await clock(),
    ...(await encoding(env)),
    speech(env),
    await port(config),
    disk(config),
    ...keys(env),
    device('/dev/dri/renderD128', 'a GPU for VAAPI or QSV'),
    device('/dev/nvidia0', 'a GPU for NVENC'),
  ]
}

function machine(): Finding {
  const cores = os.availableParallelism()
  const gigabytes = os.totalmem() / 2 ** 30
  const text = `${cores} cores, ${gigabytes.toFixed(1)} GB, Node ${process.versions.node}, ${os.platform()} ${os.arch()}`
  return { about: 'Machine', state: cores < 2 || gigabytes < 0.9 ? 'absent' : 'fine', text }
}

/** Frames are counted by the monotonic clock; a wall clock that is set meanwhile is worth knowing, for logs and files. */
async function clock(): Promise<Finding> {
  const [monotonic, wall] = [performance.now(), Date.now()]
  await sleep(500)
  const driftMs = Math.abs(Date.now() - wall - (performance.now() - monotonic))
  const text = `${new Date().toISOString()}, ${driftMs.toFixed(1)} ms apart from the monotonic clock in half a second`
  return { about: 'Clock', state: driftMs > 20 ? 'absent' : 'fine', text }
}

async function encoding(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  try {
    const ffmpeg = findFfmpeg(env)
    const found = await probeFfmpeg(ffmpeg)
    return [{ about: 'ffmpeg', state: 'fine', text: `${found.version}, ${ffmpeg}` }, ...describe(found)]
  } catch (error) {
    return [{ about: 'ffmpeg', state: 'lacking', text: messageOf(error) }]
  }
}

const needed = new Set(['libx264', 'aac', 'flv', 'matroska', 'rtmp'])

function describe({ encoders, muxers, protocols }: Capabilities): Finding[] {
  const stateOf = (name: string, works: boolean): FindingState =>
    works ? 'fine' : needed.has(name) ? 'lacking' : 'absent'
  const words = { works: 'works', failed: 'is there, and a trial failed', absent: 'not in this ffmpeg' } as const
  return [
    ...encoders.map(({ name, state }) => ({
      about: 'Encoder',
      state: stateOf(name, state === 'works'),
      text: `${name}: ${words[state]}`,
    })),
    ...list('Muxers', muxers, stateOf),
    ...list('Protocols', protocols, stateOf),
  ]
}

/** Those that are there in one line, and one line for each that is not. */
function list(
  about: string,
  names: ReadonlyMap<string, boolean>,
  stateOf: (name: string, works: boolean) => FindingState,
): Finding[] {
  const there = [...names].filter(([, has]) => has).map(([name]) => name)
  const missing = [...names].filter(([, has]) => !has).map(([name]) => name)
  return [
    { about, state: 'fine', text: there.join(', ') || 'none' },
    ...missing.map((name) => ({ about, state: stateOf(name, false), text: `${name}: not in this ffmpeg` })),
  ]
}

function speech(env: NodeJS.ProcessEnv): Finding {
  const espeak = findEspeak(env)
  return espeak === null
    ? {
        about: 'Speech',
        state: 'absent',
        text: 'espeak-ng is not installed; alerts and stories are shown and not spoken',
      }
    : { about: 'Speech', state: 'fine', text: `espeak-ng: ${espeak}` }
}

async function port({ port: number = 8080, host }: Config): Promise<Finding> {
  const text = await new Promise<string | null>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(number, host, () => server.close(() => resolve(null)))
  })
  return text === null
    ? { about: 'Port', state: 'fine', text: `${number} is free on ${host}` }
    : {
        about: 'Port',
        state: 'lacking',
        text: `${number} on ${host} can’t be used (${text}); name another with --port`,
      }
}

function disk({ data }: Config): Finding {
  try {
    const place = nearest(data)
    accessSync(place, constants.W_OK)
    const { bavail, bsize } = statfsSync(place)
    const free = bavail * bsize
    const state = free < littleDiskBytes ? 'lacking' : free < enoughDiskBytes ? 'absent' : 'fine'
    const note = free < enoughDiskBytes ? ', which is little for recordings' : ''
    return { about: 'Disk', state, text: `${(free / 1e9).toFixed(1)} GB free in ${data}${note}` }
  } catch (error) {
    return { about: 'Disk', state: 'lacking', text: `${data} can’t be written: ${messageOf(error)}` }
  }
}

/** The directory itself or, before the first show has made it, the one that it will be in. */
function nearest(directory: string): string {
  return existsSync(directory) || path.dirname(directory) === directory ? directory : nearest(path.dirname(directory))
}

const secrets = ['TWITCH_STREAM_KEY', 'TWITCH_TOKEN'] as const

/** Whether the keys are there and kept well; never what they are. */
function keys(env: NodeJS.ProcessEnv): Finding[] {
  return secrets.map((name) => {
    const about = 'Key'
    const file = env[`${name}_FILE`]
    if (file === undefined || file === '') {
      if (!env[name]) return { about, state: 'absent', text: `${name} is not set` }
      return { about, state: 'absent', text: `${name} is set in the environment; a file (${name}_FILE) is kept better` }
    }
    if (!existsSync(file)) return { about, state: 'lacking', text: `${name}_FILE is ${file}, which is not there` }
    const isOpen = (statSync(file).mode & 0o077) !== 0
    return isOpen
      ? { about, state: 'absent', text: `${name}_FILE can be read by others: chmod 600 ${file}` }
      : { about, state: 'fine', text: `${name}_FILE is there, and only you can read it` }
  })
}

function device(file: string, what: string): Finding {
  return existsSync(file)
    ? { about: 'Device', state: 'fine', text: `${file}: ${what}` }
    : { about: 'Device', state: 'absent', text: `${file}: not there; ${what}` }
}
