import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drawNumber, shownFilter } from '../../tests/faults/picture.ts'
import { startPlayer } from '../../tests/faults/player.ts'
import { startRtmpServer } from '../../tests/helpers/nginx-rtmp.ts'
import { startFeeder } from './feeder.ts'
import { readFrames, size } from './frames.ts'

/** Lines at the top of each picture that carry its number. */
const numberLines = 64

/** Frames at the beginning that don't count: the player has to find its place. */
const warmUp = 150

/**
 * Each message in one piece. By default nginx cuts at 4 KB and writes each piece by itself; without TCP_NODELAY all but the first
 * then wait for the player's system, which acknowledges after 40 ms.
 */
export const inOnePiece = 'chunk_size 65536;'

/** From when a frame is drawn until the same frame has been decoded by a player at a local server, in ms. */
export async function frameLatencies(folder: string, frames: number, ofServer: string): Promise<number[]> {
  await using server = await startRtmpServer(undefined, '', ofServer)
  const url = `${server.url}/latency`
  const feeder = startFeeder(url, 'live', null)
  const startMs = performance.now()
  await using player = startPlayer(url, `crop=${size.width}:${numberLines}:0:0,${shownFilter}`)
  const ready = readFrames(path.join(folder, 'frames.yuv'))
  const drawnAtMs: number[] = []
  for (let n = 0; n < warmUp + frames; n++) {
    const picture = ready.shift() as ArrayBuffer
    drawNumber(new Uint8Array(picture), n, { width: size.width, height: numberLines })
    // A painter draws a frame when its tick is over: not before its time.
    const waitMs = startMs + (n * 1000) / 30 - performance.now()
    if (waitMs > 0) await sleep(waitMs)
    drawnAtMs.push(performance.now())
    await feeder.send(n, picture)
    ready.push(...feeder.back.splice(0))
  }
  await sleep(300)
  await feeder.close()
  return player.sessions
    .flat()
    .filter(({ number }) => number !== null && number >= warmUp)
    .map(({ number, atMs }) => atMs - (drawnAtMs[number ?? 0] ?? atMs))
}
