/**
 * CPU of RGBA → I420 a frame, copies in and out included, against the same arithmetic in plain TypeScript.
 *
 *     node bench/i420.ts
 */
import { randomFillSync } from 'node:crypto'
import { createI420Converter, i420Bytes } from '../render/raster/i420.ts'

type Convert = (rgba: Uint8Array, into: Uint8Array) => void

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const) {
  const rgba = randomFillSync(new Uint8Array(width * height * 4))
  const into = new Uint8Array(i420Bytes(width, height))
  const simd = createI420Converter(width, height)
  const simdMs = cpuMsPerFrame((from, to) => simd.convert(from, to), rgba, into, 600)
  const scalarMs = cpuMsPerFrame(scalar(width, height), rgba, into, 60)
  const ratio = (scalarMs / simdMs).toFixed(1)
  console.log(`${width}x${height}: wasm ${simdMs.toFixed(3)} ms, scalar ${scalarMs.toFixed(3)} ms, ${ratio} times`)
}

/** User and system time of this process a frame, after the compilers have settled. */
function cpuMsPerFrame(convert: Convert, rgba: Uint8Array, into: Uint8Array, frames: number): number {
  for (let i = 0; i < frames / 4; i++) convert(rgba, into)
  const start = process.cpuUsage()
  for (let i = 0; i < frames; i++) convert(rgba, into)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / frames
}

/** The kernel's fixed-point weights, a 2×2 block at a time, as one would write it without SIMD. */
function scalar(width: number, height: number): Convert {
  const uPlane = width * height
  const vPlane = (uPlane * 5) / 4
  return (rgba, into) => {
    let block = 0
    for (let row = 0; row < height; row += 2) {
      for (let column = 0; column < width; column += 2) {
        const first = row * width + column
        let red = 0
        let green = 0
        let blue = 0
        for (let i = 0; i < 4; i++) {
          const pixel = first + (i & 1) + (i >> 1) * width
          const r = rgba[pixel * 4]!
          const g = rgba[pixel * 4 + 1]!
          const b = rgba[pixel * 4 + 2]!
          into[pixel] = (r * 5983 + g * 20127 + b * 2032 + 540672) >> 15
          red += r
          green += g
          blue += b
        }
        into[uPlane + block] = (red * -3298 + green * -11094 + blue * 14392 + 16842752) >> 17
        into[vPlane + block] = (red * 14392 + green * -13072 + blue * -1320 + 16842752) >> 17
        block++
      }
    }
  }
}
