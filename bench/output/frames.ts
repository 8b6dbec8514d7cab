import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCamera } from '../../render/camera.ts'
import { parseFps } from '../../render/clock.ts'
import { i420Bytes } from '../../render/raster/i420.ts'
import { busyShow } from '../render/busy.ts'

export const size = { width: 1280, height: 720 }
export const rates = { fps: parseFps('30'), sampleRate: 48_000 }
export const frameBytes = i420Bytes(size.width, size.height)

/** As many are drawn, and shown again and again. */
export const drawnFrames = 150

/** Draws a busy show into a file of raw I420. */
export async function drawFrames(file: string): Promise<void> {
  const show = busyShow()
  const camera = createCamera(size.width, size.height, rates.fps)
  const memory = new ArrayBuffer(frameBytes)
  const out = openSync(file, 'w')
  for (let number = 0; number < drawnFrames; number++) {
    show.step()
    camera.take({ ...show, frame: show.frame(number, 30, size) }, memory)
    writeSync(out, new Uint8Array(memory))
    await nextTurn()
  }
  closeSync(out)
}

/** The pictures of such a file, each in memory of its own. */
export function readFrames(file: string): ArrayBuffer[] {
  const bytes = readFileSync(file)
  return Array.from({ length: bytes.length / frameBytes }, (_, n) => {
    const memory = new ArrayBuffer(frameBytes)
    new Uint8Array(memory).set(bytes.subarray(n * frameBytes, (n + 1) * frameBytes))
    return memory
  })
}

/** A second of sound, interleaved stereo of 16 bits: an A. */
export function tone(): Buffer {
  const pcm = new Int16Array(2 * rates.sampleRate)
  for (let i = 0; i < pcm.length; i++) pcm[i] = 8000 * Math.sin((2 * Math.PI * 440 * (i >> 1)) / rates.sampleRate)
  return Buffer.from(pcm.buffer)
}
