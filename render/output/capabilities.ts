import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { childEnv } from './ffmpeg.ts'
import { words } from './presets.ts'

/** What one encoder can do here: whether ffmpeg has it at all, and whether a trial of ten small frames passed. */
export interface EncoderTrial {
  readonly name: string
  /** `absent` from this ffmpeg; `failed` where the machine has not what it takes. */
  readonly state: 'works' | 'failed' | 'absent'
}

export interface Capabilities {
  readonly version: string
  readonly encoders: readonly EncoderTrial[]
  /** Names of ours and of ffmpeg's, and whether they are there. */
  readonly muxers: ReadonlyMap<string, boolean>
  readonly protocols: ReadonlyMap<string, boolean>
}

/** H.264 by software and by each kind of hardware that ffmpeg knows, and AAC. */
const h264 = ['libx264', 'h264_nvenc', 'h264_qsv', 'h264_vaapi', 'h264_amf', 'h264_videotoolbox'] as const
const muxers = ['flv', 'mp4', 'matroska', 'mpegts', 'hls', 'fifo', 'tee'] as const
const protocols = ['rtmp', 'rtmps', 'srt', 'udp'] as const

/** A hardware encoder that hangs must not hold up the answer. */
const trialMs = 10_000

/** Asks an ffmpeg what it has, and tries what can be there and not work. */
export async function probeFfmpeg(ffmpeg: string): Promise<Capabilities> {
  const ask = async (...args: string[]) => (await run(ffmpeg, args)) ?? ''
  const [version, encoderList, muxerList, protocolList] = await Promise.all([
    ask('-version'),
    ask('-hide_banner', '-encoders'),
    ask('-hide_banner', '-muxers'),
    ask('-hide_banner', '-protocols'),
  ])
  const encoders: EncoderTrial[] = []
  // One after another, so that each trial has the machine for itself.
  for (const name of [...h264, 'aac']) encoders.push(await tryEncoder(ffmpeg, name, encoderList))
  const outputs = protocolList.slice(protocolList.indexOf('Output:'))
  return {
    version: /version (\S+)/.exec(version)?.[1] ?? 'unknown',
    encoders,
    muxers: new Map(muxers.map((name) => [name, hasWord(muxerList, name)])),
    protocols: new Map(protocols.map((name) => [name, hasWord(outputs, name)])),
  }
}

async function tryEncoder(ffmpeg: string, name: string, list: string): Promise<EncoderTrial> {
  if (!hasWord(list, name)) return { name, state: 'absent' }
  const trial =
    name === 'aac'
      ? words('-f lavfi -i sine=duration=0.2 -c:a aac -f null -')
      : [
          ...words('-f lavfi -i testsrc2=size=320x180:rate=30'),
          ...words('-frames:v 10'),
          ...codecOf(name),
          ...words('-f null -'),
        ]
  const passed = await run(ffmpeg, ['-hide_banner', '-v', 'error', ...deviceOf(name), ...trial])
  return { name, state: passed === null ? 'failed' : 'works' }
}

/** VAAPI takes pictures in the memory of the device. */
function deviceOf(name: string): string[] {
  return name === 'h264_vaapi' ? words('-vaapi_device /dev/dri/renderD128') : []
}

function codecOf(name: string): string[] {
  return name === 'h264_vaapi'
    ? words('-vf format=nv12,hwupload -c:v h264_vaapi')
    : words(`-pix_fmt yuv420p -c:v ${name}`)
}

/** What it prints; null where it fails or takes too long. */
async function run(ffmpeg: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(ffmpeg, args, {
      env: childEnv(),
      timeout: trialMs,
      maxBuffer: 2 ** 22,
    })
    return stdout
  } catch {
    return null
  }
}

function hasWord(list: string, word: string): boolean {
  return list.split(/[\s,]+/).includes(word)
}
