import { spawn } from 'node:child_process'
import { childEnv } from '../../render/index.ts'
import { refuse } from './error.ts'

/** What the child may use. */
export interface ChildLimits {
  readonly cpuSeconds: number
  readonly wallMs: number
}

/** Address space in KB: an image of 16 megapixels and its smaller copy take a third of it. */
const memoryKb = 1_500_000
/** Of the largest file that it may write, in blocks of 512 bytes. */
const fileBlocks = (160 * 2 ** 20) / 512

/**
 * The shell sets the limits for what it becomes. A system that knows one of them not goes without it; time is limited here as well. The
 * show comes first: the child is nice.
 */
const limited =
  'ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -f "$3" 2>/dev/null; ulimit -c 0 2>/dev/null; shift 3; exec nice -n 15 "$@"'

/** Decoders that may run: what ffmpeg has besides is old, rare and little looked at. */
const decoders = [
  ...['png', 'mjpeg', 'webp', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'h264', 'hevc', 'av1', 'libdav1d', 'mpeg4'],
  ...['aac', 'mp3', 'mp3float', 'opus', 'libopus', 'vorbis', 'libvorbis', 'flac', 'ac3', 'eac3'],
  ...['pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_u8', 'pcm_f32le', 'pcm_f64le', 'pcm_mulaw', 'pcm_alaw', 'adpcm_ms'],
].join(',')

export interface Conversion {
  readonly ffmpeg: string
  readonly from: string
  readonly demuxer: string
  /** Bytes at the beginning of the file that are not read. */
  readonly skip?: number
  /** All that comes after the input. */
  readonly to: readonly string[]
  readonly limits: ChildLimits
  readonly signal: AbortSignal
}

/**
 * Makes another file of one, in a child that is told the format, opens nothing but files, and has little of everything.
 *
 * @throws MediaError `broken`
 */
export async function convert({ ffmpeg, from, demuxer, skip = 0, to, limits, signal }: Conversion): Promise<void> {
  const input = [
    ...['-protocol_whitelist', 'file', '-codec_whitelist', decoders, '-threads', '1', '-f', demuxer],
    ...(skip === 0 ? [] : ['-skip_initial_bytes', String(skip)]),
    ...['-i', `file:${from}`],
  ]
  const args = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    '-nostats',
    '-y',
    '-filter_threads',
    '1',
    ...input,
    ...to,
  ]
  const bounds = [memoryKb, limits.cpuSeconds, fileBlocks].map(String)
  const child = spawn('/bin/sh', ['-c', limited, 'sh', ...bounds, ffmpeg, ...args], {
    env: childEnv(),
    stdio: 'ignore',
    timeout: limits.wallMs,
    killSignal: 'SIGKILL',
    signal,
  })
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null))
    child.on('close', resolve)
  })
  if (code !== 0) refuse('broken', 'The file can’t be decoded: it is damaged, or asks for more than a file may.')
}
