import { lookup } from 'node:dns/promises'
import { statSync } from 'node:fs'
import { messageOf } from '../../chat/index.ts'
import {
  findFfmpeg,
  findFfplay,
  portProblem,
  ratesOf,
  type OutputSpec,
  type PictureFormat,
  type Target,
} from '../../render/index.ts'
import { connectMs } from '../reach.ts'
import type { Finding, FindingState } from './finding.ts'
import { freeBytes, gigabytes } from './place.ts'

/** An output with the picture that it carries. */
export interface ExaminedOutput extends OutputSpec {
  readonly format: PictureFormat
}

type Of<Kind extends Target['kind']> = Extract<Target, { kind: Kind }>

/** Time that a server has to take a connection. */
const reachMs = 3000

/** Whether an output could be started here and now. Nothing is sent or written. */
export async function examineTarget(output: ExaminedOutput, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const { target } = output
  switch (target.kind) {
    case 'rtmp':
      return [await examineServer(target)]
    case 'srt':
    case 'udp':
      return [await examineHost(target)]
    case 'rtmp-listen':
      return [await examineListening(target)]
    case 'file':
    case 'hls':
      return [examinePlace(target, output)]
    case 'preview':
      return [examineWindow(target, env)]
    case 'null':
      return []
  }
}

const finding = ({ id, url }: Pick<Target, 'id' | 'url'>, state: FindingState, text: string): Finding => ({
  about: 'Outputs',
  state,
  text: `${url === `${id}:` ? url : `${id} (${url})`} ${text}`,
})

async function examineServer(target: Of<'rtmp'>): Promise<Finding> {
  const ms = await connectMs(target, reachMs)
  return ms === null
    ? finding(target, 'lacking', `takes no connection within ${reachMs / 1000} s`)
    : finding(target, 'fine', `is ${Math.ceil(ms)} ms away`)
}

/** Datagrams are answered by nobody, so only the way there can be looked at. */
async function examineHost(target: Of<'srt'> | Of<'udp'>): Promise<Finding> {
  const { hostname } = new URL(target.url.replace(/^\w+:/, 'http:'))
  try {
    const { address } = await lookup(hostname.replace(/^\[(.*)\]$/, '$1'))
    return finding(
      target,
      'fine',
      `has the address ${address}; whether somebody listens there shows when it is sent to`,
    )
  } catch (error) {
    return finding(target, 'lacking', `has no address: ${messageOf(error)}`)
  }
}

async function examineListening(target: Of<'rtmp-listen'>): Promise<Finding> {
  const problem = await portProblem(target)
  return problem === null
    ? finding(target, 'fine', `can listen at port ${target.port}`)
    : finding(target, 'lacking', `can’t listen: ${problem}`)
}

function examineWindow(target: Of<'preview'>, env: NodeJS.ProcessEnv): Finding {
  try {
    findFfplay(findFfmpeg(env), env)
    return finding(target, 'fine', 'has a desktop and ffplay')
  } catch (error) {
    return finding(target, 'lacking', `can’t be shown: ${messageOf(error)}`)
  }
}

/** Less than this is little for a recording, and for anything at all. */
const fewHours = 3
const littleBytes = 1e8

function examinePlace(target: Of<'file'> | Of<'hls'>, output: ExaminedOutput): Finding {
  try {
    const place = target.kind === 'hls' ? target.directory : target.url
    const there = statSync(place, { throwIfNoEntry: false })
    if (there !== undefined && there.isDirectory() !== (target.kind === 'hls'))
      return finding(target, 'lacking', target.kind === 'hls' ? 'is no directory' : 'is a directory')
    const isOver = target.kind === 'file' && target.segment === null && there !== undefined
    const over = isOver ? '; the file that is there will be written over' : ''
    return describeRoom(target, freeBytes(place), bytesAnHour(output), over)
  } catch (error) {
    return finding(target, 'lacking', `can’t be written: ${messageOf(error)}`)
  }
}

function describeRoom(target: Of<'file'> | Of<'hls'>, free: number, anHour: number | null, over: string): Finding {
  const bound = leastBytes(target, anHour ?? 0)
  const least = Math.max(littleBytes, bound)
  const room = `${gigabytes(free)} free`
  if (free < least) return finding(target, 'lacking', `needs ${gigabytes(least)}, and there are ${room}`)
  // A playlist takes no more than it has, and so does a file with a cap.
  if (anHour === null || bound > 0) return finding(target, 'fine', `can be written, ${room}${over}`)
  const hours = free / anHour
  const text = `can be written, ${room}, which is ${Math.floor(hours)} hours of it${over}`
  return finding(target, hours < fewHours ? 'absent' : 'fine', text)
}

/** What it takes where that is bounded: its cap, or a playlist with the segments that are about to go; else 0. */
function leastBytes(target: Of<'file'> | Of<'hls'>, anHour: number): number {
  if (target.kind === 'file') return target.cap ?? 0
  return ((target.list + deletedLater) * target.segment * anHour) / 3600
}

/** Segments that stay for a while when they have left the playlist, and the one that is written. */
const deletedLater = 7

/** Null for what is lossless: that hangs on the pictures. */
function bytesAnHour({ preset, format }: ExaminedOutput): number | null {
  const { videoKbps, audioKbps } = ratesOf(preset, { size: format, fps: format.fps })
  return audioKbps === 0 ? null : (videoKbps + audioKbps) * 125 * 3600
}
