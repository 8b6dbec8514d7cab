import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findFfmpeg } from '../../render/index.ts'

/** The ffmpeg that the product would use. */
export const ffmpeg = findFfmpeg(process.env)

const run = async (args: string[]) =>
  promisify(execFile)(ffmpeg, ['-hide_banner', '-nostdin', ...args], { encoding: 'buffer', maxBuffer: 2 ** 30 })

export interface Frame {
  readonly seconds: number
  readonly keyframe: boolean
  /** `I`, `P` or `B`. */
  readonly type: string
}

export interface Probe {
  /** ffmpeg's own words for the two streams, such as `h264 (High), yuv420p(tv, bt709, progressive), 1280x720 …, 30 fps`. */
  readonly video: string
  readonly audio: string
  readonly frames: readonly Frame[]
}

/** Decodes a file or URL and tells what is in it. */
export async function probe(source: string, ...inputArgs: string[]): Promise<Probe> {
  const { stderr } = await run([
    ...inputArgs,
    '-i',
    source,
    '-map',
    '0:v',
    '-vf',
    'showinfo=checksum=0',
    '-fps_mode',
    'passthrough',
    '-f',
    'null',
    '-',
  ])
  const text = stderr.toString()
  const input = text.slice(0, text.indexOf('Output #0'))
  const stream = (kind: string) => new RegExp(`Stream #0:.*?: ${kind}: (.*)`).exec(input)?.[1] ?? ''
  const frames = [...text.matchAll(/ n: *\d+ pts:.*? pts_time:([\d.]+).* iskey:(\d) type:(\w)/g)].map(
    ([, seconds, key, type]) => ({
      seconds: Number(seconds),
      keyframe: key === '1',
      type: type as string,
    }),
  )
  return { video: stream('Video'), audio: stream('Audio'), frames }
}

/** When each packet of a file is shown or heard, in seconds, undecoded. */
export async function packetTimes(file: string): Promise<{ video: number[]; audio: number[] }> {
  const { stdout } = await run([
    '-i',
    file,
    '-map',
    '0:v',
    '-map',
    '0:a',
    '-c',
    'copy',
    '-copyts',
    '-f',
    'framecrc',
    '-',
  ])
  const lines = stdout.toString().split('\n')
  const bases = lines.flatMap((line) => /^#tb \d: (\d+)\/(\d+)/.exec(line)?.slice(1, 3).map(Number) ?? [])
  const timesOf = (stream: number) =>
    lines
      .filter((line) => line.startsWith(`${stream},`))
      .map((line) => (Number(line.split(',')[2]) * (bases[2 * stream] as number)) / (bases[2 * stream + 1] as number))
  return { video: timesOf(0), audio: timesOf(1) }
}

/** One checksum of the decoded pixels for each frame. */
export async function pictureHashes(file: string): Promise<string[]> {
  const { stdout } = await run(['-i', file, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'])
  return stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '')
}

/** The decoded samples, one array a channel, −1 to 1. */
export async function decodeSound(file: string): Promise<{ left: Float64Array; right: Float64Array }> {
  const { stdout } = await run(['-i', file, '-map', '0:a', '-f', 's16le', '-c:a', 'pcm_s16le', '-'])
  const samples = stdout.length / 4
  const channel = (offset: number) =>
    Float64Array.from({ length: samples }, (_, i) => stdout.readInt16LE(i * 4 + offset) / 32767)
  return { left: channel(0), right: channel(2) }
}

export interface Lossless {
  /** When each frame is shown, in seconds. */
  readonly seconds: readonly number[]
  /** The brightness of each frame's first pixel, 16 to 235. */
  readonly brightness: readonly number[]
  /** 16-bit samples as they were written. */
  readonly left: Int16Array
  readonly right: Int16Array
}

/** Decodes a lossless file of square pictures, `side` pixels wide, to the very numbers that went in. */
export async function readLossless(file: string, side: number): Promise<Lossless> {
  const picture = words('-map 0:v -pix_fmt yuv420p -fps_mode passthrough -f rawvideo -')
  const sound = words('-map 0:a -f s16le -c:a pcm_s16le -')
  const [{ frames }, pixels, samples] = await Promise.all([
    probe(file),
    run(['-i', file, ...picture]),
    run(['-i', file, ...sound]),
  ])
  const frameBytes = (side * side * 3) / 2
  const channel = (offset: number) =>
    Int16Array.from({ length: samples.stdout.length / 4 }, (_, i) => samples.stdout.readInt16LE(i * 4 + offset))
  return {
    seconds: frames.map((frame) => frame.seconds),
    brightness: Array.from(
      { length: pixels.stdout.length / frameBytes },
      (_, n) => pixels.stdout[n * frameBytes] as number,
    ),
    left: channel(0),
    right: channel(2),
  }
}

const words = (options: string) => options.split(' ')

/** Red, green and blue (0 to 255) of a pixel in a frame of a file. */
export async function pixelAt(file: string, frame: number, x: number, y: number): Promise<[number, number, number]> {
  const pick = `select=eq(n\\,${frame}),crop=2:2:${x}:${y},format=rgb24`
  const { stdout } = await run(['-i', file, '-map', '0:v', '-vf', pick, '-frames:v', '1', '-f', 'rawvideo', '-'])
  return [stdout[0] as number, stdout[1] as number, stdout[2] as number]
}

/** The mean of the red of each frame, 0 to 255. */
export async function meanRed(file: string): Promise<number[]> {
  const filter = 'scale=1:1:flags=area,format=rgb24'
  const { stdout } = await run([
    '-i',
    file,
    '-map',
    '0:v',
    '-vf',
    filter,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ])
  return Array.from({ length: stdout.length / 3 }, (_, n) => stdout[n * 3] as number)
}

/** Frequency of a steady tone in Hz, by its rising zero crossings, each placed between two samples. */
export function frequencyOf(samples: Float64Array, sampleRate: number): number {
  const crossings: number[] = []
  for (let i = 1; i < samples.length; i++) {
    const [before, after] = [samples[i - 1] as number, samples[i] as number]
    if (before < 0 && after >= 0) crossings.push(i - 1 + before / (before - after))
  }
  const [first = 0, last = 0] = [crossings[0], crossings.at(-1)]
  return ((crossings.length - 1) * sampleRate) / (last - first)
}

/** The frame rates that platforms take. */
export const frameRates = ['24', '25', '30', '60', '30000/1001', '60000/1001'] as const

/** The largest difference between two neighbouring samples. */
export function largestJump(samples: Float64Array): number {
  let largest = 0
  for (let i = 1; i < samples.length; i++)
    largest = Math.max(largest, Math.abs((samples[i] as number) - (samples[i - 1] as number)))
  return largest
}
