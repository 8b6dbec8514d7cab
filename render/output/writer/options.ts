import { readFileSync } from 'node:fs'
import { parseFps, samplesBefore, type Fps } from '../../clock.ts'
import { RenderError } from '../../error.ts'
import { checkFits, checkPreset, parsePreset, presetFormat, type PresetName } from '../presets.ts'
import type { PictureSpec } from '../pictures.ts'
import { parseSize, type Size } from '../size.ts'
import type { Pace } from '../source.ts'
import { parseTarget, placeOf, sayDouble, withUniqueIds, type Target } from '../target.ts'
import type { WriterBounds } from './intake.ts'

/** What a writer is made with. */
export interface WriterOptions {
  /** Where the stream goes: `rtmp://HOST/APP/KEY`, a file, `hls:DIRECTORY` and what else `--output` takes. */
  readonly outputs: string | readonly string[]
  /** Pixels, each even and from 160 to 3840. Default: what the preset is for, or 1280 × 720. */
  readonly width?: number
  readonly height?: number
  /** The two as one text, `1280x720`. */
  readonly size?: string
  /** 10 to 120, or a fraction such as `30000/1001`. Default: what the preset is for, or 30. */
  readonly fps?: number | string
  /** Hz of the sound that will be written, 44100 or 48000. Left out where none will be: the stream is silent then. */
  readonly sampleRate?: number
  /** What `--preset` takes. Default: `live`. */
  readonly preset?: string
  /** Keeps the last picture and silence going for as long as nothing is written. Default: false, the stream waits. */
  readonly repeat?: boolean
  /** Whether frames leave by the clock or as fast as they are encoded. Default: `fast` where all outputs are files, else `live`. */
  readonly pace?: 'live' | 'fast'
  /** Seconds of pictures, and of sound, that may wait; from one frame to 10 s. Default: 1. */
  readonly buffer?: number
  /** Stream key for RTMP outputs that name none. Default: `TWITCH_STREAM_KEY`, or what is in the file `TWITCH_STREAM_KEY_FILE`. */
  readonly key?: string
  /** A line when something happens to an output. Never holds a key. */
  readonly log?: (level: 'info' | 'warn', line: string) => void
}

/** Options that have been checked through. */
export interface WriterPlan {
  readonly picture: PictureSpec
  readonly pace: Pace
  readonly gaps: 'fill' | 'wait'
  readonly bounds: WriterBounds
  readonly targets: readonly Target[]
}

const defaultRate = 48_000
const maxBufferSeconds = 10

/** @throws RenderError that names the option, its value and what it must be */
export function planWriter(options: WriterOptions, env: NodeJS.ProcessEnv): WriterPlan {
  const preset = parsePreset(options.preset ?? 'live')
  const size = readSize(options, presetFormat(preset)?.size ?? { width: 1280, height: 720 })
  const fps = options.fps === undefined ? (presetFormat(preset)?.fps ?? { num: 30, den: 1 }) : readFps(options.fps)
  checkFits(preset, { size, fps })
  const sampleRate = readSampleRate(options.sampleRate ?? defaultRate)
  const targets = readTargets(options, preset, env)
  const { repeat = false } = options
  const pace = readPace(options, targets)
  return {
    picture: { format: { ...size, fps, sampleRate }, outputs: targets.map((target) => ({ target, preset })) },
    pace,
    gaps: repeat ? 'fill' : 'wait',
    bounds: { ...readBounds(options.buffer ?? 1, fps, sampleRate), hasSound: options.sampleRate !== undefined },
    targets,
  }
}

function readSize({ size, width, height }: WriterOptions, otherwise: Size): Size {
  if (size !== undefined) return parseSize(size, 'the stream')
  if (width === undefined && height === undefined) return otherwise
  return parseSize(`${width}x${height}`, 'the stream')
}

function readFps(fps: number | string): Fps {
  return parseFps(String(fps))
}

function readSampleRate(hz: number): number {
  if (hz === 44_100 || hz === defaultRate) return hz
  throw new RenderError('bad-option', `sampleRate is ${JSON.stringify(hz)}, and must be 44100 or 48000`)
}

function readTargets({ outputs, key }: WriterOptions, preset: PresetName, env: NodeJS.ProcessEnv): Target[] {
  const urls = typeof outputs === 'string' ? [outputs] : outputs
  if (!Array.isArray(urls) || urls.length === 0 || urls.some((url) => typeof url !== 'string'))
    throw new RenderError('bad-output', 'outputs must name at least one output: a file, rtmp://HOST/APP/KEY, …')
  const defaultKey = key ?? readKey(env)
  const targets = withUniqueIds(urls.map((url: string) => parseTarget(url, defaultKey)))
  const places = new Set<string>()
  for (const target of targets) {
    checkPreset(preset, target)
    const place = placeOf(target)
    if (place !== null && places.has(place)) throw new RenderError('bad-output', sayDouble(target))
    if (place !== null) places.add(place)
  }
  return targets
}

/** Twitch's key as a show finds it. */
function readKey(env: NodeJS.ProcessEnv): string | null {
  const file = env['TWITCH_STREAM_KEY_FILE']
  if (file === undefined || file === '') return env['TWITCH_STREAM_KEY']?.trim() || null
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (cause) {
    throw new RenderError('bad-option', `TWITCH_STREAM_KEY_FILE is ${file}, which can’t be read`, { cause })
  }
}

/** A file is the same at either pace, so it need not take its own length to be written. */
function readPace({ pace, repeat = false }: WriterOptions, targets: readonly Target[]): Pace {
  if (pace !== undefined && pace !== 'live' && pace !== 'fast')
    throw new RenderError('bad-option', `pace is ${JSON.stringify(pace)}, and must be live or fast`)
  if (repeat && pace === 'fast')
    throw new RenderError('bad-option', 'repeat is true and pace is fast; only a stream that has a clock can repeat')
  const isWritten = targets.every(({ kind }) => kind === 'file' || kind === 'null')
  return pace ?? (isWritten && !repeat ? 'fast' : 'live')
}

function readBounds(seconds: number, fps: Fps, sampleRate: number): Omit<WriterBounds, 'hasSound'> {
  const frames = Math.floor((seconds * fps.num) / fps.den)
  if (!(frames >= 1 && seconds <= maxBufferSeconds))
    throw new RenderError(
      'bad-option',
      `buffer is ${seconds} s, and must be from one frame (${fps.den}/${fps.num} s) to ${maxBufferSeconds} s`,
    )
  return { frames, samples: samplesBefore(frames, fps, sampleRate) }
}
