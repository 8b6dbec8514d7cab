import os from 'node:os'
import { messageOf } from '../../chat/index.ts'
import { findEspeak } from '../../render/index.ts'
import type { Config } from '../config.ts'
import type { Finding } from './finding.ts'
import { freeBytes, gigabytes } from './place.ts'

export function examineMachine(): Finding {
  const cores = os.availableParallelism()
  const memory = os.totalmem() / 2 ** 30
  const text = `${cores} cores, ${memory.toFixed(1)} GB, Node ${process.versions.node}, ${os.platform()} ${os.arch()}`
  return { about: 'Machine', state: cores < 2 || memory < 0.9 ? 'absent' : 'fine', text }
}

export function examineSpeech(env: NodeJS.ProcessEnv): Finding {
  const espeak = findEspeak(env)
  const about = 'Speech'
  return espeak === null
    ? { about, state: 'absent', text: 'espeak-ng is not installed; alerts and stories are shown and not spoken' }
    : { about, state: 'fine', text: `espeak-ng: ${espeak}` }
}

/** Free space that a day of recording at 3 Mbit/s and the page's files need. */
const enoughDiskBytes = 35e9
const littleDiskBytes = 1e9

/** Whether the data directory can be written, and how much goes in. Nothing is made there. */
export function examineDisk({ data }: Config): Finding {
  try {
    const free = freeBytes(data)
    const state = free < littleDiskBytes ? 'lacking' : free < enoughDiskBytes ? 'absent' : 'fine'
    const note = free < enoughDiskBytes ? ', which is little for recordings' : ''
    return { about: 'Disk', state, text: `${gigabytes(free)} free in ${data}${note}` }
  } catch (error) {
    return { about: 'Disk', state: 'lacking', text: `${data} can’t be written: ${messageOf(error)}` }
  }
}
