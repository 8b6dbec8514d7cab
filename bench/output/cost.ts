import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFfmpeg, parseTarget } from '../../render/index.ts'
import { encodings } from '../../render/output/pictures.ts'
import { codecArgs, type EncodeFormat } from '../../render/output/presets.ts'
import { startRtmpServer } from '../../tests/helpers/nginx-rtmp.ts'
import { steadyMs } from './cpu.ts'
import { drawFrames, rates, size, tone } from './frames.ts'

const ours = fileURLToPath(new URL('ours.ts', import.meta.url))
const words = (text: string) => text.split(' ')

/** What of the show is encoded, as it lies in memory. */
interface Ready {
  readonly pictures: string
  readonly sound: string
}

/** The very settings that our own encoder gets for an output. */
function settingsFor(url: string): string[] {
  const [line] = encodings({ format: { ...size, ...rates }, outputs: [{ target: parseTarget(url), preset: 'live' }] })
  return codecArgs(line?.format as EncodeFormat)
}

/** ffmpeg by itself: it reads the frames, encodes them, and sends them by its own FLV muxer. */
function alone({ pictures, sound }: Ready, url: string, pace: readonly string[]) {
  const video = [...pace, ...words('-stream_loop -1 -f rawvideo -pix_fmt yuv420p -s 1280x720 -r 30 -i'), pictures]
  const audio = [...pace, ...words('-stream_loop -1 -f s16le -ar 48000 -ac 2 -i'), sound]
  return (count: number) => [
    ...[findFfmpeg(process.env), ...words('-v error -nostdin -y'), ...video, ...audio],
    ...['-t', String(count / 30), ...settingsFor(url), '-f', 'flv', url],
  ]
}

function show({ pictures }: Ready, url: string, pace: 'fast' | 'live') {
  return (count: number) => [process.execPath, '--max-semi-space-size=4', ours, pictures, url, pace, String(count)]
}

/** Our processes on frames that lie ready, against ffmpeg alone on the same frames, the same settings and the same way. */
export async function compareCost(folder: string, frames: number, rounds: number): Promise<void> {
  const ready = { pictures: path.join(folder, 'frames.yuv'), sound: path.join(folder, 'sound.pcm') }
  await drawFrames(ready.pictures)
  writeFileSync(ready.sound, tone())
  await using server = await startRtmpServer()
  const file = (name: string) => path.join(folder, name)
  // In real time each frame finds cold caches, so ffmpeg alone is held to real time as well.
  for (const [what, theirName, mine, theirs] of [
    [
      ...['as fast as it goes, to an FLV file', 'ffmpeg alone, to such a file'],
      ...[show(ready, file('ours.flv'), 'fast'), alone(ready, file('alone.flv'), [])],
    ],
    [
      ...['in real time, by RTMP to a local nginx', 'ffmpeg -re alone, by RTMP to the same nginx'],
      ...[show(ready, `${server.url}/ours`, 'live'), alone(ready, `${server.url}/alone`, ['-re'])],
    ],
  ] as const)
    for (let round = 1; round <= rounds; round++) {
      const [our, their] = [await steadyMs(mine, frames), await steadyMs(theirs, frames)]
      console.log(
        `  ${what}: ours ${our.toFixed(2)} ms of CPU a frame; ${theirName}, ${their.toFixed(2)} ms; ratio ${(our / their).toFixed(2)} (goal 1.2)`,
      )
    }
}
