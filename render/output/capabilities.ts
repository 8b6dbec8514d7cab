import { askFfmpeg, hasName } from './ask.ts'
import { encoderDetails, encoderNames, type EncoderName } from './encoders/names.ts'
import { tryEncoder } from './encoders/trial.ts'
import type { PictureFormat, PresetName } from './presets.ts'

/** What one encoder can do here: whether ffmpeg has it at all, and how a trial with the show's own settings went. */
export interface EncoderTrial {
  readonly name: EncoderName
  /** ffmpeg's name. */
  readonly codec: string
  readonly hardware: string
  /** `absent` from this ffmpeg; `failed` where the machine has not what it takes. */
  readonly state: 'works' | 'failed' | 'absent'
  /** What ffmpeg said where it failed. */
  readonly reason: string
  /** How many times as fast as the show needs it; null where it doesn't work. */
  readonly realTimes: number | null
}

export interface Capabilities {
  readonly version: string
  readonly encoders: readonly EncoderTrial[]
  /** Whether it encodes AAC. */
  readonly hasAac: boolean
  /** Names of ours and of ffmpeg's, and whether they are there. */
  readonly muxers: ReadonlyMap<string, boolean>
  readonly protocols: ReadonlyMap<string, boolean>
}

const muxers = ['flv', 'mp4', 'matroska', 'mpegts', 'hls'] as const
const protocols = ['rtmp', 'rtmps', 'srt', 'udp'] as const

/** Frames of a trial that measures how fast an encoder is: two seconds at 30 fps. */
const trialFrames = 60

/** Asks an ffmpeg what it has, and tries each encoder with a show's format and preset. */
export async function probeFfmpeg(ffmpeg: string, format: PictureFormat, preset: PresetName): Promise<Capabilities> {
  const [version, encoderList, muxerList, protocolList] = await Promise.all([
    askFfmpeg(ffmpeg, '-version'),
    askFfmpeg(ffmpeg, '-encoders'),
    askFfmpeg(ffmpeg, '-muxers'),
    askFfmpeg(ffmpeg, '-protocols'),
  ])
  const encoders: EncoderTrial[] = []
  // One after another, so that each trial has the machine for itself.
  for (const name of encoderNames) {
    const about = { name, ...encoderDetails[name] }
    const isThere = hasName(encoderList, about.codec)
    const trial = { ...format, preset, encoder: name, constantRate: true }
    encoders.push({ ...about, ...(isThere ? await attempt(ffmpeg, trial) : absent) })
  }
  const outputs = protocolList.slice(protocolList.indexOf('Output:'))
  return {
    version: /version (\S+)/.exec(version)?.[1] ?? 'unknown',
    encoders,
    hasAac: hasName(encoderList, 'aac'),
    muxers: new Map(muxers.map((name) => [name, hasName(muxerList, name)])),
    protocols: new Map(protocols.map((name) => [name, hasName(outputs, name)])),
  }
}

const absent = { state: 'absent', reason: '', realTimes: null } as const

async function attempt(ffmpeg: string, format: Parameters<typeof tryEncoder>[1]) {
  const { works, reason, realTimes } = await tryEncoder(ffmpeg, format, trialFrames)
  return { state: works ? 'works' : 'failed', reason, realTimes } as const
}
