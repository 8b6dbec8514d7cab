/**
 * What a show costs beside its encoder: CPU seconds of the whole program, ffmpeg included, over CPU seconds of ffmpeg
 * alone encoding the same frames and sound from a file. Both in one run, in turn; the ratio is of each pair. A show goes on for
 * weeks, so what counts is the difference between a long one and a short one, in which starting and warming up cancel out.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFfmpeg } from '../render/index.ts'

/** Frames of the short show; the long one has three times as many. */
const frames = 900
const rounds = 3
const ffmpeg = findFfmpeg(process.env)
const main = fileURLToPath(new URL('../server/main.ts', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-bench-'))
const show = (output: string, count: number, ...more: string[]) => {
  const flags = ['--chat', 'crowd:300', '--seed', '7', '--fast', '--frames', String(count), '--output', output]
  return [main, ...flags, ...more]
}

/** CPU seconds (user and system) of a command and of all that it starts, by the shell's own account. */
function cpuSeconds(command: string, args: string[]): number {
  const quoted = [command, ...args].map((word) => `'${word}'`).join(' ')
  const { stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${quoted} >/dev/null 2>&1`], {
    encoding: 'utf8',
  })
  return stderr
    .trim()
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}

// The frames as raw pictures in a file, so that ffmpeg alone has nothing to do but encode.
const lossless = path.join(folder, 'lossless.mkv')
const raw = path.join(folder, 'raw.mkv')
execFileSync(process.execPath, show(lossless, frames, '--preset', 'lossless'), { stdio: 'ignore' })
execFileSync(ffmpeg, ['-v', 'error', '-i', lossless, '-c:v', 'rawvideo', '-c:a', 'copy', raw])
rmSync(lossless)

const live =
  '-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -bf 0 -sc_threshold 0 -g 60 -keyint_min 60'
const rate = '-b:v 3000k -minrate 3000k -maxrate 3000k -bufsize 3000k -c:a aac -b:a 160k'
const alone = (times: number) => {
  const input = ['-v', 'error', '-y', '-stream_loop', String(times - 1), '-i', raw]
  return [...input, ...live.split(' '), ...rate.split(' '), path.join(folder, 'alone.flv')]
}
for (let round = 1; round <= rounds; round++) {
  const [shortShow, longShow] = [1, 3].map((times) =>
    cpuSeconds(process.execPath, show(path.join(folder, 'ours.flv'), times * frames)),
  ) as [number, number]
  const [short, long] = [1, 3].map((times) => cpuSeconds(ffmpeg, alone(times))) as [number, number]
  const [ours, theirs] = [longShow - shortShow, long - short]
  const per = (seconds: number) => `${((seconds * 1000) / (2 * frames)).toFixed(2)} ms a frame`
  console.log(
    `broadcast 1280x720, ${2 * frames} frames after ${frames}: whole show ${per(ours)}, ffmpeg alone ${per(theirs)}, ratio ${(ours / theirs).toFixed(2)} (goal 1.4); with its start, ${frames} frames, ${(shortShow / short).toFixed(2)}`,
  )
}
rmSync(folder, { recursive: true })
