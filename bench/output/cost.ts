import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { findFfmpeg } from '../../render/index.ts'
import { codecArgs } from '../../render/output/presets.ts'
import { startRtmpServer } from '../../tests/helpers/nginx-rtmp.ts'
import { drawFrames, rates, size, tone } from './frames.ts'

const ours = fileURLToPath(new URL('ours.ts', import.meta.url))
const short = 150

/** CPU seconds (user and system) of a command and of all that it starts, by the shell's own account. */
async function cpuSeconds(command: readonly string[]): Promise<number> {
  const quoted = command.map((word) => `'${word}'`).join(' ')
  const shell = spawn('bash', ['-c', `TIMEFORMAT='%U %S'; time ${quoted} >/dev/null 2>&1`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const told = await text(shell.stderr)
  return told
    .trim()
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}

/** ms of CPU for a frame, once all is running: by the difference of two lengths, so that the start cancels out. */
async function steady(command: (frames: number) => readonly string[], long: number): Promise<number> {
  const [whole, beginning] = [await cpuSeconds(command(long)), await cpuSeconds(command(short))]
  return ((whole - beginning) * 1000) / (long - short)
}

/** Our processes on frames that lie ready, against ffmpeg alone on the same frames and the same settings. */
export async function compareCost(folder: string, frames: number, rounds: number): Promise<void> {
  const [pictures, sound] = [path.join(folder, 'frames.yuv'), path.join(folder, 'sound.pcm')]
  await drawFrames(pictures)
  writeFileSync(sound, tone())
  await using server = await startRtmpServer()
  const settings = codecArgs({ ...size, ...rates, preset: 'live', encoder: 'x264', constantRate: true })
  const video = `-stream_loop -1 -f rawvideo -pix_fmt yuv420p -s 1280x720 -r 30 -i ${pictures}`.split(' ')
  const audio = `-stream_loop -1 -f s16le -ar 48000 -ac 2 -i ${sound}`.split(' ')
  const alone =
    (...pace: readonly string[]) =>
    (count: number) => [
      ...[
        findFfmpeg(process.env),
        '-v',
        'error',
        '-nostdin',
        '-y',
        ...pace,
        ...video,
        ...audio,
        '-t',
        String(count / 30),
      ],
      ...[...settings, '-f', 'flv', path.join(folder, 'alone.flv')],
    ]
  const show = (url: string, pace: string) => (count: number) => [
    ...[process.execPath, '--max-semi-space-size=4', ours, pictures, url, pace, String(count)],
  ]
  // In real time each frame finds cold caches, so ffmpeg alone is held to real time as well.
  for (const [what, command, bare] of [
    ['as fast as it goes, to a file', show(path.join(folder, 'ours.flv'), 'fast'), alone()],
    ['in real time, to an RTMP server', show(`${server.url}/bench`, 'live'), alone('-re')],
  ] as const)
    for (let round = 1; round <= rounds; round++) {
      const [mine, theirs] = [await steady(command, frames), await steady(bare, frames)]
      console.log(
        `  ${what}: ours ${mine.toFixed(2)} ms of CPU a frame, ffmpeg alone ${theirs.toFixed(2)} ms, ratio ${(mine / theirs).toFixed(2)} (goal 1.2)`,
      )
    }
}
