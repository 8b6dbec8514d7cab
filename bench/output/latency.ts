import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drawNumber, shownFilter } from '../../tests/faults/picture.ts'
import { startPlayer } from '../../tests/faults/player.ts'
import { freePort, startRtmpServer } from '../../tests/helpers/nginx-rtmp.ts'
import { startFeeder } from './feeder.ts'
import { readFrames, size } from './frames.ts'

/** Lines at the top of each picture that carry its number. */
const numberLines = 64

/** Frames at the beginning that don't count: the player has to find its place. */
const warmUp = 150

export interface FrameLatencies {
  /** Of each frame that came, in ms. */
  readonly latencies: readonly number[]
  /** Frames that the player never decoded. */
  readonly missing: number
}

/**
 * From when a frame is drawn until the same frame has been decoded by a player for the first time.
 *
 * @param send where the stream goes, and `play` where the player finds it
 */
async function frameLatencies(
  folder: string,
  frames: number,
  { send, play }: { readonly send: string; readonly play: string },
): Promise<FrameLatencies> {
  const feeder = startFeeder(send, 'live', null)
  const startMs = performance.now()
  await using player = startPlayer(play, `crop=${size.width}:${numberLines}:0:0,${shownFilter}`)
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
  const latencies = new Map<number, number>()
  for (const { number, atMs } of player.sessions.flat()) {
    const drawn = number === null || number < warmUp ? undefined : drawnAtMs[number]
    if (number !== null && drawn !== undefined && !latencies.has(number)) latencies.set(number, atMs - drawn)
  }
  return { latencies: [...latencies.values()], missing: frames - latencies.size }
}

/** By way of a local nginx, as the stream of a platform goes by its servers. */
export async function byServer(folder: string, frames: number): Promise<FrameLatencies> {
  await using server = await startRtmpServer()
  const url = `${server.url}/latency`
  return await frameLatencies(folder, frames, { send: url, play: url })
}

/** The same player, connected to us by `rtmp-listen:`. What the server adds is the difference. */
export async function directly(folder: string, frames: number): Promise<FrameLatencies> {
  const place = `127.0.0.1:${await freePort()}/live/latency`
  return await frameLatencies(folder, frames, { send: `rtmp-listen://${place}`, play: `rtmp://${place}` })
}
